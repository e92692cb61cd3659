/** Speed and memory of the simulator itself. */
package io.simpledht.benchmarks.simulation;
