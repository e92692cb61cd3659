/**
 * Runs hosts in virtual time from one seed: {@link io.simpledht.simulator.Simulation} owns time and
 * network, {@link io.simpledht.simulator.SimHost} is a handle to one host.
 */
package io.simpledht.simulator;
