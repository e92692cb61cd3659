package io.simpledht.simulator.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** How many runs of a sweep were done within a time. */
final class SweepPlot {

  private final Canvas canvas;
  private final Axis y = new Axis(100, Canvas.bottom(), Canvas.TOP);

  SweepPlot(Canvas canvas) {
    this.canvas = canvas;
  }

  /**
   * Draws one curve for each list of values in milliseconds; null was not measured, infinity never
   * ended and keeps its curve from reaching the top.
   */
  Canvas drawn(List<String> names, List<List<Double>> values) {
    double most =
        values.stream()
            .flatMap(List::stream)
            .filter(value -> value != null && Double.isFinite(value))
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    Axis x = Axis.upTo(most, Canvas.LEFT, Canvas.right());
    for (double tick : y.ticks()) {
      canvas.line(Canvas.LEFT, y.at(tick), Canvas.right(), y.at(tick), Canvas.GRID);
      canvas.text(Axis.number(tick) + " %", Canvas.LEFT - 8, y.at(tick) + 4, 1, Canvas.MUTED);
    }
    for (double tick : x.ticks()) {
      canvas.text(Axis.millis(tick), x.at(tick), Canvas.bottom() + 18, 0.5, Canvas.MUTED);
    }
    for (int i = 0; i < names.size(); i++) {
      Color colour = Canvas.PALETTE.get(i);
      canvas.outline(curve(values.get(i), x), colour, new BasicStroke(2.2f));
      canvas.rectangle(Canvas.LEFT + 300 * i, Canvas.bottom() + 42, 11, 11, colour);
      canvas.text(names.get(i), Canvas.LEFT + 300 * i + 16, Canvas.bottom() + 52, 0, Canvas.INK);
    }
    return canvas;
  }

  private Path2D curve(List<Double> values, Axis x) {
    double[] sorted =
        values.stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    Path2D path = new Path2D.Double();
    path.moveTo(x.at(0), y.at(0));
    double share = 0;
    for (int i = 0; i < sorted.length && Double.isFinite(sorted[i]); i++) {
      path.lineTo(x.at(sorted[i]), y.at(share));
      share = 100.0 * (i + 1) / sorted.length;
      path.lineTo(x.at(sorted[i]), y.at(share));
    }
    path.lineTo(Canvas.right(), y.at(share));
    return path;
  }
}
