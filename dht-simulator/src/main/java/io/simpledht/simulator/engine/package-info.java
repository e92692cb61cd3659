/** Virtual time: one queue, one thread, the loops of the hosts as views on it, and the trace. */
package io.simpledht.simulator.engine;
