package io.simpledht.simulator.report;

import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Span;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** Curves or layers of one run over virtual time; faults are shaded. */
final class TimePlot {

  private final Canvas canvas;
  private final RunResult run;
  private final double[] times;
  private final List<Series> series;
  private final Map<String, Color> colours;
  private final Axis x;
  private Axis y;

  /** A plot of some series; names without a colour get the next of the palette. */
  TimePlot(
      Canvas canvas,
      RunResult run,
      double[] times,
      List<Series> series,
      Map<String, Color> colours) {
    this.canvas = canvas;
    this.run = run;
    this.times = times;
    this.series = series;
    this.colours = colours;
    x = new Axis(StrictMath.max(run.virtualSeconds(), 1e-9), Canvas.LEFT, Canvas.right());
  }

  /** Layers on top of each other. */
  Canvas stacked() {
    double[] total = new double[times.length];
    series.forEach(one -> Arrays.setAll(total, i -> total[i] + one.values()[i]));
    frame(usual(total), Axis::number);
    double[] low = new double[times.length];
    for (int i = 0; i < series.size(); i++) {
      double[] high = low.clone();
      double[] values = series.get(i).values();
      Arrays.setAll(high, n -> high[n] + values[n]);
      canvas.fill(area(low, high), colour(i));
      low = high;
    }
    double most = Arrays.stream(total).max().orElse(0);
    if (most > y.top()) {
      String words = "cut off, goes up to " + Axis.number(StrictMath.rint(most));
      canvas.text(words, Canvas.right() - 6, Canvas.TOP + 14, 1, Canvas.INK);
    }
    return finished();
  }

  /** Curves in percent. */
  Canvas percentages() {
    frame(100, value -> Axis.number(value) + " %");
    for (int i = 0; i < series.size(); i++) {
      float[] dashes = i % 2 == 0 ? null : new float[] {7, 4};
      BasicStroke stroke =
          new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
      canvas.outline(curve(series.get(i).values()), colour(i), stroke);
    }
    return finished();
  }

  /** One burst, such as everybody joining, must not flatten all the rest. */
  private static double usual(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      return 1;
    }
    double most = sorted[sorted.length - 1];
    double usual = sorted[(int) (sorted.length * 0.97)];
    return usual > 0 && most > 4 * usual ? 1.6 * usual : most;
  }

  private void frame(double most, DoubleFunction<String> words) {
    y = Axis.upTo(most, Canvas.bottom(), Canvas.TOP);
    canvas.clip();
    for (Span fault : run.faults()) {
      double width = x.at(fault.to()) - x.at(fault.from());
      if (fault.to() - fault.from() < 0.9 * run.virtualSeconds()) {
        canvas.rectangle(
            x.at(fault.from()),
            Canvas.TOP,
            StrictMath.max(1.5, width),
            Canvas.HEIGHT,
            Canvas.SHADE);
      }
    }
    canvas.unclip();
    for (double tick : y.ticks()) {
      canvas.line(Canvas.LEFT, y.at(tick), Canvas.right(), y.at(tick), Canvas.GRID);
      canvas.text(words.apply(tick), Canvas.LEFT - 8, y.at(tick) + 4, 1, Canvas.MUTED);
    }
    for (double tick : x.timeTicks()) {
      String time = Axis.time(tick, run.virtualSeconds());
      canvas.text(time, x.at(tick), Canvas.bottom() + 18, 0.5, Canvas.MUTED);
    }
    canvas.clip();
  }

  private Canvas finished() {
    canvas.unclip();
    canvas.line(Canvas.LEFT, Canvas.bottom(), Canvas.right(), Canvas.bottom(), Canvas.GREY);
    canvas.text("virtual time", Canvas.right(), Canvas.bottom() + 34, 1, Canvas.MUTED);
    double at = Canvas.LEFT;
    double row = Canvas.bottom() + 52;
    for (int i = 0; i < series.size(); i++) {
      String name = series.get(i).name();
      double width = 30 + canvas.width(name);
      if (at + width > Canvas.right()) {
        at = Canvas.LEFT;
        row += 17;
      }
      canvas.rectangle(at, row - 10, 11, 11, colour(i));
      canvas.text(name, at + 16, row, 0, Canvas.INK);
      at += width;
    }
    return canvas;
  }

  private Color colour(int i) {
    String name = series.get(i).name();
    Color other =
        name.equals(RunCharts.OTHERS) ? Canvas.GREY : Canvas.PALETTE.get(i % Canvas.PALETTE.size());
    return colours.getOrDefault(name, other);
  }

  private Path2D curve(double[] values) {
    Path2D path = new Path2D.Double();
    path.moveTo(x.at(times.length == 0 ? 0 : times[0]), y.at(times.length == 0 ? 0 : values[0]));
    for (int i = 1; i < times.length; i++) {
      path.lineTo(x.at(times[i]), y.at(values[i]));
    }
    return path;
  }

  private Path2D area(double[] low, double[] high) {
    Path2D path = curve(high);
    for (int i = times.length - 1; i >= 0; i--) {
      path.lineTo(x.at(times[i]), y.at(low[i]));
    }
    path.closePath();
    return path;
  }
}
