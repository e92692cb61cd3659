/** Simulations as JUnit tests: {@link io.simpledht.simulator.junit.SimulationTest}. */
package io.simpledht.simulator.junit;
