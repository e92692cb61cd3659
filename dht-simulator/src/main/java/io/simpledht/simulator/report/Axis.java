package io.simpledht.simulator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values from 0 to {@code top} on a stretch of pixels.
 *
 * @param top the largest value
 * @param low the pixel of 0
 * @param high the pixel of {@code top}
 */
record Axis(double top, double low, double high) {

  private static final double[] ROUND = {1, 2, 2.5, 5, 10};
  private static final double[] TIMES = {
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200,
    86400
  };

  /** Ends at a round number at or above {@code most}. */
  static Axis upTo(double most, double low, double high) {
    double top = most > 0 ? most : 1;
    double step = step(top, 5);
    return new Axis(StrictMath.ceil(top / step - 1e-9) * step, low, high);
  }

  double at(double value) {
    return low + (high - low) * value / top;
  }

  List<Double> ticks() {
    return multiples(step(top, 5));
  }

  /** At round times rather than round numbers. */
  List<Double> timeTicks() {
    for (double step : TIMES) {
      if (top / step <= 10) {
        return multiples(step);
      }
    }
    return ticks();
  }

  private List<Double> multiples(double step) {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= top * 1.000_001; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double step(double top, int count) {
    double raw = top / count;
    double power = 1;
    while (power > raw) {
      power /= 10;
    }
    while (power * 10 <= raw) {
      power *= 10;
    }
    for (double round : ROUND) {
      if (round * power >= raw * 0.999) {
        return round * power;
      }
    }
    return 10 * power;
  }

  /** 12500 is 12.5 k. */
  static String number(double value) {
    if (value >= 1e6) {
      return digits(value / 1e6) + " M";
    }
    return value >= 1e4 ? digits(value / 1e3) + " k" : digits(value);
  }

  /** Seconds, or minutes and hours with colons once a run is long. */
  static String time(double seconds, double end) {
    if (end < 120) {
      return digits(seconds) + " s";
    }
    long whole = StrictMath.round(seconds);
    return end < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
  }

  static String millis(double millis) {
    return millis >= 1_000
        ? digits(StrictMath.rint(millis / 10) / 100) + " s"
        : digits(millis) + " ms";
  }

  /** Up to three digits after the point, without zeros at the end. */
  private static String digits(double value) {
    String text = String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.3f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
