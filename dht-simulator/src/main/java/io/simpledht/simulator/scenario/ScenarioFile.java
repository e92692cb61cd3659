package io.simpledht.simulator.scenario;

import io.simpledht.node.Replication;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.simulator.DiskSettings;
import io.simpledht.simulator.network.NatKind;
import io.simpledht.simulator.scenario.NetworkSettings.Bursts;
import io.simpledht.simulator.scenario.NetworkSettings.Lines;
import io.simpledht.simulator.scenario.NetworkSettings.Nat;
import io.simpledht.simulator.scenario.YamlNode.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads scenarios from YAML. Every field has a default; what is unknown, has the wrong unit or
 * cannot be is refused with its line before anything runs.
 */
public final class ScenarioFile {

  private static final int DEFAULT_NODES = 20;
  private static final Duration DEFAULT_JOIN = Duration.ofSeconds(1);
  private static final int MAX_KEYS = 1_000_000;
  private static final int MAX_VALUE_BYTES = 1 << 20;
  private static final String CONCERNS = "local, one, majority, all or a number of replicas";

  private ScenarioFile() {}

  /**
   * Reads a scenario.
   *
   * @param source what to call the text in messages, such as a file name
   * @param text the document
   * @param overrides {@code path=value} each, such as {@code network.loss=20%}, applied in order
   * @throws ScenarioException naming the line and what may stand there
   */
  public static Scenario parse(String source, String text, List<String> overrides) {
    Mapping document = YamlReader.read(source, text);
    for (String override : overrides) {
      Overrides.apply(document, override);
    }
    return scenario(new Fields(source, "", document));
  }

  private static Scenario scenario(Fields top) {
    int nodes = top.count("nodes", DEFAULT_NODES, 1, Scenario.MAX_NODES);
    NetworkSettings network = network(top.group("network"));
    PhaseFields phases = new PhaseFields(nodes, network.regionNames());
    List<Phase> list = new ArrayList<>();
    List<Expectation> expectations = new ArrayList<>();
    for (Map.Entry<String, Fields> item : top.list("phases")) {
      if (item.getKey().equals("expect")) {
        expectations.addAll(ExpectationFields.read(item.getValue()));
      } else {
        list.add(phases.read(item.getKey(), item.getValue()));
      }
      item.getValue().done();
    }
    if (list.isEmpty()) {
      throw top.wrong("a scenario needs phases, such as - join: {over: 10s}");
    }
    Scenario scenario =
        new Scenario(
            top.text("name", "unnamed"),
            top.text("description", ""),
            nodes,
            node(top),
            network,
            top.has("churn") ? churn(top.group("churn")) : null,
            workload(top.group("workload")),
            list,
            expectations,
            top.choice("ties", Scenario.Ties.FIFO, Scenario.Ties.class));
    top.done();
    return scenario;
  }

  private static NodeSettings node(Fields top) {
    Fields fields = top.group("node");
    NodeSettings settings =
        new NodeSettings(
            replication(top),
            fields.count("seeds", 1, 1, 16),
            fields.duration(
                "anti-entropy",
                NodeSettings.MIN_PAUSE,
                NodeSettings.MAX_ANTI_ENTROPY,
                "100ms to 1d"),
            fields.duration(
                "retention", NodeSettings.MIN_RETENTION, NodeSettings.MAX_RETENTION, "1m to 3650d"),
            fields.count("attempts", 0, 1, 100),
            fields.duration(
                "timeout", NodeSettings.MIN_PAUSE, NodeSettings.MAX_TIMEOUT, "100ms to 10m"),
            disk(fields.group("disk")));
    fields.done();
    return settings;
  }

  private static DiskSettings disk(Fields fields) {
    DiskSettings settings =
        new DiskSettings(
            fields.duration("latency", Duration.ZERO),
            fields.count(
                "full", DiskSettings.DEFAULT_MAX_ENTRIES, 1, DiskSettings.DEFAULT_MAX_ENTRIES));
    fields.done();
    return settings;
  }

  /** {@code full}, {@code factor(16)} or, as a group, {@code {factor: 16}}. */
  private static int replication(Fields top) {
    if (!top.has("replication")) {
      return 0;
    }
    if (top.holdsGroup("replication")) {
      Fields group = top.group("replication");
      int factor = group.count("factor", 0, 1, Replication.MAX_FACTOR);
      group.done();
      return factor;
    }
    return top.value("replication", 0, "full or {factor: 16}", ScenarioFile::replication);
  }

