package io.simpledht.node;

import java.time.Duration;

/**
 * How an attempt to join ended. A node that failed keeps trying in the background.
 *
 * @param joined whether any seed answered, or the node, having been alone, was found by a peer; not
 *     where all seeds are the node itself, which then is a network of one
 * @param attempts attempts made, from 1 to the configured number
 * @param peers peers known when the call returned
 * @param elapsed time the call took
 */
public record BootstrapResult(boolean joined, int attempts, int peers, Duration elapsed) {}
