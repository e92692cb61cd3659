package io.simpledht.simulator.scenario;

import io.simpledht.simulator.scenario.Metric.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads demands such as {@code bootstrap_p99: "< 10s"}; a bare value demands equality. */
final class ExpectationFields {

  private static final Pattern DEMAND = Pattern.compile("(<=|>=|<|>|=)?\\s*(.+)");

  private ExpectationFields() {}

  static List<Expectation> read(Fields fields) {
    List<Expectation> demands = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      String name = metric.toString();
      if (fields.has(name)) {
        demands.add(fields.value(name, null, form(metric), text -> demand(metric, text)));
      }
    }
    return demands;
  }

  private static String form(Metric metric) {
    return switch (metric.unit()) {
      case TRUTH -> "true or false";
      case COUNT -> "a number, after < <= = >= or > if need be (\"< 900\")";
      case SECONDS -> "a bound on a duration (\"< 10s\")";
      case PART -> "a bound on a part (\">= 99%\")";
    };
  }

  private static Expectation demand(Metric metric, String text) {
    Matcher matcher = DEMAND.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    String comparison = matcher.group(1) == null ? "=" : matcher.group(1);
    Double bound = bound(metric.unit(), matcher.group(2).strip());
    return bound == null ? null : new Expectation(metric, comparison, bound, text);
  }

  private static Double bound(Unit unit, String text) {
    return switch (unit) {
      case TRUTH -> truth(text.toLowerCase(Locale.ROOT));
      case COUNT -> number(text);
      case SECONDS -> seconds(Units.duration(text));
      case PART -> Units.probability(text);
    };
  }

  private static Double truth(String text) {
    return switch (text) {
      case "true" -> 1.0;
      case "false" -> 0.0;
      default -> null;
    };
  }

  private static Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Double seconds(Duration duration) {
    return duration == null ? null : duration.toNanos() / 1e9;
  }
}
