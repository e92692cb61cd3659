/** What a run of a scenario leaves behind, as plain data: for programs, reports and merging. */
package io.simpledht.simulator.result;
