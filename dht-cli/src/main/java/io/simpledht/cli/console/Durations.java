package io.simpledht.cli.console;

import java.time.Duration;

/** Times as people type and read them. */
public final class Durations {

  private static final String[] UNITS = {"ms", "s", "m", "h", "d"};
  private static final long[] UNIT_MILLIS = {1, 1_000, 60_000, 3_600_000, 86_400_000};
  private static final int SECONDS = 1;

  /** A hundred years; guards the multiplication. */
  private static final long MAX_MILLIS = 36_500 * 86_400_000L;

  private Durations() {}

  /** Reads digits and an optional unit, seconds without one; null if it is anything else. */
  public static Duration parse(String text) {
    int digits = 0;
    while (digits < text.length() && isDigit(text.charAt(digits))) {
      digits++;
    }
    if (digits == 0 || digits > 12) {
      return null;
    }
    long unitMillis = unitMillis(text.substring(digits));
    long count = Long.parseLong(text.substring(0, digits));
    boolean readable = unitMillis > 0 && count <= MAX_MILLIS / unitMillis;
    return readable ? Duration.ofMillis(count * unitMillis) : null;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long unitMillis(String unit) {
    if (unit.isEmpty()) {
      return UNIT_MILLIS[SECONDS];
    }
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit)) {
        return UNIT_MILLIS[i];
      }
    }
    return 0;
  }

  /** In the largest unit that leaves no remainder, such as {@code 500 ms} or {@code 2 m}. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    int unit = 0;
    while (unit + 1 < UNITS.length && millis > 0 && millis % UNIT_MILLIS[unit + 1] == 0) {
      unit++;
    }
    return millis / UNIT_MILLIS[unit] + " " + UNITS[unit];
  }

  /** The two largest units, such as {@code 3 h 20 m} or {@code 4 s}. */
  public static String rough(long millis) {
    for (int unit = UNITS.length - 1; unit > SECONDS; unit--) {
      if (millis >= UNIT_MILLIS[unit]) {
        long rest = millis % UNIT_MILLIS[unit] / UNIT_MILLIS[unit - 1];
        return millis / UNIT_MILLIS[unit] + " " + UNITS[unit] + " " + rest + " " + UNITS[unit - 1];
      }
    }
    return millis / UNIT_MILLIS[SECONDS] + " s";
  }

  /** Milliseconds with three digits after the point. */
  public static String millis(Duration duration) {
    long micros = duration.toNanos() / 1_000;
    String fraction = Long.toString(1_000 + micros % 1_000).substring(1);
    return micros / 1_000 + "." + fraction + " ms";
  }
}
