package io.simpledht.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.simpledht.simulator.result.RunResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlotsTest {

  @TempDir private Path directory;

  @Test
  void shouldDrawTheMainPlotsOfASweep() throws IOException {
    List<Path> plots = draw(List.of(SampleRuns.passed(1), SampleRuns.failed(2)));

    assertThat(plots)
        .extracting(plot -> plot.getFileName().toString())
        .containsExactly(
            "nodes.png",
            "convergence.png",
            "messages.png",
            "bytes.png",
            "latency.png",
            "sweep.png");
    for (Path plot : plots) {
      BufferedImage image = ImageIO.read(plot.toFile());
      assertThat(image.getWidth()).isEqualTo(2 * Canvas.WIDTH);
      assertThat(coloursWithin(image)).as("colours of the curves in " + plot).isGreaterThan(1);
    }
  }

  @Test
  void shouldLeaveOutTheSweepOfASingleRun() throws IOException {
    assertThat(draw(List.of(SampleRuns.passed(1)))).hasSize(5);
  }

  @Test
  void shouldPutRoundNumbersOnAxes() {
    assertThat(Axis.upTo(1_234, 0, 100).ticks())
        .containsExactly(0.0, 250.0, 500.0, 750.0, 1_000.0, 1_250.0);
    assertThat(Axis.upTo(0, 0, 100).top()).isOne();
    assertThat(new Axis(300, 0, 1).timeTicks()).startsWith(0.0, 30.0).endsWith(300.0);
    assertThat(
            List.of(Axis.number(12_500), Axis.number(0.25), Axis.time(125, 300), Axis.time(3, 60)))
        .containsExactly("12.5 k", "0.25", "2:05", "3 s");
    assertThat(List.of(Axis.millis(10_000), Axis.millis(1_055), Axis.millis(0.05)))
        .containsExactly("10 s", "1.06 s", "0.05 ms");
  }

  private List<Path> draw(List<RunResult> runs) throws IOException {
    Report.Written written = Report.write(directory, runs);
    assumeTrue(written.notice().isEmpty(), written.notice());
    return written.files().stream().filter(file -> file.toString().endsWith(".png")).toList();
  }

  /** Saturated colours between the axes; grid and words are grey. */
  private static long coloursWithin(BufferedImage image) {
    return IntStream.range(2 * Canvas.LEFT, 2 * Canvas.right())
        .flatMap(
            x -> IntStream.range(2 * Canvas.TOP, 2 * Canvas.bottom()).map(y -> image.getRGB(x, y)))
        .distinct()
        .filter(rgb -> Math.abs((rgb >> 16 & 255) - (rgb & 255)) > 90)
        .count();
  }
}
