package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.sync.SketchDecoder.Status;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.CodedSymbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {

  private final SplittableRandom random = new SplittableRandom(20_261_124);

  private long[] items(int count) {
    return random.longs(count).toArray();
  }

  private static RatelessSketch sketchOf(int symbols, long[]... sets) {
    RatelessSketch sketch = new RatelessSketch();
    long[] all = LongStream.of(concat(sets)).toArray();
    for (long item : all) {
      sketch.add(item);
    }
    sketch.extend(symbols, all);
    return sketch;
  }

  private static long[] concat(long[]... sets) {
    return java.util.Arrays.stream(sets).flatMapToLong(LongStream::of).toArray();
  }

  /** Feeds symbols until the decoder is done; returns it. */
  private static SketchDecoder decode(RatelessSketch ours, RatelessSketch theirs, int symbols) {
    SketchDecoder decoder = new SketchDecoder(symbols);
    for (int i = 0; i < symbols && decoder.status() == Status.NEED_MORE; i++) {
      decoder.add(theirs.symbol(i), ours.symbol(i));
    }
    return decoder;
  }

  private static List<Long> sorted(List<Long> items) {
    List<Long> copy = new ArrayList<>(items);
    Collections.sort(copy);
    return copy;
  }

  private static List<Long> sorted(long[] items) {
    return LongStream.of(items).sorted().boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 100, 1_000, 10_000})
  void shouldRecoverExactlyTheSymmetricDifference(int differences) {
    long[] common = items(100_000);
    long[] onlyOurs = items(differences / 3);
    long[] onlyTheirs = items(differences - differences / 3);
    int symbols = 3 * differences + 64;
    SketchDecoder decoder =
        decode(sketchOf(symbols, common, onlyOurs), sketchOf(symbols, common, onlyTheirs), symbols);
    assertThat(decoder.status()).isEqualTo(Status.DONE);
    assertThat(sorted(decoder.localOnly())).isEqualTo(sorted(onlyOurs));
    assertThat(sorted(decoder.remoteOnly())).isEqualTo(sorted(onlyTheirs));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void shouldNeedFewSymbolsForEachDifference(int differences) {
    long symbols = 0;
    int rounds = 20_000 / differences;
    for (int i = 0; i < rounds; i++) {
      int room = 2 * differences + 64;
      RatelessSketch theirs = sketchOf(room, items(differences));
      symbols += decode(sketchOf(room), theirs, room).size();
    }
    assertThat((double) symbols / rounds / differences).isBetween(1.0, 1.5);
  }

  @Test
  void shouldMapItemsWithTheDensityOfThePaper() {
    int trials = 200_000;
    int[] held = new int[200];
    for (long item : items(trials)) {
      SymbolIndexes indexes = new SymbolIndexes(item);
      for (int i = 0; i < held.length; i = indexes.advance()) {
        held[i]++;
      }
    }
    for (int i : new int[] {0, 1, 2, 5, 10, 50, 150}) {
      double expected = trials / (1 + i / 2.0);
      assertThat((double) held[i]).as("symbol " + i).isBetween(expected * 0.95, expected * 1.05);
    }
  }

  @Test
  void shouldKeepSymbolsTrueThroughEveryChange() {
    RatelessSketch changing = new RatelessSketch();
    List<Long> present = new ArrayList<>();
    changing.extend(256, new long[0]);
    for (int i = 0; i < 5_000; i++) {
      if (present.isEmpty() || random.nextInt(3) > 0) {
        long item = random.nextLong();
        present.add(item);
        changing.add(item);
      } else {
        changing.remove(present.remove(random.nextInt(present.size())));
      }
    }
    long[] left = present.stream().mapToLong(Long::longValue).toArray();
    RatelessSketch fresh = sketchOf(512, left);
    changing.extend(512, left);
    for (int i = 0; i < 512; i++) {
      assertThat(changing.symbol(i)).isEqualTo(fresh.symbol(i));
    }
    assertThat(changing.fingerprint()).isEqualTo(fresh.fingerprint());
    assertThat(changing.items()).isEqualTo(left.length);
  }

  @Test
  void shouldEndWithAVerdictWhateverAHostilePartnerSends() {
    for (int round = 0; round < 300; round++) {
      SketchDecoder decoder = new SketchDecoder(500);
      for (int i = 0; decoder.status() == Status.NEED_MORE; i++) {
        decoder.add(hostile(round % 4, i), new CodedSymbol(0, 0, 0));
      }
      assertThat(decoder.size()).isLessThanOrEqualTo(500);
      assertThat(decoder.localOnly().size() + decoder.remoteOnly().size())
          .isLessThanOrEqualTo(decoder.size() + 1);
    }
  }

  private CodedSymbol hostile(int kind, int index) {
    long item = random.nextLong();
    return switch (kind) {
      case 0 -> new CodedSymbol(random.nextLong(), random.nextLong(), random.nextLong());
      case 1 -> new CodedSymbol(item, ItemIds.checksum(item), 1); // single items that never cancel
      case 2 -> new CodedSymbol(7, ItemIds.checksum(7), index % 2 == 0 ? 1 : -1);
      default -> new CodedSymbol(item, ItemIds.checksum(item), Long.MIN_VALUE);
    };
  }

  /** Other implementations must compute the same; docs/SKETCH.md repeats these numbers. */
  @Test
  void shouldKeepToTheWireContract() {
    Version version = Version.of(1_767_225_600_000L, 3, 42);
    assertThat(ItemIds.of(Key.of("mykey").id(), version)).isEqualTo(0xF67EA4E0D2B7AABFL);
    assertThat(ItemIds.checksum(1)).isEqualTo(0xF6E98102784A017EL);
    assertThat(firstIndexes(1)).containsExactly(0, 1, 2, 3, 6, 10, 12, 13, 19);
    assertThat(firstIndexes(3)).containsExactly(0, 3, 4, 6, 27, 60, 76, 210, 223);
    RatelessSketch sketch = sketchOf(8, new long[] {1, 2, 3});
    assertThat(sketch.symbol(0)).isEqualTo(new CodedSymbol(0, 0x9660AB90185B4C9DL, 3));
    assertThat(sketch.symbol(1)).isEqualTo(new CodedSymbol(3, 0xC9253E2D81BC7495L, 2));
    assertThat(sketch.symbol(3)).isEqualTo(new CodedSymbol(2, 0xA9AC14BFE1AD3976L, 2));
    assertThat(sketch.fingerprint()).isEqualTo(0x79B5471E0E430060L);
  }

  private static List<Integer> firstIndexes(long item) {
    SymbolIndexes indexes = new SymbolIndexes(item);
    List<Integer> first = new ArrayList<>(List.of(0));
    for (int i = 0; i < 8; i++) {
      first.add(indexes.advance());
    }
    return first;
  }
}
