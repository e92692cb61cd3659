package io.simpledht.benchmarks.simulation;

import io.simpledht.simulator.Simulation;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Measures what a stretch of virtual time cost in real time and traffic. */
final class Meter {

  private static final double NANOS = 1e9;

  private final Simulation simulation;
  private final long nanos = System.nanoTime();
  private final long cpuNanos = cpu();
  private final long events;
  private final long bytes;
  private final double virtualSeconds;

  /** Begins now. */
  Meter(Simulation simulation) {
    this.simulation = simulation;
    this.events = simulation.events();
    this.bytes = simulation.network().counters().sentBytes();
    this.virtualSeconds = simulation.elapsed().toNanos() / NANOS;
  }

  /** CPU time of this thread: what others take from the machine does not count. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Prints what it cost until now; bytes are payload sent, for each of {@code nodes}. */
  void print(String what, int nodes) {
    double wall = (System.nanoTime() - nanos) / NANOS;
    double thread = (cpu() - cpuNanos) / NANOS;
    double time = simulation.elapsed().toNanos() / NANOS - virtualSeconds;
    long happened = simulation.events() - events;
    long sent = simulation.network().counters().sentBytes() - bytes;
    System.out.printf(
        Locale.ROOT,
        "%-10s %,7d nodes, %,.0f s virtual in %.1f s (%.1f s of CPU): %,d events, %,.0f events/s"
            + " of CPU, %,.0f B/s sent per node, trace %016x%n",
        what,
        nodes,
        time,
        wall,
        thread,
        happened,
        happened / thread,
        sent / time / nodes,
        simulation.traceHash());
  }
}
