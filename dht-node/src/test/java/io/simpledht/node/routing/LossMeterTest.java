package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much silence is more than chance, whatever the loss. */
class LossMeterTest {

  /** What is promised; the estimate wavers around the truth, so the aim is lower. */
  private static final double PROMISED = 1e-4;

  private final LossMeter meter = new LossMeter();
  private final SplittableRandom random = new SplittableRandom(1);

  /** Transmissions in vain before one is answered, with this loss each way. */
  private int silence(double loss) {
    int unanswered = 0;
    while (random.nextDouble() > (1 - loss) * (1 - loss)) {
      unanswered++;
    }
    return unanswered;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5})
  void shouldLearnHowOftenAnExchangeFails(double loss) {
    for (int i = 0; i < 200; i++) {
      meter.answered(silence(loss));
    }
    assertThat(meter.loss()).isCloseTo(1 - (1 - loss) * (1 - loss), within(0.12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5})
  void shouldMistakeOneSilenceInTenThousandForDeathAtMost(double loss) {
    int mistaken = 0;
    int silences = 400_000;
    for (int i = 0; i < silences; i++) {
      int unanswered = silence(loss);
      mistaken += unanswered >= meter.convincing() ? 1 : 0;
      meter.answered(unanswered);
    }
    assertThat((double) mistaken / silences).isLessThan(PROMISED);
  }

  @Test
  void shouldBeConvincedSoonWhereLittleIsLost() {
    for (int i = 0; i < 500; i++) {
      meter.answered(silence(0.01));
    }
    assertThat(meter.convincing()).isEqualTo(LossMeter.MIN_TRANSMISSIONS);
  }

  @Test
  void shouldBeConvincedInTheEndWhateverIsLost() {
    meter.unanswered(Integer.MAX_VALUE);
    assertThat(meter.convincing()).isEqualTo(LossMeter.MAX_TRANSMISSIONS);
    for (int i = 0; i < 1_000; i++) {
      meter.unanswered(LossMeter.MAX_TRANSMISSIONS);
    }
    assertThat(meter.convincing()).isEqualTo(LossMeter.MAX_TRANSMISSIONS);
  }
}
