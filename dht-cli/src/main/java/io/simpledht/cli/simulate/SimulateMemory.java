package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Texts;
import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.sweep.MemoryEstimate;
import java.util.Locale;

/** Refuses simulations for which there is not enough memory. */
final class SimulateMemory {

  /** The rest is for the program itself and for reports. */
  private static final double FOR_RUNS = 0.9;

  private final long available;

  /**
   * What there is.
   *
   * @param heapBytes all the Java machine may use
   */
  SimulateMemory(long heapBytes) {
    this.available = (long) (heapBytes * FOR_RUNS);
  }

  static SimulateMemory ofProcess() {
    return new SimulateMemory(Runtime.getRuntime().maxMemory());
  }

  /** What is wrong and what would fit, in a line; null if all is well. */
  String complaint(Scenario scenario, int jobs) {
    long need = MemoryEstimate.bytes(scenario);
    if (need <= available / jobs) {
      return null;
    }
    int most = MemoryEstimate.mostNodes(scenario, available / jobs);
    String fits = most == 0 ? "fewer entries" : String.format(Locale.ROOT, "nodes=%d", most);
    return String.format(
        Locale.ROOT,
        "nodes=%d with %s need about %s%s, and there are %s; give at most %s%s%s, or more memory:"
            + " SIMPLEDHT_JAVA_OPTS=-Xmx%dg",
        scenario.nodes(),
        replication(scenario.node().factor()),
        Texts.size(need),
        jobs == 1 ? "" : " for each of " + jobs + " runs at a time",
        Texts.size(available),
        fits,
        jobs > 1 ? ", or --jobs 1" : "",
        scenario.node().factor() == 0 ? ", or --set replication.factor=16" : "",
        (long) Math.ceil(need * jobs / FOR_RUNS / (1 << 30)));
  }

  /** As above, of a plan, which can only be made smaller by hand. */
  String complaint(Plan plan) {
    long need = MemoryEstimate.bytes(plan);
    if (need <= available) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "%,d nodes with %s need about %s, and there are %s; give fewer, or more memory:"
            + " SIMPLEDHT_JAVA_OPTS=-Xmx%dg",
        plan.world().nodes(),
        replication(plan.world().node().factor()),
        Texts.size(need),
        Texts.size(available),
        (long) Math.ceil(need / FOR_RUNS / (1 << 30)));
  }

  private static String replication(int factor) {
    return factor == 0 ? "a copy of everything on each" : factor + " copies of each entry";
  }
}
