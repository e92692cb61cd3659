/** Carries out a plan, watches what becomes of every write, and judges the run. */
package io.simpledht.simulator.run;
