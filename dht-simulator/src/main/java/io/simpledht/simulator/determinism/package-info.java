/** Proves that one seed gives one run, and finds the first event that differs where it does not. */
package io.simpledht.simulator.determinism;
