package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.replication.HybridClock;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.testing.ManualLoop;
import io.simpledht.node.testing.SlowDisk;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.ItemsMissing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever asks what is held here may drop its own copies, so only what is on the disk counts. */
class DurableAnswerTest {

  private final ManualLoop loop = new ManualLoop();
  private final SlowDisk disk = new SlowDisk();
  private final Replica replica =
      new Replica(disk, new HybridClock(loop, 1, Version.NONE), loop, 1 << 20);
  private final SyncServer server =
      new SyncServer(
          new SyncContext(
              null,
              loop,
              new SetSummary(replica, loop, () -> 1, SharedSums.ofOne()),
              null,
              replica,
              null,
              SharedKeys.ALL));
  private final List<ItemsMissing> answers = new ArrayList<>();

  private Entry entry(int key) {
    Version version = Version.of(loop.wallMillis(), 0, 2);
    return Entry.value(Key.of("key" + key), Bytes.utf8("v"), version, Entry.NEVER);
  }

  private void ask(long... items) {
    List<Long> asked = new ArrayList<>();
    for (long item : items) {
      asked.add(item);
    }
    server.missing(new CheckItems(asked), answers::add);
  }

  @Test
  void shouldWaitForTheDiskBeforeItSaysThatItHoldsSomething() {
    replica.merge(entry(1));
    ask(ItemIds.of(entry(1)), ItemIds.of(entry(2)));
    assertThat(answers).isEmpty();
    disk.syncs().get(0).accept(true);
    assertThat(answers).containsExactly(new ItemsMissing(List.of(ItemIds.of(entry(2)))));
  }

  @Test
  void shouldCallMissingWhatItsDiskFailedToTake() {
    replica.merge(entry(1));
    ask(ItemIds.of(entry(1)));
    disk.syncs().get(0).accept(false);
    assertThat(answers).containsExactly(new ItemsMissing(List.of(ItemIds.of(entry(1)))));
  }

  @Test
  void shouldNotWaitToSayThatItHoldsNothing() {
    replica.merge(entry(1));
    ask(ItemIds.of(entry(2)));
    assertThat(answers).hasSize(1);
  }
}
