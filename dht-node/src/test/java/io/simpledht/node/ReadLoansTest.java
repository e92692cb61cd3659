package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.replication.HybridClock;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.store.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A client can fetch what its node has found for it and does not keep. */
class ReadLoansTest {

  private static final int BYTES = 20_000;

  private final FakeWire wire = new FakeWire();
  private final RpcEndpoint rpc =
      new RpcEndpoint(wire.host(1), Id.ZERO, false, new SplittableRandom(1));
  private final ValueTransfer transfer =
      new ValueTransfer(
          rpc, wire.loop(), (key, version) -> Optional.empty(), key -> List.of(), BYTES, BYTES);
  private final Replica replica =
      new Replica(
          new MemoryStore(), new HybridClock(wire.loop(), 1, Version.NONE), wire.loop(), BYTES);
  private final ReadLoans loans = new ReadLoans(replica, transfer, wire.loop(), 2 * BYTES);

  private Entry entry(int key) {
    Version version = Version.of(1_767_225_600_000L, key, 1);
    return Entry.value(Key.of("k" + key), Bytes.wrap(new byte[BYTES]), version, Entry.NEVER);
  }

  private boolean isServed(Entry entry) {
    GetChunk chunk = new GetChunk(entry.key(), entry.version(), 0, 100);
    loans.onServed(chunk);
    return !transfer.serve(chunk).data().isEmpty();
  }

  private void pass(long nanos) {
    wire.loop().run(Duration.ofNanos(nanos));
  }

  @Test
  void shouldServeAValueWhileItIsFetchedAndAWhileLonger() {
    Entry entry = entry(1);
    assertThat(loans.lend(entry)).isTrue();
    for (int i = 0; i < 5; i++) {
      pass(ReadLoans.IDLE_NANOS * 9 / 10);
      assertThat(isServed(entry)).isTrue();
    }
    pass(ReadLoans.IDLE_NANOS + 1);
    assertThat(isServed(entry)).isFalse();
  }

  @Test
  void shouldLendNoMoreThanThereIsRoomForAtATime() {
    assertThat(loans.lend(entry(1))).isTrue();
    assertThat(loans.lend(entry(1))).as("once more").isTrue();
    assertThat(loans.lend(entry(2))).isTrue();
    assertThat(loans.lend(entry(3))).isFalse();
    pass(ReadLoans.IDLE_NANOS + 1);
    assertThat(loans.lend(entry(3))).isTrue();
  }

  @Test
  void shouldLendNothingThatIsHeldHereOrGoesIntoTheAnswer() {
    replica.mergeOwn(entry(1));
    assertThat(loans.lend(entry(1))).isTrue();
    Version version = entry(1).version();
    loans.lend(Entry.value(Key.of("small"), Bytes.utf8("v"), version, Entry.NEVER));
    List<Long> lent = new ArrayList<>();
    loans.read((what, value, limit) -> lent.add(value));
    assertThat(lent).containsExactly(0L);
  }

  /** Over UDP, from each of three nodes, of which one holds the value. */
  @Test
  void clientsShouldReadLargeValuesFromWhicheverNodeTheyAsk() throws Exception {
    List<DhtNode> nodes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        nodes.add(started());
        if (i > 0) {
          nodes.get(i).bootstrap("127.0.0.1:" + nodes.get(0).address().port());
        }
      }
      untilAcquainted(nodes);
      nodes.get(0).put("k", new byte[BYTES]);
      for (DhtNode node : nodes) {
        try (DhtClient client =
            DhtClient.connect("127.0.0.1", node.address().port(), Duration.ofSeconds(5))) {
          assertThat(client.get("k").orElseThrow()).hasSize(BYTES);
        }
      }
    } finally {
      nodes.forEach(DhtNode::close);
    }
  }

  private static DhtNode started() throws IOException {
    DhtNode node =
        DhtNode.builder().host("127.0.0.1").port(0).replication(Replication.factor(1)).build();
    node.start();
    return node;
  }

  private static void untilAcquainted(List<DhtNode> nodes) throws InterruptedException {
    for (int i = 0; i < 200 && nodes.stream().anyMatch(node -> node.peerCount() < 2); i++) {
      Thread.sleep(50);
    }
  }
}
