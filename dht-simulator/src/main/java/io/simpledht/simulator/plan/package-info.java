/**
 * Plans: every join, fault and call of a run with its date. A plan needs nothing else to be run,
 * which is what makes replaying and shrinking it possible.
 */
package io.simpledht.simulator.plan;
