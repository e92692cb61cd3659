package io.simpledht.simulator.result;

/**
 * Something that lasted: a phase of the scenario or a fault.
 *
 * @param kind what it was, such as {@code partition}
 * @param detail more words, such as who was hit; may be empty
 * @param from virtual seconds
 * @param to virtual seconds, the end of the run if it never ended; equal to {@code from} for a blow
 */
public record Span(String kind, String detail, double from, double to) {}
