package io.simpledht.cli.console;

import java.util.Locale;

/** Sizes as people type them. */
public final class Sizes {

  private static final String UNITS = "KMG";

  private Sizes() {}

  /** Reads {@code 500}, {@code 64K}, {@code 1MiB} or {@code 2 GB}; -1 if it is anything else. */
  public static long parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    int shift = shift(text.substring(digits).strip().toUpperCase(Locale.ROOT));
    return digits == 0 || digits > 9 || shift < 0
        ? -1
        : Long.parseLong(text.substring(0, digits)) << shift;
  }

  /** A kilobyte of memory has 1,024 bytes, whatever it is called. */
  private static int shift(String unit) {
    if (unit.isEmpty() || unit.equals("B")) {
      return 0;
    }
    String end = unit.substring(1);
    boolean known = end.isEmpty() || end.equals("B") || end.equals("IB");
    int at = UNITS.indexOf(unit.charAt(0));
    return at < 0 || !known ? -1 : 10 * (at + 1);
  }
}
