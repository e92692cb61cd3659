package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Address;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteOptionsTest {

  private static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

  @Test
  void shouldNotTakeATimeToLiveThatIsTooShortToCountForEver() {
    assertThatThrownBy(() -> WriteOptions.DEFAULT.withTtl(Duration.ofNanos(999_999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ttl must be 0 for ever or 1 ms to ");
    assertThat(WriteOptions.DEFAULT.withTtl(Duration.ofMillis(1)).ttl()).hasMillis(1);
    assertThat(WriteOptions.DEFAULT.withTtl(Duration.ZERO).ttl()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-0.001S", "PT876000001H"})
  void shouldNameTheRangeOfTimesToLive(String ttl) {
    assertThatThrownBy(() -> WriteOptions.DEFAULT.withTtl(Duration.parse(ttl)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ttl must be")
        .hasMessageContaining(ttl);
  }

  @Test
  void shouldNameTheRangeOfTimeoutsHoweverLong() {
    assertThatThrownBy(() -> WriteOptions.DEFAULT.withTimeout(ENDLESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeout must be 1 ms to 10 min");
    assertThatThrownBy(
            () ->
                new ClientSetup(
                    new FakeWire().host(1),
                    new SplittableRandom(1),
                    Address.ofV4(1, 1),
                    "node",
                    ENDLESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeout must be 1 ms to 10 min");
  }
}
