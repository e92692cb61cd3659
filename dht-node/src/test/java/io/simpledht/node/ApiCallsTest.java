package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program that begins calls while the loop is busy, and does not wait for their results. */
final class ApiCallsTest {

  private static final Key KEY = Key.of("k");
  private static final Bytes SMALL = Bytes.utf8("v");
  private static final int MEGABYTE = 1 << 20;

  private final FakeWire wire = new FakeWire();
  private final FakeTransport server = wire.host(1);
  private final DhtNode node =
      DhtNode.builder().transport(server).random(new SplittableRandom(1)).build();
  private final DhtClient client =
      DhtClient.over(
          new ClientSetup(
              wire.host(2),
              new SplittableRandom(2),
              server.localAddress(),
              "node",
              Duration.ofSeconds(1)));

  @BeforeEach
  void start() throws IOException {
    node.start();
    turn();
  }

  private void turn() {
    wire.loop().run(Duration.ofSeconds(1));
  }

  private static void assertRefused(CompletableFuture<?> call) {
    assertThat(call).as("at once").isCompletedExceptionally();
    assertThatThrownBy(call::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(DhtException.class)
        .hasMessageContaining("65536 at most")
        .hasMessageContaining("256 MiB of values at most");
  }

  private CompletableFuture<PutResult> put(Bytes value) {
    return node.putAsync(KEY, value, WriteOptions.DEFAULT);
  }

  @Test
  void shouldRefuseCallsThatTheLoopCannotFollow() {
    List<CompletableFuture<PutResult>> puts = new ArrayList<>();
    for (int i = 0; i < 65_536; i++) {
      puts.add(put(SMALL));
    }
    assertRefused(put(SMALL));
    assertRefused(node.snapshotAsync());
    turn();
    assertThat(puts).allMatch(put -> put.join().isStored());
    CompletableFuture<PutResult> next = put(SMALL);
    turn();
    assertThat(next.join().isStored()).isTrue();
  }

  @Test
  void shouldRefuseValuesThatTheLoopCannotFollow() {
    Bytes large = Bytes.wrap(new byte[MEGABYTE]);
    List<CompletableFuture<PutResult>> puts = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      puts.add(put(large));
    }
    assertRefused(put(SMALL));
    turn();
    assertThat(puts).allMatch(put -> put.join().isStored());
    CompletableFuture<PutResult> next = put(large);
    turn();
    assertThat(next.join().isStored()).isTrue();
  }

  @Test
  void shouldBoundAClientAsWell() {
    Bytes largest = Bytes.wrap(new byte[DhtClient.MAX_VALUE_BYTES]);
    for (int i = 0; i < 4; i++) {
      assertThat(client.putAsync(KEY, largest, WriteOptions.DEFAULT)).isNotDone();
    }
    assertRefused(client.putAsync(KEY, largest, WriteOptions.DEFAULT));
    turn();
    for (int i = 0; i < 65_536; i++) {
      client.getAsync(KEY, ReadConcern.ONE);
    }
    assertRefused(client.getAsync(KEY, ReadConcern.ONE));
  }
}
