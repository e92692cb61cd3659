package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.sync.SketchDecoder.Status;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.GetSymbols;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A partner may send any symbols: each run of them ends, with this verdict and no more work. */
class HostileSymbolsTest {

  private static final CodedSymbol NOTHING = new CodedSymbol(0, 0, 0);
  private static final CodedSymbol JUNK = new CodedSymbol(11, 13, 1_000);

  private final SplittableRandom random = new SplittableRandom(5);

  private static CodedSymbol single(long item, long count) {
    return new CodedSymbol(item, ItemIds.checksum(item), count);
  }

  private static SketchDecoder decode(int maxSymbols, IntFunction<CodedSymbol> remote) {
    SketchDecoder decoder = new SketchDecoder(maxSymbols);
    for (int i = 0; decoder.status() == Status.NEED_MORE; i++) {
      decoder.add(remote.apply(i), NOTHING);
    }
    return decoder;
  }

  private static List<Long> recovered(SketchDecoder decoder) {
    List<Long> all = new ArrayList<>(decoder.localOnly());
    all.addAll(decoder.remoteOnly());
    return all;
  }

  /** How often a recovered item was taken out of a symbol. */
  private static long steps(SketchDecoder decoder) {
    long steps = 0;
    for (long item : recovered(decoder)) {
      SymbolIndexes indexes = new SymbolIndexes(item);
      for (int i = 0; i < decoder.size(); i = indexes.advance()) {
        steps++;
      }
    }
    return steps;
  }

  @Test
  void shouldGiveUpOnNoise() {
    SketchDecoder decoder =
        decode(
            2_000,
            i -> new CodedSymbol(random.nextLong(), random.nextLong(), random.nextInt(-1, 2)));
    assertThat(decoder.status()).isEqualTo(Status.TOO_MANY);
    assertThat(decoder.size()).isEqualTo(2_000);
    assertThat(recovered(decoder)).isEmpty();
  }

  @Test
  void shouldNotTrustACountThatDoesNotFitItsSymbol() {
    for (long count : new long[] {0, 2, -2, Long.MAX_VALUE, Long.MIN_VALUE}) {
      SketchDecoder decoder = decode(100, i -> single(7, count));
      assertThat(decoder.status()).as("count %d", count).isEqualTo(Status.TOO_MANY);
      assertThat(recovered(decoder)).isEmpty();
    }
  }

  @Test
  void shouldGiveUpOnAnItemThatComesBack() {
    // Item 3 is mapped to symbols 0, 3, 4, 6: symbol 1 gives it away, and 2 has it once more.
    SketchDecoder decoder = decode(100, i -> i == 0 ? JUNK : single(3, 1));
    assertThat(decoder.status()).isEqualTo(Status.CORRUPT);
    assertThat(decoder.size()).isEqualTo(3);
    assertThat(recovered(decoder)).containsExactly(3L);
  }

  @Test
  void shouldGiveUpOnAnItemThatTogglesForEver() {
    SketchDecoder decoder = decode(100, i -> i == 0 ? JUNK : single(3, i % 2 == 0 ? 1 : -1));
    assertThat(decoder.status()).isEqualTo(Status.CORRUPT);
    assertThat(decoder.size()).isEqualTo(3);
  }

  @Test
  void shouldNotCallAContradictionDone() {
    SketchDecoder decoder = new SketchDecoder(100);
    decoder.add(NOTHING, NOTHING); // the sets are equal, it says
    decoder.add(JUNK, NOTHING);
    assertThat(decoder.status()).isEqualTo(Status.CORRUPT);
  }

  @Test
  void shouldDoNoMoreWorkThanForAnHonestSetWhenSymbolZeroNeverClears() {
    int max = GetSymbols.MAX_INDEX;
    int count = 45_000;
    long[] items = random.longs(count).toArray();
    RatelessSketch sketch = new RatelessSketch();
    sketch.extend(max, items);
    SketchDecoder decoder = decode(max, i -> i == 0 ? JUNK : sketch.symbol(i));
    assertThat(decoder.status()).isEqualTo(Status.TOO_MANY);
    assertThat(new HashSet<>(recovered(decoder))).hasSize(count);
    assertThat(steps(decoder)).isLessThan(count * 23L); // 2 ln(65,535) = 22.2 for each
  }

  @Test
  void shouldNeverRecoverMoreItemsThanSymbolsOrAnyTwice() {
    for (int round = 0; round < 2_000; round++) {
      SketchDecoder decoder = decode(300, i -> mischief());
      List<Long> items = recovered(decoder);
      assertThat(items).doesNotHaveDuplicates();
      assertThat(items.size()).isLessThanOrEqualTo(decoder.size());
      assertThat(decoder.size()).isLessThanOrEqualTo(300);
    }
  }

  private CodedSymbol mischief() {
    long few = random.nextInt(8);
    return switch (random.nextInt(5)) {
      case 0 -> JUNK;
      case 1 -> NOTHING;
      case 2 -> single(few, random.nextBoolean() ? 1 : -1);
      case 3 -> single(random.nextLong(), 1);
      default ->
          new CodedSymbol(few ^ 9, ItemIds.checksum(few) ^ ItemIds.checksum(9), random.nextInt(3));
    };
  }
}
