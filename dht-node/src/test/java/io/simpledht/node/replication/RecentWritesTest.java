package io.simpledht.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Offer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentWritesTest {

  private final RecentWrites writes = new RecentWrites();

  @Test
  void shouldForgetWhatIsOlderThanTheWindow() {
    writes.add(offer(1, 10), 0);
    writes.add(offer(2, 10), RecentWrites.WINDOW_NANOS);

    assertThat(writes.batches(RecentWrites.WINDOW_NANOS + 1))
        .containsExactly(List.of(offer(2, 10)));
  }

  @Test
  void shouldKeepTheNewestWhenThereAreTooMany() {
    for (int i = 0; i <= RecentWrites.MAX_WRITES; i++) {
      writes.add(offer(i, 10), i);
    }

    List<Offer> kept = writes.batches(1_000).stream().flatMap(List::stream).toList();
    assertThat(kept).hasSize(RecentWrites.MAX_WRITES).doesNotContain(offer(0, 10));
  }

  @Test
  void shouldFillDatagramsAndNotOverfillThem() {
    for (int i = 0; i < 5; i++) {
      writes.add(offer(i, 500), i);
    }

    assertThat(writes.batches(5)).extracting(List::size).containsExactly(2, 2, 1);
  }

  @Test
  void shouldHaveNothingToSendAtFirst() {
    assertThat(writes.batches(0)).isEmpty();
  }

  private static Offer offer(int number, int bytes) {
    Key key = Key.of("k" + number);
    Version version = Version.of(1_000 + number, 0, 7);
    return Offer.whole(Entry.value(key, Bytes.utf8("x".repeat(bytes)), version, Entry.NEVER));
  }
}
