package io.simpledht.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryStoreConfigTest {

  private static final MemoryStoreConfig DEFAULT = MemoryStoreConfig.DEFAULT;

  @Test
  void shouldChangeOneSettingAtATime() {
    MemoryStoreConfig config =
        DEFAULT
            .withMaxEntries(1)
            .withMaxContentBytes(2)
            .withTombstoneRetention(Duration.ofMillis(3));
    assertThat(config).isEqualTo(new MemoryStoreConfig(1, 2, Duration.ofMillis(3)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void shouldRefuseLimitsBelowOneAndNameThem(long limit) {
    assertThatThrownBy(() -> DEFAULT.withMaxEntries(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxEntries must be at least 1, was " + limit);
    assertThatThrownBy(() -> DEFAULT.withMaxContentBytes(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxContentBytes must be at least 1, was " + limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.000999999S", "-PT1H", "P3652DT1S"})
  void shouldRefuseRetentionsOutsideItsRange(String retention) {
    assertThatThrownBy(() -> DEFAULT.withTombstoneRetention(Duration.parse(retention)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tombstoneRetention must be");
  }
}
