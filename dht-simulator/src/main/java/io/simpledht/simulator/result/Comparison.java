package io.simpledht.simulator.result;

/**
 * A figure beside what theory says.
 *
 * @param what the quantity, with its unit
 * @param theory what a formula predicts
 * @param measured what the run gave
 * @param source where the formula comes from, in words
 */
public record Comparison(String what, double theory, double measured, String source) {}
