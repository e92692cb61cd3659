package io.simpledht.node.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.testing.ManualLoop;
import io.simpledht.node.testing.SlowDisk;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing is confirmed before it is on the disk. */
class DurabilityTest {

  private final ManualLoop loop = new ManualLoop();
  private final SlowDisk disk = new SlowDisk();
  private final Replica replica =
      new Replica(disk, new HybridClock(loop, 1, Version.NONE), loop, 1 << 20);
  private final StoreService stores = new StoreService(replica, null); // nothing is pulled
  private final List<List<StoreStatus>> answers = new ArrayList<>();

  private Entry entry(int key, int counter) {
    Version version = Version.of(loop.wallMillis(), counter, 2);
    return Entry.value(Key.of("key" + key), Bytes.utf8("v"), version, Entry.NEVER);
  }

  private void take(Entry... entries) {
    stores.take(null, Stream.of(entries).map(Offer::whole).toList(), answers::add);
  }

  @Test
  void shouldConfirmABatchAfterOneSync() {
    take(entry(1, 1), entry(2, 1), entry(3, 1));
    assertThat(disk.syncs()).hasSize(1);
    assertThat(answers).isEmpty();
    disk.syncs().get(0).accept(true);
    assertThat(answers)
        .containsExactly(List.of(StoreStatus.APPLIED, StoreStatus.APPLIED, StoreStatus.APPLIED));
  }

  @Test
  void shouldNotSyncForWhatIsOnTheDiskAlready() {
    take(entry(1, 2));
    disk.syncs().get(0).accept(true);
    take(entry(1, 2), entry(1, 1));
    assertThat(disk.syncs()).hasSize(1);
    assertThat(answers.get(1)).containsExactly(StoreStatus.DUPLICATE, StoreStatus.STALE);
  }

  @Test
  void shouldNotConfirmADuplicateOfWhatIsNotOnTheDiskYet() {
    take(entry(1, 1));
    take(entry(1, 1));
    assertThat(answers).isEmpty();
    disk.syncs().get(1).accept(true);
    assertThat(answers).containsExactly(List.of(StoreStatus.DUPLICATE));
  }

  /** Such as that of a value which is being pulled and of no use any more. */
  @Test
  void shouldNotTakeWhatIsBeingMergedForDurable() {
    List<Boolean> told = new ArrayList<>();
    replica.addObserver((before, after) -> replica.sync(told::add));
    take(entry(1, 1));
    assertThat(told).isEmpty();
    disk.syncs().forEach(sync -> sync.accept(true));
    assertThat(told).containsExactly(true);
  }

  @Test
  void shouldNotTakeAnOlderSyncForALaterWrite() {
    take(entry(1, 1));
    take(entry(2, 1));
    disk.syncs().get(0).accept(true);
    take(entry(2, 1));
    assertThat(answers).hasSize(1);
    assertThat(disk.syncs()).hasSize(3);
  }

  @Test
  void shouldNotConfirmWhatItClosesOver() {
    take(entry(1, 1));
    replica.close();
    assertThat(answers).containsExactly(List.of(StoreStatus.STORAGE_ERROR));
    disk.syncs().get(0).accept(true);
    assertThat(answers).hasSize(1);
  }

  @Test
  void shouldRefuseToConfirmMoreThanMayWait() {
    for (int i = 0; i <= Replica.MAX_SYNCS; i++) {
      take(entry(i, 1));
    }
    assertThat(answers).containsExactly(List.of(StoreStatus.STORAGE_ERROR));
  }

  @Test
  void shouldAnswerASyncThatFailedAsAnErrorAndConfirmWhenTheDiskWorksAgain() {
    take(entry(1, 1));
    disk.syncs().get(0).accept(false);
    assertThat(answers).containsExactly(List.of(StoreStatus.STORAGE_ERROR));
    take(entry(1, 1));
    disk.syncs().get(1).accept(true);
    assertThat(answers.get(1)).containsExactly(StoreStatus.DUPLICATE);
  }

  @Test
  void shouldTakeAStoreThatThrowsForOneThatFailedHoweverOften() {
    disk.failWith(new StoreException("no space left on device", null));
    for (int i = 0; i <= Replica.MAX_SYNCS; i++) {
      take(entry(i, 1));
    }
    assertThat(answers).hasSize(Replica.MAX_SYNCS + 1);
    assertThat(answers).allMatch(List.of(StoreStatus.STORAGE_ERROR)::equals);
    disk.failWith(null);
    take(entry(Replica.MAX_SYNCS + 1, 1));
    disk.syncs().get(0).accept(true);
    assertThat(answers.get(answers.size() - 1)).containsExactly(StoreStatus.APPLIED);
  }

  @Test
  void shouldAnswerBeforeAFailureNobodyExpectedGoesOn() {
    disk.failWith(new IllegalStateException("planned"));
    assertThatThrownBy(() -> take(entry(1, 1))).hasMessage("planned");
    assertThat(answers).containsExactly(List.of(StoreStatus.STORAGE_ERROR));
  }
}
