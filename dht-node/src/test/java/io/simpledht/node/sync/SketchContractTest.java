package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.GetSymbols;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Holds the whole row of symbols to the wire contract, where the gaps grow to thousands and the
 * last bit of a square root decides. The expected values were computed by another implementation,
 * in another language, from the text of docs/SKETCH.md alone.
 */
class SketchContractTest {

  private static final int FIRST = 2_048;
  private static final int LENGTH = GetSymbols.MAX_INDEX + 1;

  private static RatelessSketch sketchOfThousand() {
    long[] items = LongStream.rangeClosed(1, 1_000).map(ItemIds::mix).toArray();
    RatelessSketch sketch = new RatelessSketch();
    LongStream.of(items).forEach(sketch::add);
    sketch.extend(LENGTH, items);
    return sketch;
  }

  private static long digest(RatelessSketch sketch, int length) {
    long digest = 0;
    for (int i = 0; i < length; i++) {
      CodedSymbol symbol = sketch.symbol(i);
      digest = ItemIds.mix(digest ^ symbol.idSum());
      digest = ItemIds.mix(digest ^ symbol.checkSum());
      digest = ItemIds.mix(digest ^ symbol.count());
    }
    return digest;
  }

  @Test
  void shouldComputeEverySymbolThatCanBeAskedForAsOthersDo() {
    RatelessSketch sketch = sketchOfThousand();
    assertThat(digest(sketch, FIRST)).isEqualTo(0xBCC109D745B44AB0L);
    assertThat(digest(sketch, LENGTH)).isEqualTo(0x3E2DD96C45B0773DL);
    assertThat(sketch.symbol(65_511))
        .isEqualTo(new CodedSymbol(0x7BBD6074E894C3D9L, 0x9D56871B38FCF2FAL, 1));
    assertThat(sketch.fingerprint()).isEqualTo(0xD3DE8B9986E9A5D9L);
  }

  @Test
  void shouldTouchFewSymbolsForEachItem() {
    RatelessSketch sketch = sketchOfThousand();
    long touched = 0;
    for (int i = 0; i < FIRST; i++) {
      touched += sketch.symbol(i).count();
    }
    assertThat(touched).isEqualTo(14_535); // the sum of 1 / (1 + i/2) is 14.4 for each
  }
}
