package io.simpledht.simulator.scenario;

/**
 * Nodes that come and go while phases run, each for itself; the first node stays.
 *
 * @param session how long a node stays, a law in text
 * @param absence how long it is away, a law in text
 * @param crash share of sessions that end in a crash rather than a good-bye, 0 to 1
 * @param amnesia share of crashes that lose the disk, 0 to 1
 */
public record Churn(String session, String absence, double crash, double amnesia) {}
