package io.simpledht.simulator.result;

/**
 * What became of one check.
 *
 * @param check its name, the same in all runs
 * @param verdict how it ended
 * @param detail figures if it passed, the first violation if it failed
 */
public record CheckResult(String check, Verdict verdict, String detail) {}
