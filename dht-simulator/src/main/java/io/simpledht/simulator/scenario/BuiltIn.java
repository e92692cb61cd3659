package io.simpledht.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The scenarios that come with the simulator. */
public final class BuiltIn {

  /** Their names, the simplest first. */
  public static final List<String> NAMES =
      List.of(
          "bootstrap-under-loss",
          "sync-under-loss",
          "partition-and-heal",
          "steady-churn",
          "mass-crash",
          "flash-crowd",
          "slow-nodes",
          "clock-skew",
          "rolling-restart",
          "nat-mix",
          "hot-key",
          "bursty-links",
          "region-outage");

  private BuiltIn() {}

  /** The document of a built-in scenario: also an example for one's own. */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new ScenarioException("no built-in scenario " + name);
    }
    try (InputStream in = BuiltIn.class.getResourceAsStream(name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A built-in scenario with overrides, as in {@link ScenarioFile#parse}. */
  public static Scenario scenario(String name, List<String> overrides) {
    return ScenarioFile.parse(name + ".yaml", text(name), overrides);
  }
}
