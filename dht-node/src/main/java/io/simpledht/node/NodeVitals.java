package io.simpledht.node;

import io.simpledht.node.rpc.Gauges;
import io.simpledht.node.rpc.RarePath;
import io.simpledht.node.rpc.RpcCounters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How full a node's bounded parts are, and what it did seldom: for those who watch many nodes.
 *
 * @param gauges every queue and table that requests of others or writes of users may fill
 * @param rarePaths how often what is only done after trouble was done since the node started, by
 *     name; those never taken included
 */
public record NodeVitals(List<Gauge> gauges, Map<String, Long> rarePaths) {

  /** Copies both. */
  public NodeVitals {
    gauges = List.copyOf(gauges);
    rarePaths = Collections.unmodifiableMap(new LinkedHashMap<>(rarePaths));
  }

  static NodeVitals of(RpcCounters counters, List<Consumer<Gauges>> parts) {
    List<Gauge> gauges = new ArrayList<>();
    Gauges reader = (what, value, limit) -> gauges.add(new Gauge(what, value, limit));
    parts.forEach(part -> part.accept(reader));
    Map<String, Long> rarePaths = new LinkedHashMap<>();
    for (RarePath path : RarePath.values()) {
      rarePaths.put(path.text(), counters.taken(path));
    }
    return new NodeVitals(gauges, rarePaths);
  }

  /**
   * One bounded part.
   *
   * @param what how much of what, in words
   * @param value how much there is
   * @param limit the most there may ever be
   */
  public record Gauge(String what, long value, long limit) {}
}
