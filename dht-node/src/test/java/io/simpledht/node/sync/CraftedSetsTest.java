package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeSnapshot;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.RawPeer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Sums by XOR are linear: of 130 entries, whatever they are, some have a sum of zero. Who gives
 * half of those to one node and half to another makes the sums over both sets equal, though the
 * sets have nothing in common.
 */
class CraftedSetsTest {

  private static final int SUM_BITS = 2 * Long.SIZE;
  private static final int PARITY_BIT = SUM_BITS;
  private static final int ENOUGH = PARITY_BIT + 2;

  private final FakeWire wire = new FakeWire();
  private int nodes;
  private final RawPeer attacker = new RawPeer(wire.host(9), Id.MAX);

  private static Entry entry(int number) {
    Key key = Key.of("crafted" + number);
    return Entry.value(key, Bytes.utf8("value"), Version.of(1, number, 1), Entry.NEVER);
  }

  /** The sums of one item, and a bit that makes the number of items in an empty sum even. */
  private static BitSet sums(Entry entry) {
    long item = ItemIds.of(entry);
    BitSet sums = BitSet.valueOf(new long[] {item, ItemIds.checksum(item)});
    sums.set(PARITY_BIT);
    return sums;
  }

  /** Entries whose ids and checksums sum to zero: Gaussian elimination. */
  private static List<Entry> summingToZero() {
    BitSet[] rows = new BitSet[PARITY_BIT + 1]; // by their first bit
    BitSet[] members = new BitSet[PARITY_BIT + 1]; // whose sum each row is
    for (int i = 0; i < ENOUGH; i++) {
      BitSet sum = sums(entry(i));
      BitSet of = new BitSet();
      of.set(i);
      while (!sum.isEmpty() && rows[sum.nextSetBit(0)] != null) {
        int pivot = sum.nextSetBit(0);
        sum.xor(rows[pivot]);
        of.xor(members[pivot]);
      }
      if (sum.isEmpty()) {
        return of.stream().mapToObj(CraftedSetsTest::entry).toList();
      }
      rows[sum.nextSetBit(0)] = sum;
      members[sum.nextSetBit(0)] = of;
    }
    throw new AssertionError("more vectors than dimensions");
  }

  private DhtNode node(FakeTransport transport, List<Entry> entries) throws IOException {
    DhtNode node =
        DhtNode.builder().transport(transport).random(new SplittableRandom(++nodes)).build();
    node.start();
    for (int i = 0; i < entries.size(); i += Store.MAX_OFFERS / 2) {
      int end = Math.min(entries.size(), i + Store.MAX_OFFERS / 2);
      List<Offer> offers = new ArrayList<>();
      entries.subList(i, end).forEach(entry -> offers.add(Offer.whole(entry)));
      attacker.send(transport.localAddress(), i, new Store(Store.RECEIVER_ONLY, 5_000, offers));
    }
    wire.loop().run(Duration.ofSeconds(1));
    assertThat(entriesOf(node)).isEqualTo(entries.size());
    return node;
  }

  private long entriesOf(DhtNode node) {
    CompletableFuture<NodeSnapshot> snapshot = node.snapshotAsync();
    wire.loop().run(Duration.ZERO);
    return snapshot.join().entries();
  }

  @Test
  void shouldBecomeEqualThoughTheirSumsWereMadeEqual() throws IOException {
    List<Entry> crafted = summingToZero();
    int half = crafted.size() / 2;
    assertThat(crafted).hasSize(2 * half).hasSizeGreaterThan(20);
    FakeTransport host = wire.host(1);
    DhtNode first = node(host, crafted.subList(0, half));
    DhtNode second = node(wire.host(2), crafted.subList(half, crafted.size()));
    wire.name("first", host.localAddress());
    second.bootstrapAsync("first:" + host.localAddress().port());
    wire.loop().run(Duration.ofMinutes(5));
    assertThat(entriesOf(first)).isEqualTo(crafted.size());
    assertThat(entriesOf(second)).isEqualTo(crafted.size());
  }
}
