/**
 * Sweeps: lists of independent runs that may be spread over threads, processes and machines, and
 * whose results do not depend on how they were spread.
 */
package io.simpledht.simulator.sweep;
