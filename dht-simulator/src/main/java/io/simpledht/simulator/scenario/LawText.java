package io.simpledht.simulator.scenario;

import io.simpledht.simulator.random.Law;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distributions of a duration in text: {@code 40ms}, {@code 10ms..80ms}, {@code lognormal(40ms,
 * 0.4)} by median and sigma, {@code exponential(5m)} by mean, {@code weibull(0.6, 170m)} and {@code
 * pareto(1.5, 1m)} by shape and scale.
 */
public final class LawText {

  /** What may stand where a law is expected. */
  static final String FORMS =
      "a duration (40ms), a range (10ms..80ms), lognormal(MEDIAN, SIGMA), exponential(MEAN),"
          + " weibull(SHAPE, SCALE) or pareto(SHAPE, SCALE)";

  private static final Pattern CALL = Pattern.compile("([a-z]+)\\(([^()]*)\\)");

  private LawText() {}

  /**
   * Reads a law.
   *
   * @throws ScenarioException if it is none
   */
  public static Law parse(String text) {
    Law law = parseOrNull(text.strip());
    if (law == null) {
      throw new ScenarioException("\"" + text + "\" is no law; give " + FORMS);
    }
    return law;
  }

  static Law parseOrNull(String text) {
    Matcher call = CALL.matcher(text);
    if (call.matches()) {
      List<String> arguments = List.of(call.group(2).split(",", -1));
      return named(call.group(1), arguments.stream().map(String::strip).toList());
    }
    int dots = text.indexOf("..");
    if (dots >= 0) {
      Duration low = Units.duration(text.substring(0, dots));
      Duration high = Units.duration(text.substring(dots + 2));
      return low == null || high == null || low.compareTo(high) > 0 ? null : Law.uniform(low, high);
    }
    Duration constant = Units.duration(text);
    return constant == null ? null : Law.constant(constant);
  }

  private static Law named(String name, List<String> arguments) {
    if (name.equals("exponential") && arguments.size() == 1) {
      Duration mean = positive(arguments.get(0));
      return mean == null ? null : Law.exponential(mean);
    }
    if (arguments.size() != 2) {
      return null;
    }
    boolean medianFirst = name.equals("lognormal");
    Duration time = positive(arguments.get(medianFirst ? 0 : 1));
    Double shape = shape(arguments.get(medianFirst ? 1 : 0));
    if (time == null || shape == null) {
      return null;
    }
    return switch (name) {
      case "lognormal" -> Law.logNormal(time, shape);
      case "weibull" -> Law.weibull(shape, time);
      case "pareto" -> Law.pareto(shape, time);
      default -> null;
    };
  }

  private static Duration positive(String text) {
    Duration duration = Units.duration(text);
    return duration == null || duration.isZero() ? null : duration;
  }

  private static Double shape(String text) {
    try {
      double value = Double.parseDouble(text);
      return value > 0 && value < 100 ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
