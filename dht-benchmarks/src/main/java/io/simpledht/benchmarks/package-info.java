/** Side-by-side comparisons on loopback, each against a rival in the same run. Not published. */
package io.simpledht.benchmarks;
