package io.simpledht.simulator.plan;

import io.simpledht.simulator.scenario.Phase;
import io.simpledht.simulator.scenario.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Phases in words, for reports. */
final class Words {

  private Words() {}

  static String of(Phase phase) {
    if (phase instanceof Phase.Join join) {
      return join.nodes() == 0 ? "all nodes" : join.nodes() + " nodes";
    } else if (phase instanceof Phase.Load load) {
      return load.entries() + " entries of " + load.valueBytes() + " B";
    } else if (phase instanceof Phase.Partition partition) {
      return partition.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    } else if (phase instanceof Phase.Crash crash) {
      return crash.nodes() + (crash.amnesia() ? ", disks lost" : "");
    } else if (phase instanceof Phase.Leave leave) {
      return leave.nodes().toString();
    } else if (phase instanceof Phase.Move move) {
      return move.nodes().toString();
    } else if (phase instanceof Phase.Pause pause) {
      return pause.nodes().toString();
    } else if (phase instanceof Phase.Slow slow) {
      return slow.nodes() + ", " + slow.perEvent().toNanos() / 1e6 + " ms each event";
    } else if (phase instanceof Phase.Clock clock) {
      String drift = clock.driftPpm() == 0 ? "" : ", drift up to " + clock.driftPpm() + " ppm";
      return clock.nodes() + " by " + clock.by() + drift;
    } else if (phase instanceof Phase.Disk disk) {
      return disk.nodes() + " " + disk.fault().name().toLowerCase(Locale.ROOT);
    } else if (phase instanceof Phase.Clog clog) {
      return clog.nodes().toString();
    } else if (phase instanceof Phase.Storm storm) {
      return weather(storm.weather());
    }
    return "";
  }

  /** Weather in words, such as {@code loss 20%, duplicate 1%}. */
  static String weather(Weather weather) {
    List<String> words = new ArrayList<>();
    add(words, "loss", weather.loss());
    add(words, "duplicate", weather.duplicate());
    add(words, "reorder", weather.reorder());
    add(words, "replay", weather.replay());
    add(words, "corrupt", weather.corrupt());
    add(words, "truncate", weather.truncate());
    add(words, "reply loss", weather.replyLoss());
    return String.join(", ", words);
  }

  private static void add(List<String> words, String name, double probability) {
    if (probability > 0) {
      words.add(String.format(Locale.ROOT, "%s %.3g%%", name, probability * 100));
    }
  }
}
