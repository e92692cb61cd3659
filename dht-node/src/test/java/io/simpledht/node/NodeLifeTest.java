package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.protocol.transport.TransportProvider;
import io.simpledht.store.MemoryStore;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Building, starting and closing, in every order people try, on real sockets. */
@Timeout(20)
class NodeLifeTest {

  private static NodeBuilder builder() {
    return DhtNode.builder().host("127.0.0.1");
  }

  private static Transport openTransport() throws IOException {
    TransportProvider provider = ServiceLoader.load(TransportProvider.class).iterator().next();
    return provider.open(new TransportConfig("127.0.0.1", 0, "test", (where, fault) -> {}));
  }

  private static void assertFree(int port) throws IOException {
    new DatagramSocket(port, InetAddress.getLoopbackAddress()).close();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aBuilderShouldMakeOneNode() {
    NodeBuilder builder = builder();
    builder.build().close();
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("one node");
  }

  @Test
  void aBuilderThatFailedMayBeCorrected() {
    NodeBuilder builder = builder().id(Id.MAX).bootstrapAttempts(0);
    assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.seeds(List.of("host:port")))
        .isInstanceOf(IllegalArgumentException.class);
    builder.seeds(List.of("host:1"));
  }

  @Test
  void seedsMayBeGivenOnceLikeEverythingElse() {
    assertThatThrownBy(() -> builder().seeds(List.of("a:1")).seeds(List.of("b:1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("seeds was set already, to [a:1]");
  }

  @Test
  void aNodeClosedBeforeItsStartShouldStayClosed() throws IOException {
    int port = freePort();
    DhtNode node = builder().port(port).build();
    node.close();
    node.close();
    assertThat(node.state()).isEqualTo(NodeState.CLOSED);
    assertThatThrownBy(node::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertFree(port);
  }

  @Test
  void aNodeClosedBeforeItsStartShouldCloseTheTransportItWasGiven() throws IOException {
    Transport transport = openTransport();
    DhtNode.builder().transport(transport).build().close();
    assertFree(transport.localAddress().port());
  }

  @Test
  void aNodeThatCouldNotStartShouldFreeThePort() throws IOException {
    MemoryStore store = new MemoryStore();
    store.observe((before, after) -> {}); // somebody else's already
    int port = freePort();
    DhtNode node = builder().port(port).store(store).build();
    assertThatThrownBy(node::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("observer");
    assertFree(port);
    assertThat(node.state()).isEqualTo(NodeState.STARTING);
    node.close();
  }

  @Test
  void whoClosesShouldFindThePortFreeThoughSomebodyElseClosesToo() throws Exception {
    Transport transport = openTransport();
    DhtNode node = DhtNode.builder().transport(transport).build();
    node.start();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    transport.loop().execute(() -> hold(busy, goOn));
    busy.await();
    CompletableFuture<Void> first = CompletableFuture.runAsync(node::close);
    TimeUnit.MILLISECONDS.sleep(50);
    CompletableFuture<Void> second = CompletableFuture.runAsync(node::close);
    TimeUnit.MILLISECONDS.sleep(50);
    assertThat(second).isNotDone();
    goOn.countDown();
    first.get(10, TimeUnit.SECONDS);
    second.get(10, TimeUnit.SECONDS);
    assertFree(node.address().port());
  }

  private static void hold(CountDownLatch busy, CountDownLatch goOn) {
    busy.countDown();
    try {
      goOn.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void callsMadeWhileTheNodeClosesShouldBeAnswered() throws Exception {
    Transport transport = openTransport();
    DhtNode node = DhtNode.builder().transport(transport).build();
    node.start();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    transport.loop().execute(() -> hold(busy, goOn));
    busy.await();
    CompletableFuture<NodeSnapshot> before = node.snapshotAsync();
    CompletableFuture<Void> close = CompletableFuture.runAsync(node::close);
    goOn.countDown();
    close.get(10, TimeUnit.SECONDS);
    CompletableFuture<NodeSnapshot> after = node.snapshotAsync();
    assertThat(before).isDone();
    assertThat(after).isCompletedExceptionally();
    assertThatThrownBy(() -> node.put("k", "v"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    node.addListener(new NodeListener() {}); // nothing to hear any more, and no harm
  }

  @Test
  void aPutThatComesTooLateShouldSayThatTheNodeIsClosed() throws Exception {
    Transport transport = openTransport();
    DhtNode node = DhtNode.builder().transport(transport).build();
    try (DhtNode other = builder().port(0).build()) {
      node.start();
      other.start();
      assertThat(node.bootstrap(other.address().toString()).joined()).isTrue();
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      transport.loop().execute(() -> hold(busy, goOn));
      busy.await();
      CompletableFuture<PutResult> put =
          node.putAsync(Key.of("k"), Bytes.utf8("v"), WriteOptions.DEFAULT);
      CompletableFuture<Void> close = CompletableFuture.runAsync(node::close);
      TimeUnit.MILLISECONDS.sleep(50);
      goOn.countDown();
      close.get(10, TimeUnit.SECONDS);
      assertThatThrownBy(() -> node.await(put))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void bootstrapOnTheLoopShouldBeRefusedBeforeAnythingIsDone() throws Exception {
    Transport transport = openTransport();
    DhtNode node = DhtNode.builder().transport(transport).build();
    try (node) {
      node.start();
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      transport
          .loop()
          .execute(
              () -> {
                try {
                  node.bootstrap("127.0.0.1:1");
                  thrown.complete(null);
                } catch (IllegalStateException refused) {
                  thrown.complete(refused);
                }
              });
      assertThat(thrown.get(10, TimeUnit.SECONDS)).hasMessageContaining("Async");
      assertThat(node.state()).isEqualTo(NodeState.READY);
      node.snapshot();
      assertThat(node.state()).as("as bootstrap would have changed it").isEqualTo(NodeState.READY);
    }
  }
}
