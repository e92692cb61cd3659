package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.testing.ManualLoop;
import io.simpledht.protocol.NodeState;
import io.simpledht.store.ForwardingStore;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.Store;
import io.simpledht.store.StoreException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node owes to others and to its owner when it ends under bad circumstances. */
@Timeout(30)
class NodeCloseTest {

  private static final int KEYS = 50;

  private static NodeBuilder builder(boolean full) {
    Replication replication = full ? Replication.full() : Replication.factor(1);
    return DhtNode.builder().host("127.0.0.1").port(0).replication(replication);
  }

  private static Store unclosable() {
    return new ForwardingStore(new MemoryStore()) {
      @Override
      public void close() {
        throw new StoreException("planned", new IOException("the disk"));
      }
    };
  }

  private static void assertFree(int port) throws IOException {
    new DatagramSocket(port, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  @SuppressWarnings("try") // closes one of the two itself
  void anInterruptedThreadShouldHandOverWhatOnlyThisNodeHolds()
      throws IOException, InterruptedException {
    try (DhtNode stays = builder(false).build();
        DhtNode leaves = builder(false).build()) {
      stays.start();
      leaves.start();
      assertThat(leaves.bootstrap(stays.address().toString()).joined()).isTrue();
      for (int i = 0; i < 1_000 && stays.peerCount() == 0; i++) {
        Thread.sleep(5); // it lists the other once that has answered it
      }
      for (int i = 0; i < KEYS; i++) {
        assertThat(stays.put("key" + i, "v").isStored()).isTrue();
      }
      assertThat(leaves.snapshot().entries()).isPositive();
      Thread.currentThread().interrupt();
      leaves.close();
      assertThat(Thread.interrupted()).as("still interrupted").isTrue();
      assertThat(stays.snapshot().entries()).isEqualTo(KEYS);
    }
  }

  @Test
  void aWaitThatIsInterruptedShouldGoOnUntilItsEndAndNoLonger() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    Thread.currentThread().interrupt();
    assertThat(Futures.ends(new ManualLoop(), never, Duration.ofMillis(20))).isFalse();
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStoreThatFailsToCloseShouldEndTheWaitOfWhoeverLeaves(boolean full) throws IOException {
    DhtNode node = builder(full).store(unclosable()).build();
    node.start();
    CompletableFuture<Void> left = node.leaveAsync();
    assertThat(left)
        .failsWithin(5, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(StoreException.class);
    assertThat(node.state()).isEqualTo(NodeState.CLOSED);
    assertThatThrownBy(node::close).isInstanceOf(DhtException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoClosesShouldHearThatTheStoreFailedAndFindThePortFree(boolean full) throws IOException {
    DhtNode node = builder(full).store(unclosable()).build();
    node.start();
    assertThatThrownBy(node::close)
        .isInstanceOf(DhtException.class)
        .hasMessage("the store could not be closed: planned")
        .hasCauseInstanceOf(StoreException.class);
    assertFree(node.address().port());
  }
}
