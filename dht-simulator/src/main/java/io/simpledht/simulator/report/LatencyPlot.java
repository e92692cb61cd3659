package io.simpledht.simulator.report;

import io.simpledht.simulator.result.Percentiles;
import io.simpledht.simulator.result.RunResult;
import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Percentiles of all durations of a run on a logarithmic axis. */
final class LatencyPlot {

  private static final int LEFT = 150;
  private static final int RIGHT = Canvas.WIDTH - 90;

  private final Canvas canvas;
  private final List<Map.Entry<String, Percentiles>> rows = new ArrayList<>();
  private final int lowest;
  private final int decades;

  LatencyPlot(Canvas canvas, RunResult run) {
    this.canvas = canvas;
    run.latencies().entrySet().stream().filter(e -> e.getValue().count() > 0).forEach(rows::add);
    double least = rows.stream().mapToDouble(e -> e.getValue().p50()).min().orElse(1);
    double most = rows.stream().mapToDouble(e -> e.getValue().max()).max().orElse(10);
    lowest = (int) StrictMath.floor(StrictMath.log10(StrictMath.max(0.001, least)));
    int highest = (int) StrictMath.ceil(StrictMath.log10(StrictMath.max(0.01, most)));
    decades = StrictMath.max(1, highest - lowest);
  }

  Canvas drawn() {
    for (int i = 0; i <= decades; i++) {
      double value = StrictMath.pow(10, lowest + i);
      canvas.line(x(value), Canvas.TOP, x(value), Canvas.bottom(), Canvas.GRID);
      canvas.text(Axis.millis(value), x(value), Canvas.bottom() + 18, 0.5, Canvas.MUTED);
    }
    double step = (double) (Canvas.bottom() - Canvas.TOP) / StrictMath.max(1, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i).getKey(), rows.get(i).getValue(), Canvas.TOP + step * (i + 0.5));
    }
    String key =
        "dot: half were faster (p50)   bar: up to p95   diamond and figure: p99   ring: the slowest";
    canvas.text(key, LEFT, Canvas.bottom() + 52, 0, Canvas.INK);
    return canvas;
  }

  private double x(double millis) {
    double exponent = StrictMath.log10(StrictMath.max(millis, StrictMath.pow(10, lowest)));
    return LEFT + (RIGHT - LEFT) * (exponent - lowest) / decades;
  }

  private void row(String what, Percentiles p, double y) {
    canvas.text(what, LEFT - 14, y, 1, Canvas.INK);
    canvas.text(Axis.number(p.count()) + " times", LEFT - 14, y + 15, 1, Canvas.MUTED);
    canvas.line(x(p.p50()), y, x(p.max()), y, Canvas.GREY);
    canvas.rectangle(x(p.p50()), y - 5, x(p.p95()) - x(p.p50()), 10, Canvas.SKY);
    canvas.fill(circle(x(p.p50()), y, 6), Canvas.BLUE);
    canvas.outline(circle(x(p.max()), y, 4.5), Canvas.MUTED, new BasicStroke(1.4f));
    canvas.fill(diamond(x(p.p99()), y), Canvas.RED);
    canvas.text(Axis.millis(p.p99()), Canvas.WIDTH - 14, y + 4, 1, Canvas.INK);
  }

  private static Ellipse2D circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private static Path2D diamond(double x, double y) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - 7);
    path.lineTo(x + 7, y);
    path.lineTo(x, y + 7);
    path.lineTo(x - 7, y);
    path.closePath();
    return path;
  }
}
