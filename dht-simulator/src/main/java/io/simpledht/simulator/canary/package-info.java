/** Nodes with one planted bug each, which the checks must catch: proof that they can. */
package io.simpledht.simulator.canary;
