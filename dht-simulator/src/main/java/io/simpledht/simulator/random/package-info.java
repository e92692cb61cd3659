/** Reproducible chance: frozen generators, streams split by name, and the laws drawn from them. */
package io.simpledht.simulator.random;
