/** Random scenarios from seeds, run until one fails, and failures made small. */
package io.simpledht.simulator.explore;
