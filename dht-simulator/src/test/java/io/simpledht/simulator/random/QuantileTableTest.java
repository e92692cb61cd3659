package io.simpledht.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantileTableTest {

  private static final List<Law> LAWS =
      List.of(
          Law.constant(3),
          Law.uniform(2, 6),
          Law.exponential(3),
          Law.normal(50, 2),
          Law.logNormal(10, 0.5),
          Law.logNormal(10, 1.5),
          Law.weibull(0.6, 10),
          Law.pareto(1.5, 10));

  @Test
  void shouldDifferFromTheLawByLessThanAThousandth() {
    for (Law law : LAWS) {
      QuantileTable table = new QuantileTable(law);
      double worst = 0;
      for (double u = 0; u < 1; u += 1.0 / 99_991) {
        double scale = Math.max(law.quantile(0.5), law.quantile(u));
        worst = Math.max(worst, Math.abs(table.quantile(u) - law.quantile(u)) / scale);
      }
      assertThat(worst).as("%s", law).isLessThan(0.001);
    }
  }

  @Test
  void shouldNeverFall() {
    for (Law law : LAWS) {
      QuantileTable table = new QuantileTable(law);
      double deepest = 0;
      double before = table.quantile(0);
      for (double u = 0; u < 1; u += 1.0 / 99_991) {
        double now = table.quantile(u);
        deepest = Math.max(deepest, before - now);
        before = now;
      }
      assertThat(deepest).as("%s", law).isZero();
      assertThat(table.quantile(Math.nextDown(1.0))).isGreaterThanOrEqualTo(before);
    }
  }
}
