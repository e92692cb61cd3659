package io.simpledht.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.simpledht.protocol.testkit.RandomValues;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void shouldOrderByTimeThenCounterThenWriter() {
    Version base = Version.of(1_000, 5, 7);
    assertThat(base).isLessThan(Version.of(1_001, 0, 0));
    assertThat(base).isLessThan(Version.of(1_000, 6, 0));
    assertThat(base).isLessThan(Version.of(1_000, 5, -1)); // writers are unsigned
    assertThat(Version.of(1L << 47, 0, 0).newerThan(base)).isTrue(); // and so are clocks
    assertThat(base.newerThan(Version.of(1_000, 5, 7))).isFalse();
    assertThat(Version.NONE.newerThan(base)).isFalse();
  }

  @Test
  void shouldBeATotalOrder() {
    RandomValues values = new RandomValues(8);
    for (int i = 0; i < 5_000; i++) {
      Version one = values.version();
      Version other = values.version();
      assertThat(Integer.signum(one.compareTo(other)))
          .isEqualTo(number(one).compareTo(number(other)));
    }
  }

  @Test
  void shouldKeepItsParts() {
    Version latest = Version.of((1L << 48) - 1, 0xFFFF, 3);
    assertThat(latest.wallMillis()).isEqualTo((1L << 48) - 1);
    assertThat(latest.counter()).isEqualTo(0xFFFF);
    assertThat(latest.writer()).isEqualTo(3);
    assertThat(Version.of(12, 3, 0xAB)).hasToString("12.3@ab");
  }

  @Test
  void shouldRefusePartsThatDoNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> Version.of(1L << 48, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Version.of(-1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Version.of(0, 1 << 16, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Version.of(0, -1, 0));
  }

  private static BigInteger number(Version version) {
    return new BigInteger(Long.toUnsignedString(version.clock()))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(version.writer())));
  }
}