  private static Integer replication(String text) {
    return text.equals("full") ? Integer.valueOf(0) : null;
  }

  private static NetworkSettings network(Fields fields) {
    NetworkSettings otherwise = NetworkSettings.DEFAULT;
    String latency = fields.law("latency", otherwise.latency());
    Weather weather = weather(fields);
    Regions regions = fields.has("regions") ? RegionFields.read(fields.group("regions")) : null;
    List<String> names = regions == null ? List.of() : regions.names();
    NetworkSettings settings =
        new NetworkSettings(
            latency,
            weather,
            fields.has("mtu") ? fields.bytes("mtu", 0) : 0,
            fields.has("bursts") ? bursts(fields.group("bursts"), names) : null,
            fields.has("lines") ? lines(fields.group("lines"), names) : null,
            fields.has("nat") ? nat(fields.group("nat"), names) : null,
            regions);
    fields.done();
    return settings;
  }

  static Weather weather(Fields fields) {
    return new Weather(
        fields.probability("loss", 0),
        fields.probability("duplicate", 0),
        fields.probability("reorder", 0),
        fields.probability("replay", 0),
        fields.probability("corrupt", 0),
        fields.probability("truncate", 0),
        fields.probability("reply-loss", 0));
  }

  private static Bursts bursts(Fields fields, List<String> regions) {
    Bursts bursts =
        new Bursts(
            fields.share("share", Share.ALL, regions),
            fields.duration("good", Duration.ofSeconds(60)),
            fields.duration("bad", Duration.ofMillis(500)),
            fields.probability("loss", 0.8));
    fields.done();
    return bursts;
  }

  private static Lines lines(Fields fields, List<String> regions) {
    Lines lines =
        new Lines(
            fields.share("share", Share.ALL, regions),
            fields.bandwidth("up"),
            fields.bandwidth("down"),
            fields.bytes("queue", 256 << 10),
            fields.probability("loss-up", 0),
            fields.probability("loss-down", 0));
    fields.done();
    return lines;
  }

  private static Nat nat(Fields fields, List<String> regions) {
    Nat nat =
        new Nat(
            fields.share("share", Share.part(0.4), regions),
            fields.choice("kind", NatKind.PORT_RESTRICTED, NatKind.class),
            fields.duration("timeout", Duration.ofSeconds(30)));
    fields.done();
    return nat;
  }

  private static Churn churn(Fields fields) {
    Churn.Model like = fields.choice("like", Churn.Model.KAD, Churn.Model.class);
    Churn churn =
        new Churn(
            fields.law("session", like.session),
            fields.law("absence", like.absence),
            fields.probability("crash", 0.8),
            fields.probability("amnesia", 0),
            fields.probability("new-address", 0),
            fields.choice("start", Churn.Start.JOINED, Churn.Start.class));
    fields.done();
    return churn;
  }

  private static Workload workload(Fields fields) {
    Workload none = Workload.NONE;
    Fields keys = fields.holdsGroup("keys") ? fields.group("keys") : null;
    int[] bytes = fields.value("value", new int[] {64, 64}, "64B or 64B..4KiB", Fields::byteRange);
    if (bytes[1] > MAX_VALUE_BYTES) {
      throw fields.wrong("value must be at most 1MiB");
    }
    Workload workload =
        new Workload(
            fields.rate("puts", 0),
            fields.rate("gets", 0),
            fields.rate("deletes", 0),
            (keys == null ? fields : keys)
                .count(keys == null ? "keys" : "count", none.keys(), 1, MAX_KEYS),
            keys == null ? 0 : keys.number("zipf", 0, 0, 5),
            bytes[0],
            bytes[1],
            fields.value("concern", none.concern(), CONCERNS, ScenarioFile::concern));
    if (keys != null) {
      keys.done();
    }
    fields.done();
    return workload;
  }

  private static WriteConcern concern(String text) {
    return switch (text) {
      case "local" -> WriteConcern.LOCAL;
      case "one" -> WriteConcern.ONE;
      case "majority" -> WriteConcern.MAJORITY;
      case "all" -> WriteConcern.ALL;
      default ->
          text.matches("[1-9][0-9]{0,3}") ? WriteConcern.count(Integer.parseInt(text)) : null;
    };
  }
}
