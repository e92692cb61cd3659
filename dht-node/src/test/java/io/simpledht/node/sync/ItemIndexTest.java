package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.simpledht.protocol.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ItemIndexTest {

  private static final long SECRET = 0x1234_5678_9ABC_DEFL;

  @Test
  void shouldBehaveAsAMapThroughAnyChanges() {
    SplittableRandom random = new SplittableRandom(1);
    ItemIndex index = new ItemIndex(() -> SECRET);
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
    ItemIndex index = new ItemIndex(() -> SECRET);
    index.remove(3);
    assertThat(index.get(3)).isNull();
    assertThat(index.toArray()).isEmpty();
  }

  /** In a table that went by the items' own low bits this would take a minute and more. */
  @Test
  void shouldStayFastThoughSomebodyChoseItemsThatLookAlike() {
    ItemIndex index = new ItemIndex(() -> SECRET);
    Key key = Key.of("k");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (long i = 0; i < 500_000; i++) {
            index.put(i << 32, key);
          }
        });
    assertThat(index.size()).isEqualTo(500_000);
  }
}
