package io.simpledht.simulator.scenario;

/** Seeds in text: {@code 7}, {@code -7}, or hexadecimal, {@code 0x10}; {@code 010} is ten. */
public final class SeedText {

  /** What may stand where a seed is expected. */
  public static final String FORM = "a whole number of 64 bits";

  private static final int HEXADECIMAL = 16;

  private SeedText() {}

  /** Reads a seed; null if it is none. */
  public static Long parse(String text) {
    String digits = text.startsWith("-") ? text.substring(1) : text;
    String sign = text.startsWith("-") ? "-" : "";
    boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
    try {
      return hexadecimal
          ? Long.parseLong(sign + digits.substring(2), HEXADECIMAL)
          : Long.parseLong(sign + digits);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
