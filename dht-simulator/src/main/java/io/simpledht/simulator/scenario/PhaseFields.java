package io.simpledht.simulator.scenario;

import io.simpledht.simulator.DiskFault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Reads the phases of a scenario file. */
final class PhaseFields {

  private static final List<String> NAMES =
      List.of(
          "join",
          "load",
          "run",
          "partition",
          "crash",
          "leave",
          "move",
          "pause",
          "slow",
          "clock",
          "disk",
          "clog",
          "storm",
          "rolling-restart",
          "heal",
          "expect");

  /** A clock that gains a second in ten is broken, not drifting. */
  private static final double MAX_DRIFT_PPM = 100_000;

  private final int nodes;
  private final List<String> regions;

  PhaseFields(int nodes, List<String> regions) {
    this.nodes = nodes;
    this.regions = regions;
  }

  Phase read(String name, Fields fields) {
    return switch (name) {
      case "join" -> join(fields);
      case "load" -> load(fields);
      case "run" -> new Phase.Run(fields.need("for"));
      case "partition" -> partition(fields);
      case "crash" -> crash(fields);
      case "leave" -> new Phase.Leave(some(fields), over(fields));
      case "move" -> new Phase.Move(some(fields), over(fields));
      case "pause" -> new Phase.Pause(some(fields), fields.need("for"));
      case "slow" -> new Phase.Slow(some(fields), fields.need("by"), fields.need("for"));
      case "clock" -> clock(fields);
      case "disk" -> disk(fields);
      case "clog" -> new Phase.Clog(some(fields), fields.need("for"));
      case "storm" -> new Phase.Storm(ScenarioFile.weather(fields), fields.need("for"));
      case "rolling-restart" -> rollingRestart(fields);
      case "heal" -> new Phase.Heal(fields.duration("within", Duration.ofSeconds(30)));
      default ->
          throw fields.wrong(
              "unknown phase "
                  + name
                  + Spelling.hint(name, NAMES)
                  + "; allowed: "
                  + String.join(", ", NAMES));
    };
  }

  private Share some(Fields fields) {
    return fields.share("nodes", Share.part(0.3), regions);
  }

  private static Duration over(Fields fields) {
    return fields.duration("over", Duration.ofSeconds(1));
  }

  private Phase join(Fields fields) {
    Share joining = fields.share("nodes", Share.ALL, List.of());
    int count = joining.equals(Share.ALL) ? 0 : joining.of(nodes);
    if (!joining.isPart() && (joining.amount() < 1 || joining.amount() > nodes)) {
      throw fields.wrong(joining + " of " + nodes + " nodes cannot join; give 1 to " + nodes);
    }
    return new Phase.Join(count, over(fields));
  }

  private static Phase load(Fields fields) {
    return new Phase.Load(
        fields.count("entries", 1_000, 1, 10_000_000),
        fields.bytes("value", 100),
        fields.duration("over", Duration.ofSeconds(5)));
  }

  private Phase partition(Fields fields) {
    return new Phase.Partition(
        fields.choice("kind", Phase.Cut.HALVES, Phase.Cut.class), some(fields), fields.need("for"));
  }

  private Phase crash(Fields fields) {
    return new Phase.Crash(
        some(fields),
        fields.truth("amnesia", false),
        fields.duration("for", null),
        fields.duration("over", Duration.ZERO),
        fields.probability("new-address", 0));
  }

  private Phase clock(Fields fields) {
    return new Phase.Clock(
        some(fields),
        fields.law("by", "1s..30s"),
        fields.number("drift", 0, 0, MAX_DRIFT_PPM),
        fields.duration("for", Duration.ofSeconds(1)));
  }

  private Phase disk(Fields fields) {
    String fault = fields.word("fault", "full", List.of("full", "failing", "unreadable"));
    DiskFault of = DiskFault.valueOf(fault.toUpperCase(Locale.ROOT));
    return new Phase.Disk(some(fields), of, fields.need("for"));
  }

  private Phase rollingRestart(Fields fields) {
    return new Phase.RollingRestart(
        fields.duration("down", Duration.ofSeconds(2)),
        fields.duration("pause", Duration.ofSeconds(3)),
        nodes);
  }
}
