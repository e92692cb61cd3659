package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.Nonsense;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * A live node under a flood of nonsense. The number of datagrams is the system property {@code
 * simpledht.hostile}, 50,000 by default; whoever sets it sees the figures.
 */
class HostileDatagramsTest {

  private static final String PROPERTY = "simpledht.hostile";
  private static final int DATAGRAMS = Integer.getInteger(PROPERTY, 50_000);

  /** Datagrams that may wait in the socket; it has room for more. */
  private static final int BURST = 128;

  /** Keys of the client, each written over and over. */
  private static final int KEYS = 200;

  /** A fifth of the flood is well formed, some of it valid: entries it may leave, and tables. */
  private static final long MAX_GROWTH_BYTES = 64L << 20;

  private int served;

  @Test
  void shouldServeItsClientsThroughAFloodOfNonsense() throws Exception {
    try (DhtNode node = DhtNode.builder().host("127.0.0.1").port(0).build()) {
      node.start();
      long before = usedBytes(node);
      CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(node));
      putAndGetUntil(flood, node);
      flood.join();
      NodeSnapshot after = node.snapshot();
      long growth = usedBytes(node) - before;
      report(after, growth);
      assertThat(after.unexpectedErrors()).isZero();
      assertThat(after.refusedDatagrams()).isGreaterThan(DATAGRAMS / 20);
      assertThat(growth - after.contentBytes()).isLessThan(MAX_GROWTH_BYTES);
    }
  }

  private void putAndGetUntil(CompletableFuture<Void> flood, DhtNode node) {
    Duration patience = Duration.ofSeconds(20);
    try (DhtClient client = DhtClient.connect("127.0.0.1", node.address().port(), patience)) {
      while (served < KEYS || !flood.isDone()) {
        String key = "key" + served % KEYS;
        String value = "value" + served++;
        // Confirmed here; the flood invents peers that confirm nothing.
        assertThat(client.put(key, value).confirmed()).isPositive();
        assertThat(client.getString(key)).contains(value);
      }
    }
  }

  private static long usedBytes(DhtNode node) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    Reference.reachabilityFence(node);
    return used;
  }

  private void report(NodeSnapshot after, long growth) {
    if (System.getProperty(PROPERTY) != null) {
      System.out.printf(
          "%,d hostile datagrams sent, %,d received of all, %,d refused, %d unexpected errors;"
              + " %,d puts and as many gets served, none lost; heap grew by %,d KiB,"
              + " %,d KiB of it %,d entries%n",
          DATAGRAMS,
          after.traffic().datagramsReceived(),
          after.refusedDatagrams(),
          after.unexpectedErrors(),
          served,
          growth >> 10,
          after.contentBytes() >> 10,
          after.entries());
    }
  }

  private static void flood(DhtNode node) {
    Nonsense nonsense = new Nonsense(99);
    InetSocketAddress target =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), node.address().port());
    try (DatagramChannel channel = DatagramChannel.open()) {
      for (int i = 0; i < DATAGRAMS; i++) {
        channel.send(nonsense.next(), target);
        if (i % BURST == 0) {
          node.snapshot(); // waits for its turn: what the socket drops tries nothing
        }
      }
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
