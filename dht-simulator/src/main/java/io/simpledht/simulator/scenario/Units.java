package io.simpledht.simulator.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as people write them; every method answers null for what it cannot read. */
final class Units {

  private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z%/]*)");

  private Units() {}

  private static Matcher match(String text) {
    Matcher matcher = NUMBER.matcher(text.strip());
    return matcher.matches() ? matcher : null;
  }

  private static double number(Matcher matcher) {
    return Double.parseDouble(matcher.group(1));
  }

  /**
   * A duration such as {@code 250us}, {@code 80ms}, {@code 5s}, {@code 10m}, {@code 2h}, {@code
   * 7d}.
   */
  static Duration duration(String text) {
    Matcher matcher = match(text);
    if (matcher == null) {
      return null;
    }
    double nanosEach =
        switch (matcher.group(2)) {
          case "us" -> 1e3;
          case "ms" -> 1e6;
          case "s" -> 1e9;
          case "m" -> 60e9;
          case "h" -> 3_600e9;
          case "d" -> 86_400e9;
          default -> 0;
        };
    if (nanosEach == 0) {
      return number(matcher) == 0 && matcher.group(2).isEmpty() ? Duration.ZERO : null;
    }
    return Duration.ofNanos(StrictMath.round(number(matcher) * nanosEach));
  }

  /** A probability: {@code 0.2} or {@code 20%}. */
  static Double probability(String text) {
    Matcher matcher = match(text);
    if (matcher == null) {
      return null;
    }
    double value =
        switch (matcher.group(2)) {
          case "" -> number(matcher);
          // By the decimal point: a division would make 0.12300000000000001 of 12.3 %.
          case "%" -> new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
          default -> -1;
        };
    return value >= 0 && value <= 1 ? value : null;
  }

  /** Events per second: {@code 50/s}, {@code 3/m}, {@code 10/h}. */
  static Double rate(String text) {
    Matcher matcher = match(text);
    if (matcher == null) {
      return null;
    }
    return switch (matcher.group(2)) {
      case "/s" -> number(matcher);
      case "/m" -> number(matcher) / 60;
      case "/h" -> number(matcher) / 3_600;
      case "" -> number(matcher) == 0 ? 0.0 : null;
      default -> null;
    };
  }

  /** Bytes: {@code 512B}, {@code 64KiB}, {@code 1MiB}. */
  static Integer bytes(String text) {
    Matcher matcher = match(text);
    if (matcher == null) {
      return null;
    }
    double each =
        switch (matcher.group(2)) {
          case "B" -> 1;
          case "KiB" -> 1 << 10;
          case "MiB" -> 1 << 20;
          default -> 0;
        };
    double value = number(matcher) * each;
    return value >= 1 && value <= Integer.MAX_VALUE ? (int) value : null;
  }

  /** Bits a second: {@code 512kbit}, {@code 8mbit}. */
  static Double bitsPerSecond(String text) {
    Matcher matcher = match(text);
    if (matcher == null) {
      return null;
    }
    return switch (matcher.group(2)) {
      case "kbit" -> number(matcher) * 1e3;
      case "mbit" -> number(matcher) * 1e6;
      case "" -> number(matcher) == 0 ? 0.0 : null;
      default -> null;
    };
  }

  /** A duration in the shortest words that {@link #duration} reads. */
  static String words(Duration duration) {
    long micros = duration.toNanos() / 1_000;
    String[] units = {"d", "h", "m", "s", "ms"};
    long[] sizes = {86_400_000_000L, 3_600_000_000L, 60_000_000, 1_000_000, 1_000};
    for (int i = 0; i < units.length; i++) {
      if (micros != 0 && micros % sizes[i] == 0) {
        return micros / sizes[i] + units[i];
      }
    }
    return String.format(Locale.ROOT, "%dus", micros);
  }
}
