package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ItemIndexTest {

  @Test
  void shouldBehaveAsAMapThroughAnyChanges() {
    SplittableRandom random = new SplittableRandom(1);
    ItemIndex index = new ItemIndex();
    Map<Long, Key> model = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      // Few distinct values with equal low bits make long runs in the table.
      long item = (long) random.nextInt(500) << 8 | random.nextInt(2);
      if (random.nextInt(5) < 3) {
        Key key = Key.of("k" + i);
        index.put(item, key);
        model.put(item, key);
      } else {
        index.remove(item);
        model.remove(item);
      }
      if (i % 10_000 == 0) {
        index.reserve(random.nextInt(2_000));
      }
      long probe = (long) random.nextInt(500) << 8;
      assertThat(index.get(probe)).isEqualTo(model.get(probe));
    }
    assertThat(index.size()).isEqualTo(model.size());
    assertThat(index.toArray())
        .containsExactlyInAnyOrder(model.keySet().stream().mapToLong(Long::longValue).toArray());
  }

  @Test
  void shouldFindNothingInAnEmptyIndex() {
    ItemIndex index = new ItemIndex();
    index.remove(3);
    assertThat(index.get(3)).isNull();
    assertThat(index.toArray()).isEmpty();
  }
}
