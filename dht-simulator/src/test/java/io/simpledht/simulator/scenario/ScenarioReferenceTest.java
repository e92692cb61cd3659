package io.simpledht.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the list of fields in docs/SIMULATION.md and the parser against each other. */
class ScenarioReferenceTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z0-9_.-]+)` \\|.*\\|([^|\n]*)\\|$");
  private static final List<String> OPTIONAL_GROUPS =
      List.of("churn", "network.bursts", "network.lines", "network.nat", "network.regions");

  /** Every phase, with no more than it needs. */
  private static final String ALL_PHASES =
      """
      phases:
        - join: {}
        - load: {}
        - run: {for: 1s}
        - partition: {for: 1s}
        - crash: {}
        - leave: {}
        - move: {}
        - pause: {for: 1s}
        - slow: {by: 1ms, for: 1s}
        - clock: {}
        - disk: {for: 1s}
        - clog: {for: 1s}
        - storm: {for: 1s}
        - rolling-restart: {}
        - heal: {}
        - expect: {}
      """;

  /** Documented fields and what stands in the column of defaults. */
  private static final Map<String, String> DOCUMENTED = new LinkedHashMap<>();

  @BeforeAll
  static void readTheDocument() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "SIMULATION.md"));
    String section =
        page.substring(page.indexOf("\n## Scenario files"), page.indexOf("\n## Built-in"));
    Matcher row = ROW.matcher(section);
    while (row.find()) {
      DOCUMENTED.put(row.group(1), row.group(2).strip());
    }
    assertThat(DOCUMENTED).hasSizeGreaterThan(90);
  }

  private static Scenario parse(List<String> overrides) {
    return ScenarioFile.parse("test.yaml", ALL_PHASES, overrides);
  }

  @Test
  void everyFieldOfEveryGroupIsDocumentedAndNoOther() {
    Map<String, TreeSet<String>> groups = new TreeMap<>();
    for (String path : DOCUMENTED.keySet()) {
      int dot = path.lastIndexOf('.');
      String group = dot < 0 ? "" : path.substring(0, dot);
      groups.computeIfAbsent(group, g -> new TreeSet<>()).add(path.substring(dot + 1));
    }
    groups.remove("phases");
    groups.forEach(
        (group, names) -> assertThat(allowed(group)).as("fields of " + group).isEqualTo(names));
  }

  /** What the parser says may stand in a group. */
  private static TreeSet<String> allowed(String group) {
    String unknown = (group.isEmpty() ? "" : group + ".") + "zzz=1";
    ScenarioException refusal =
        catchThrowableOfType(ScenarioException.class, () -> parse(List.of(unknown)));
    assertThat(refusal).as(unknown).isNotNull();
    String list = refusal.getMessage().split("allowed: ")[1];
    return new TreeSet<>(List.of(list.split(", ")));
  }

  @Test
  void everyPhaseIsDocumented() {
    ScenarioException refusal =
        catchThrowableOfType(
            ScenarioException.class,
            () -> ScenarioFile.parse("test.yaml", "phases: [zzz: {}]", List.of()));
    for (String phase : refusal.getMessage().split("allowed: ")[1].split(", ")) {
      assertThat(DOCUMENTED).containsKey("phases." + phase);
      assertThat(ALL_PHASES).contains("- " + phase + ":");
    }
  }

  @Test
  void documentedDefaultsAreThose() {
    int checked = 0;
    for (Map.Entry<String, String> field : DOCUMENTED.entrySet()) {
      String value = field.getValue();
      if (!value.startsWith("`") || field.getKey().equals("name")) {
        continue;
      }
      List<String> without = new ArrayList<>();
      for (String group : OPTIONAL_GROUPS) {
        if (field.getKey().startsWith(group + ".")) {
          without.add(group + "=");
        }
      }
      List<String> with = new ArrayList<>(without);
      with.add(field.getKey() + "=" + value.replace("`", ""));
      assertThat(text(parse(with))).as(with.toString()).isEqualTo(text(parse(without)));
      checked++;
    }
    assertThat(checked).isGreaterThan(50);
  }

  private static List<String> text(Scenario scenario) {
    List<String> text = new ArrayList<>(ScenarioText.settings(scenario));
    text.addAll(ScenarioText.phases(scenario));
    return text;
  }

  @Test
  void needsWhatIsDocumentedAsNeeded() {
    for (Map.Entry<String, String> field : DOCUMENTED.entrySet()) {
      if (field.getValue().equals("needed")) {
        String phase = field.getKey().split("\\.")[1];
        String document = ALL_PHASES.replaceAll("- " + phase + ": .*", "- " + phase + ": {}");
        ScenarioException refusal =
            catchThrowableOfType(
                ScenarioException.class,
                () -> ScenarioFile.parse("test.yaml", document, List.of()));
        assertThat(refusal).as(field.getKey()).hasMessageContaining("needs ");
      }
    }
  }

  @Test
  void everySettingReadBackGivesTheSameScenario() {
    List<String> rich =
        List.of(
            "nodes=77",
            "replication.factor=5",
            "network.loss=0.123",
            "network.latency=1ms..9ms",
            "network.mtu=1400B",
            "network.bursts.share=30%",
            "network.lines.up=512kbit",
            "network.nat.kind=symmetric",
            "network.lines.loss-down=3%",
            "network.reply-loss=2%",
            "network.regions.share.home=30%",
            "network.regions.share.away=70%",
            "network.regions.rtt.home-away=80ms",
            "network.regions.loss.home-away=1.5%",
            "network.nat.share=away",
            "churn.session=weibull(0.6, 170m)",
            "churn.crash=1%",
            "workload.puts=3/m",
            "workload.keys.zipf=0.9",
            "workload.value=64B..4KiB",
            "workload.concern=3",
            "node.timeout=1500ms",
            "node.attempts=7");
    Scenario scenario = parse(rich);

    List<String> settings = ScenarioText.settings(scenario);

    assertThat(text(parse(settings))).isEqualTo(text(scenario));
    assertThat(settings).contains("workload.puts=0.05/s", "node.timeout=1500ms", "nodes=77");
  }

  @Test
  void everyBuiltInScenarioReadsBackFromItsText() {
    for (String name : BuiltIn.NAMES) {
      Scenario scenario = BuiltIn.scenario(name, List.of());
      String document = "phases:\n- " + String.join("\n- ", ScenarioText.phases(scenario));
      Scenario again = ScenarioFile.parse(name, document, ScenarioText.settings(scenario));
      assertThat(text(again)).as(name).hasSameSizeAs(text(scenario));
      assertThat(again.length()).as(name).isEqualTo(scenario.length());
    }
  }
}
