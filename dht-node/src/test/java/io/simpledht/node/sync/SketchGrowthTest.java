package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.message.CodedSymbol;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketchGrowthTest {

  private final long[] items = new SplittableRandom(3).longs(5_000).toArray();

  private RatelessSketch sketchOf(int count) {
    RatelessSketch sketch = new RatelessSketch();
    Arrays.stream(items, 0, count).forEach(sketch::add);
    return sketch;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "63, 0",
    "64, 64",
    "127, 64",
    "128, 128",
    "2047, 1024",
    "2048, 2048",
    "4095, 2048",
    "4096, 4096",
    "5000, 4096"
  })
  void shouldKeepAsManySymbolsAsTheSetIsWorth(int count, int expected) {
    assertThat(sketchOf(count).worthKeeping()).isEqualTo(expected);
  }

  @Test
  void shouldKeepNoSymbolsOfASmallSetUntilToldTo() {
    assertThat(sketchOf(50).kept()).isZero();
  }

  @Test
  void shouldHoldTheSameSymbolsHoweverOftenItGrew() {
    RatelessSketch growing = new RatelessSketch();
    for (int n = 0; n < items.length; n++) {
      growing.add(items[n]);
      growing.extend(growing.worthKeeping(), Arrays.copyOf(items, n + 1));
    }
    RatelessSketch atOnce = sketchOf(items.length);
    atOnce.extend(RatelessSketch.MAX_KEPT, items);
    assertThat(growing.kept()).isEqualTo(RatelessSketch.MAX_KEPT);
    for (int i = 0; i < RatelessSketch.MAX_KEPT; i++) {
      assertThat(growing.symbol(i)).isEqualTo(atOnce.symbol(i));
    }
  }

  @Test
  void shouldNeverShrink() {
    RatelessSketch sketch = sketchOf(64);
    sketch.extend(128, Arrays.copyOf(items, 64));
    sketch.extend(64, new long[0]);
    assertThat(sketch.kept()).isEqualTo(128);
  }

  @Test
  void shouldNotChangeACopyWithItsOriginal() {
    RatelessSketch original = sketchOf(100);
    original.extend(64, Arrays.copyOf(items, 100));
    RatelessSketch copy = original.copy();
    CodedSymbol symbol = copy.symbol(0);
    long fingerprint = copy.fingerprint();
    original.remove(items[0]);
    assertThat(copy.symbol(0)).isEqualTo(symbol).isNotEqualTo(original.symbol(0));
    assertThat(copy.fingerprint()).isEqualTo(fingerprint).isNotEqualTo(original.fingerprint());
    assertThat(copy.items()).isEqualTo(100);
  }

  @Test
  void shouldFingerprintTheSetAndNotItsHistory() {
    RatelessSketch forwards = sketchOf(1_000);
    RatelessSketch backwards = new RatelessSketch();
    for (int n = 1_200; n-- > 0; ) {
      backwards.add(items[n]);
    }
    for (int n = 1_000; n < 1_200; n++) {
      assertThat(backwards.fingerprint()).isNotEqualTo(forwards.fingerprint());
      backwards.remove(items[n]);
    }
    assertThat(backwards.fingerprint()).isEqualTo(forwards.fingerprint());
  }
}
