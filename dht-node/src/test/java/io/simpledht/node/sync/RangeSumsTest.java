package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.routing.IdRanges;
import io.simpledht.node.testing.MeteredStore;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.MemoryStore;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any part has the fingerprint that a sketch of its entries has, and hardly any is read for it. */
class RangeSumsTest {

  private final SplittableRandom random = new SplittableRandom(1);
  private final MeteredStore store = new MeteredStore(new MemoryStore());

  private static Entry entry(int number) {
    Bytes value = Bytes.wrap(new byte[1]);
    return Entry.value(Key.of("key" + number), value, Version.of(1, 0, number), Entry.NEVER);
  }

  private RangeSums filled(int before, int after) {
    for (int i = 0; i < before; i++) {
      store.merge(entry(i));
    }
    RangeSums sums = new RangeSums(store);
    for (int i = before; i < after; i++) {
      store.merge(entry(i));
      sums.add(entry(i));
    }
    return sums;
  }

  private RangeSums.Outline read(IdRanges part) {
    RatelessSketch sketch = new RatelessSketch();
    for (IdRanges.Range range : part.list()) {
      store.scan(
          range.first(),
          range.last(),
          entry -> {
            if (range.admits(entry.key().id())) {
              sketch.add(ItemIds.of(entry));
            }
            return true;
          });
    }
    return new RangeSums.Outline(sketch.fingerprint(), sketch.items());
  }

  private IdRanges part() {
    Id one = Id.random(random);
    Id other = Id.random(random);
    boolean near = random.nextInt(4) == 0;
    Id end = near ? one.withTail(random.nextInt(20), other) : other;
    return one.compareTo(end) < 0 ? IdRanges.ALL.between(one, end) : IdRanges.ALL.between(end, one);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, 3_000})
  void shouldEqualTheSketchOfAnyPart(int entries) {
    RangeSums sums = filled(entries / 2, entries);
    assertThat(sums.of(IdRanges.ALL)).isEqualTo(read(IdRanges.ALL));
    for (int i = 0; i < 300; i++) {
      IdRanges part = part();
      assertThat(sums.of(part)).isEqualTo(read(part));
      IdRanges block = IdRanges.ALL.between(prefix(i), prefix(i).withTail(i % 9, Id.MAX));
      assertThat(sums.of(block)).isEqualTo(read(block));
    }
  }

  private Id prefix(int number) {
    return Id.random(new SplittableRandom(number)).withTail(number % 9, Id.ZERO);
  }

  @Test
  void shouldForgetWhatIsRemoved() {
    RangeSums sums = filled(100, 200);
    for (int i = 50; i < 200; i++) {
      store.drop(entry(i).key(), entry(i).version());
      sums.remove(entry(i));
    }
    for (int i = 0; i < 100; i++) {
      IdRanges part = part();
      assertThat(sums.of(part)).isEqualTo(read(part));
    }
  }

  @Test
  void shouldReadNoMoreThanTheBucketsInWhichAPartEnds() {
    RangeSums sums = filled(50_000, 50_000);
    store.longestScan();
    for (int i = 0; i < 100; i++) {
      sums.of(part());
      assertThat(store.longestScan()).isLessThan(200);
    }
    sums.of(IdRanges.ALL);
    assertThat(store.longestScan()).isZero();
  }

  @Test
  void shouldSayWhenBucketsAreTooFull() {
    RangeSums sums = filled(1_000, 1_900);
    assertThat(sums.isCrowded()).isFalse();
    assertThat(filled(1_900, 8_000).isCrowded()).isTrue();
    assertThat(new RangeSums(store).isCrowded()).isFalse();
  }
}
