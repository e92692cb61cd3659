package io.simpledht.simulator.sweep;

import io.simpledht.simulator.plan.Plan;
import io.simpledht.simulator.plan.Step;
import io.simpledht.simulator.scenario.NodeSettings;
import io.simpledht.simulator.scenario.Phase;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.Workload;
import java.util.HashMap;
import java.util.Map;

/**
 * What a run will need of the heap, from measured runs, rather too much than too little: a run that
 * cannot end should not begin.
 */
public final class MemoryEstimate {

  /** A node that holds nothing and knows nobody, with its share of what the report will show. */
  public static final long NODE_BYTES = 40_000;

  /** One peer that one node knows. */
  public static final long CONTACT_BYTES = 30;

  /** Peers a node knows at most with full replication, whatever the size of the network. */
  public static final int MAX_CONTACTS = 4_000;

  /** The same with a number of copies, where few are needed in each part of the id space. */
  public static final int MAX_FACTOR_CONTACTS = 400;

  /** One copy of an entry on one node, beside its value. */
  public static final long COPY_BYTES = 700;

  /** One call of a user, planned and counted. */
  public static final long CALL_BYTES = 200;

  private MemoryEstimate() {}

  /** Bytes of heap for one run. */
  public static long bytes(Scenario scenario) {
    return bytes(scenario, scenario.nodes());
  }

  private static long bytes(Scenario scenario, long nodes) {
    NodeSettings node = scenario.node();
    long copies = node.factor() == 0 ? nodes : StrictMath.min(nodes, node.factor());
    long contacts = StrictMath.min(nodes, node.factor() == 0 ? MAX_CONTACTS : MAX_FACTOR_CONTACTS);
    double perKey = 0;
    double calls = 0;
    for (Phase phase : scenario.phases()) {
      if (phase instanceof Phase.Load load) {
        perKey += (double) load.entries() * (COPY_BYTES + load.valueBytes());
        calls += load.entries();
      }
    }
    Workload work = scenario.workload();
    double seconds = scenario.length().toMillis() / 1e3;
    double keys = StrictMath.min(work.keys(), work.puts() * seconds);
    perKey += keys * (COPY_BYTES + (work.minBytes() + work.maxBytes()) / 2.0);
    calls += (work.puts() + work.gets() + work.deletes()) * seconds;
    double all = (double) nodes * (NODE_BYTES + contacts * CONTACT_BYTES);
    return (long) (all + copies * perKey + calls * CALL_BYTES);
  }

  /** As above, of a run that is planned already. */
  public static long bytes(Plan plan) {
    long nodes = plan.world().nodes();
    int factor = plan.world().node().factor();
    Map<String, Integer> largest = new HashMap<>(); // summed up, in any order
    long calls = 0;
    for (Step step : plan.steps()) {
      if (step instanceof Step.Put put) {
        largest.merge(put.key(), put.bytes(), StrictMath::max);
      }
      calls += step.node() > 0 ? 1 : 0;
    }
    long perKey = largest.size() * COPY_BYTES;
    for (int bytes : largest.values()) {
      perKey += bytes;
    }
    long contacts = StrictMath.min(nodes, factor == 0 ? MAX_CONTACTS : MAX_FACTOR_CONTACTS);
    long copies = factor == 0 ? nodes : StrictMath.min(nodes, factor);
    return nodes * (NODE_BYTES + contacts * CONTACT_BYTES) + copies * perKey + calls * CALL_BYTES;
  }

  /** The most nodes with which the scenario fits into {@code bytes}; 0 if it never does. */
  public static int mostNodes(Scenario scenario, long bytes) {
    int fits = 0;
    int tooMany = Scenario.MAX_NODES + 1;
    while (tooMany - fits > 1) {
      int middle = (fits + tooMany) >>> 1;
      if (bytes(scenario, middle) <= bytes) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return fits;
  }
}
