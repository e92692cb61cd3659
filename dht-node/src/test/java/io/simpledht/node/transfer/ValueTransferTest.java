package io.simpledht.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What values on their way may cost. */
class ValueTransferTest {

  private static final int VALUE_BYTES = 1 << 20;
  private static final int ROOM_FOR = 3;

  private final FakeWire wire = new FakeWire();
  private final FakeTransport here = wire.host(1);
  private final RpcEndpoint rpc = new RpcEndpoint(here, Id.ZERO, false, new SplittableRandom(1));
  private final ValueTransfer transfer =
      new ValueTransfer(
          rpc,
          wire.loop(),
          (key, version) -> Optional.empty(),
          key -> List.of(),
          VALUE_BYTES,
          ROOM_FOR * VALUE_BYTES);
  private final List<Optional<Entry>> resolved = new ArrayList<>();
  private int hosts;

  private static Offer offer(int key, int version) {
    Bytes value = Bytes.wrap(new byte[VALUE_BYTES]);
    Entry entry = Entry.value(Key.of("key" + key), value, Version.of(version, 0, 1), Entry.NEVER);
    return Offer.announcing(entry, Id.MAX);
  }

  /** Offered by another host each time, none of which answers. */
  private void resolve(Offer offer) {
    resolve(100 + hosts++, 1, offer);
  }

  private void resolve(int host, int port, Offer offer) {
    transfer.resolve(Address.ofV4(10 << 24 | host, port), offer, resolved::add);
  }

  @Test
  void shouldPullNoMoreAtATimeThanMayBeUnfinished() {
    for (int key = 0; key < ROOM_FOR; key++) {
      resolve(offer(key, 1));
    }
    assertThat(transfer.unfinishedBytes()).isEqualTo(ROOM_FOR * VALUE_BYTES);
    assertThat(resolved).isEmpty();
    resolve(offer(ROOM_FOR, 1));
    assertThat(resolved).containsExactly(Optional.empty());
    assertThat(transfer.unfinishedBytes()).isEqualTo(ROOM_FOR * VALUE_BYTES);
  }

  @Test
  void shouldShareOnePullBetweenAllWhoWantOneVersion() {
    for (int i = 0; i < 2 * ROOM_FOR; i++) {
      resolve(offer(0, 1));
    }
    assertThat(transfer.unfinishedBytes()).isEqualTo(VALUE_BYTES);
    assertThat(resolved).isEmpty();
  }

  @Test
  void shouldGiveTheRoomBackWhenAValueIsOverwrittenOnItsWay() {
    for (int key = 0; key < ROOM_FOR; key++) {
      resolve(offer(key, 1));
    }
    transfer.onMerged(Key.of("key1"), Version.of(2, 0, 1));
    assertThat(resolved).containsExactly(Optional.empty());
    resolve(offer(ROOM_FOR, 1));
    assertThat(resolved).hasSize(1);
    assertThat(transfer.unfinishedBytes()).isEqualTo(ROOM_FOR * VALUE_BYTES);
  }

  @Test
  void shouldGiveTheRoomBackWhenNobodyHasTheValue() {
    for (int key = 0; key < ROOM_FOR; key++) {
      resolve(offer(key, 1));
    }
    wire.loop().run(Duration.ofMinutes(5));
    assertThat(resolved).hasSize(ROOM_FOR).containsOnly(Optional.empty());
    assertThat(transfer.unfinishedBytes()).isZero();
    assertThat(rpc.pendingCalls()).isZero();
  }

  @Test
  void shouldLeaveRoomForOthersWhateverOneHostOffers() {
    resolve(7, 1, offer(0, 1));
    resolve(7, 2, offer(1, 1));
    assertThat(resolved).as("two of three would be more than half").hasSize(1);
    assertThat(rpc.counters().overloads()).isEqualTo(1);
    resolve(8, 1, offer(2, 1));
    resolve(7, 3, offer(2, 1)); // joins a pull that is under way, at no cost
    assertThat(resolved).hasSize(1);
    assertThat(transfer.unfinishedBytes()).isEqualTo(2 * VALUE_BYTES);
    transfer.onMerged(Key.of("key0"), Version.of(2, 0, 1));
    resolved.clear();
    resolve(7, 4, offer(1, 1));
    assertThat(resolved).isEmpty();
  }

  @Test
  void shouldLetOneHostHaveOnlySoManyValuesUnderWay() {
    for (int key = 0; key <= ValueTransfer.MAX_UNFINISHED_PER_HOST; key++) {
      Entry small = Entry.value(Key.of("k" + key), Bytes.EMPTY, Version.of(1, 0, 1), Entry.NEVER);
      Payload.Announced announced = new Payload.Announced(1, Id.MAX);
      resolve(7, 1, Offer.of(small.key(), small.version(), Entry.NEVER, announced));
    }
    assertThat(resolved).hasSize(1);
    assertThat(transfer.unfinishedBytes()).isEqualTo(ValueTransfer.MAX_UNFINISHED_PER_HOST);
  }

  /** With a walk through all of them it would take several seconds. */
  @Test
  void mergesOfOtherKeysShouldNotPayForValuesOnTheirWay() {
    for (int key = 0; key < ValueTransfer.MAX_UNFINISHED_VALUES; key++) {
      Payload.Announced announced = new Payload.Announced(1, Id.MAX);
      Version version = Version.of(1, 0, 1);
      resolve(key % 8, 1, Offer.of(Key.of("k" + key), version, Entry.NEVER, announced));
    }
    assertThat(resolved).isEmpty();
    Key other = Key.of("other");
    assertTimeout(
        Duration.ofSeconds(1),
        () -> {
          for (int merge = 1; merge <= 100_000; merge++) {
            transfer.onMerged(other, Version.of(merge, 0, 1));
          }
        });
    transfer.onMerged(Key.of("k7"), Version.of(2, 0, 1));
    assertThat(resolved).hasSize(1);
  }

  @Test
  void shouldCancelAllOlderVersionsOfAKeyAndNoOther() {
    resolve(7, 1, smallOffer(1));
    resolve(8, 1, smallOffer(2));
    resolve(9, 1, smallOffer(3));
    transfer.onMerged(Key.of("k"), Version.of(3, 0, 1));
    assertThat(resolved).hasSize(2);
    transfer.onMerged(Key.of("k"), Version.of(4, 0, 1));
    assertThat(resolved).hasSize(3);
    assertThat(transfer.unfinishedBytes()).isZero();
  }

  @Test
  void whoeverWaitedMayMergeAnotherVersionOfTheKey() {
    List<Optional<Entry>> second = new ArrayList<>();
    transfer.resolve(
        Address.ofV4(10 << 24 | 7, 1),
        smallOffer(1),
        ended -> transfer.onMerged(Key.of("k"), Version.of(4, 0, 1)));
    transfer.resolve(Address.ofV4(10 << 24 | 8, 1), smallOffer(2), second::add);
    transfer.onMerged(Key.of("k"), Version.of(3, 0, 1));
    assertThat(second).containsExactly(Optional.empty());
    assertThat(transfer.unfinishedBytes()).isZero();
  }

  private static Offer smallOffer(int version) {
    Payload.Announced announced = new Payload.Announced(1, Id.MAX);
    return Offer.of(Key.of("k"), Version.of(version, 0, 1), Entry.NEVER, announced);
  }
}
