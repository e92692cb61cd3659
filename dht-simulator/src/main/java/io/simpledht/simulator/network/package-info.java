/**
 * The simulated network: how long each datagram takes, which are lost, and what else befalls them.
 * Faults are laws and rules on {@link io.simpledht.simulator.network.SimNetwork}.
 */
package io.simpledht.simulator.network;
