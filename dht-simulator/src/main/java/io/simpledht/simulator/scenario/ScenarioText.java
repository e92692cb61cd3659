package io.simpledht.simulator.scenario;

import io.simpledht.node.NodeConfig;
import io.simpledht.protocol.WriteConcern;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Scenarios as text, with every field, also those that were left to their defaults. */
public final class ScenarioText {

  private static final double KILO = 1e3;

  private final List<String> settings = new ArrayList<>();

  private ScenarioText() {}

  /**
   * Every setting but the phases as {@code PATH=VALUE}; read as overrides, they give the same
   * scenario. Groups that are switched off by leaving them out are left out.
   */
  public static List<String> settings(Scenario scenario) {
    ScenarioText text = new ScenarioText();
    text.add("nodes", scenario.nodes());
    text.add("ties", scenario.ties());
    text.node(scenario.node());
    text.network(scenario.network());
    if (scenario.churn() != null) {
      text.churn(scenario.churn());
    }
    text.workload(scenario.workload());
    return text.settings;
  }

  /** Every phase and demand, as it may stand in a scenario file. */
  public static List<String> phases(Scenario scenario) {
    List<String> lines = new ArrayList<>();
    for (Phase phase : scenario.phases()) {
      lines.add(phase.name() + ": {" + String.join(", ", PhaseText.fields(phase)) + "}");
    }
    for (Expectation demand : scenario.expectations()) {
      lines.add("expect: {" + demand.metric() + ": \"" + demand.text() + "\"}");
    }
    return lines;
  }

  private void add(String path, Object value) {
    settings.add(path + "=" + value);
  }

  private void node(NodeSettings node) {
    if (node.factor() == 0) {
      add("replication", "full");
    } else {
      add("replication.factor", node.factor());
    }
    add("node.seeds", node.seeds());
    add("node.anti-entropy", or(node.antiEntropy(), NodeConfig.DEFAULT_ANTI_ENTROPY_INTERVAL));
    add("node.retention", or(node.retention(), NodeConfig.DEFAULT_TOMBSTONE_RETENTION));
    int attempts = node.attempts();
    add("node.attempts", attempts == 0 ? NodeConfig.DEFAULT_BOOTSTRAP_ATTEMPTS : attempts);
    add("node.timeout", or(node.timeout(), NodeConfig.DEFAULT_BOOTSTRAP_TIMEOUT));
    add("node.disk.latency", Units.words(node.disk().latency()));
    add("node.disk.full", node.disk().maxEntries());
  }

  private static String or(Duration duration, Duration otherwise) {
    return Units.words(duration == null ? otherwise : duration);
  }

  private void network(NetworkSettings network) {
    add("network.latency", network.latency());
    weather(network.weather()).forEach(field -> add("network." + field.name(), field.value()));
    if (network.mtu() > 0) {
      add("network.mtu", network.mtu() + "B");
    }
    if (network.bursts() != null) {
      add("network.bursts.share", network.bursts().share());
      add("network.bursts.good", Units.words(network.bursts().good()));
      add("network.bursts.bad", Units.words(network.bursts().bad()));
      add("network.bursts.loss", percent(network.bursts().loss()));
    }
    if (network.lines() != null) {
      add("network.lines.share", network.lines().share());
      add("network.lines.up", plain(network.lines().up() / KILO) + "kbit");
      add("network.lines.down", plain(network.lines().down() / KILO) + "kbit");
      add("network.lines.queue", network.lines().queueBytes() + "B");
      add("network.lines.loss-up", percent(network.lines().lossUp()));
      add("network.lines.loss-down", percent(network.lines().lossDown()));
    }
    if (network.nat() != null) {
      add("network.nat.share", network.nat().share());
      add("network.nat.kind", network.nat().kind());
      add("network.nat.timeout", Units.words(network.nat().timeout()));
    }
    if (network.regions() != null) {
      regions(network.regions());
    }
  }

  private void regions(Regions regions) {
    regions.shares().forEach((name, part) -> add("network.regions.share." + name, percent(part)));
    regions
        .roundTrips()
        .forEach((pair, time) -> add("network.regions.rtt." + pair, Units.words(time)));
    add("network.regions.jitter", regions.jitter());
    regions.loss().forEach((pair, part) -> add("network.regions.loss." + pair, percent(part)));
  }

  private void churn(Churn churn) {
    add("churn.session", churn.session());
    add("churn.absence", churn.absence());
    add("churn.crash", percent(churn.crash()));
    add("churn.amnesia", percent(churn.amnesia()));
    add("churn.new-address", percent(churn.newAddress()));
    add("churn.start", churn.start().toString());
  }

  private void workload(Workload workload) {
    add("workload.puts", plain(workload.puts()) + "/s");
    add("workload.gets", plain(workload.gets()) + "/s");
    add("workload.deletes", plain(workload.deletes()) + "/s");
    add("workload.keys.count", workload.keys());
    add("workload.keys.zipf", plain(workload.zipf()));
    add("workload.value", workload.minBytes() + "B.." + workload.maxBytes() + "B");
    add("workload.concern", concern(workload.concern()));
  }

  private static String concern(WriteConcern concern) {
    boolean counted = concern.level() == WriteConcern.Level.COUNT;
    return counted ? Integer.toString(concern.count()) : concern.toString();
  }

  // Shared with the phases

  /** A field and its value. */
  record Field(String name, String value) {}

  static List<Field> weather(Weather weather) {
    return List.of(
        new Field("loss", percent(weather.loss())),
        new Field("duplicate", percent(weather.duplicate())),
        new Field("reorder", percent(weather.reorder())),
        new Field("replay", percent(weather.replay())),
        new Field("corrupt", percent(weather.corrupt())),
        new Field("truncate", percent(weather.truncate())),
        new Field("reply-loss", percent(weather.replyLoss())));
  }

  static String percent(double part) {
    return BigDecimal.valueOf(part).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
