package io.simpledht.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fields of a phase as text, with their defaults. */
final class PhaseText {

  private final List<String> fields = new ArrayList<>();

  private PhaseText() {}

  /** {@code name: value} each. */
  static List<String> fields(Phase phase) {
    PhaseText text = new PhaseText();
    if (phase instanceof Phase.Join join) {
      text.add("nodes", join.nodes() == 0 ? "all" : join.nodes()).over(join.length());
    } else if (phase instanceof Phase.Load load) {
      text.add("entries", load.entries()).add("value", load.valueBytes() + "B").over(load.length());
    } else if (phase instanceof Phase.Leave leave) {
      text.add("nodes", leave.nodes()).over(leave.length());
    } else if (phase instanceof Phase.Move move) {
      text.add("nodes", move.nodes()).over(move.length());
    } else if (phase instanceof Phase.RollingRestart rolling) {
      text.add("down", Units.words(rolling.down())).add("pause", Units.words(rolling.pause()));
    } else if (phase instanceof Phase.Heal heal) {
      text.add("within", Units.words(heal.length()));
    } else {
      text.trouble(phase);
    }
    return text.fields;
  }

  private void trouble(Phase phase) {
    if (phase instanceof Phase.Partition cut) {
      add("kind", cut.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      add("nodes", cut.nodes());
    } else if (phase instanceof Phase.Crash crash) {
      crash(crash);
      return;
    } else if (phase instanceof Phase.Pause pause) {
      add("nodes", pause.nodes());
    } else if (phase instanceof Phase.Slow slow) {
      add("nodes", slow.nodes()).add("by", Units.words(slow.perEvent()));
    } else if (phase instanceof Phase.Clock clock) {
      add("nodes", clock.nodes()).add("by", clock.by());
      add("drift", ScenarioText.plain(clock.driftPpm()));
    } else if (phase instanceof Phase.Disk disk) {
      add("nodes", disk.nodes()).add("fault", Fields.word(disk.fault()));
    } else if (phase instanceof Phase.Clog clog) {
      add("nodes", clog.nodes());
    } else if (phase instanceof Phase.Storm storm) {
      ScenarioText.weather(storm.weather()).forEach(field -> add(field.name(), field.value()));
    }
    add("for", Units.words(phase.length()));
  }

  private void crash(Phase.Crash crash) {
    add("nodes", crash.nodes()).add("amnesia", crash.amnesia());
    if (crash.down() != null) {
      add("for", Units.words(crash.down()));
    }
    add("new-address", ScenarioText.percent(crash.newAddress()));
    over(crash.over());
  }

  private PhaseText add(String name, Object value) {
    fields.add(name + ": " + value);
    return this;
  }

  private void over(Duration length) {
    add("over", Units.words(length));
  }
}
