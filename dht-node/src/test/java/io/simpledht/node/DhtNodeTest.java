package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.Version;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.MemoryStoreConfig;
import io.simpledht.store.StoreFullException;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The public API on real sockets, on loopback. */
class DhtNodeTest {

  private final List<DhtNode> nodes = new ArrayList<>();

  private DhtNode started(NodeBuilder builder) throws IOException {
    DhtNode node = builder.host("127.0.0.1").port(0).build();
    nodes.add(node);
    node.start();
    return node;
  }

  private DhtNode started() throws IOException {
    return started(DhtNode.builder());
  }

  private static String seed(DhtNode node) {
    return "127.0.0.1:" + node.address().port();
  }

  @AfterEach
  void closeAll() {
    nodes.forEach(DhtNode::close);
  }

  @Test
  void shouldBeANetworkOfOneByItself() throws IOException {
    DhtNode node = started();
    PutResult result = node.put("k", "v");
    assertThat(result.isStored()).isTrue();
    assertThat(result.summary()).isEqualTo("stored on 1 of 1 node");
    assertThat(node.getString("k")).contains("v");
    assertThat(node.state()).isEqualTo(NodeState.READY);
    assertThat(node.delete("k").isStored()).isTrue();
    assertThat(node.getString("k")).isEmpty();
  }

  @Test
  void shouldShareWhatIsPutWithWhoeverJoins() throws IOException {
    DhtNode first = started();
    first.put("before", "1");
    DhtNode second = started();
    assertThat(second.bootstrap(seed(first)).joined()).isTrue();
    assertThat(second.getString("before")).contains("1");
    assertThat(second.put("after", "2").confirmed()).isEqualTo(2);
    assertThat(first.getString("after")).contains("2");
    assertThat(second.snapshot().peers()).hasSize(1);
  }

  @Test
  void shouldReportABootstrapThatFailed() throws IOException {
    DhtNode node =
        started(DhtNode.builder().bootstrapAttempts(2).bootstrapTimeout(Duration.ofMillis(200)));
    List<String> notices = new ArrayList<>();
    node.addListener(
        new NodeListener() {
          @Override
          public void onNotice(String line) {
            notices.add(line);
          }
        });
    BootstrapResult result = node.bootstrap("127.0.0.1:1");
    assertThat(result.joined()).isFalse();
    assertThat(result.attempts()).isEqualTo(2);
    node.snapshot(); // the loop has told the listener by now
    assertThat(notices)
        .containsExactly(
            "Connection attempt 1/2 timed out, retrying...",
            "Connection attempt 2/2 timed out",
            "Failed to bootstrap with 127.0.0.1:1");
  }

  @Test
  void shouldRefuseToWaitForItselfOnItsOwnLoop() throws Exception {
    DhtNode node = started();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    node.addListener(
        new NodeListener() {
          @Override
          public void onChange(Key key, Optional<Bytes> value, Version version) {
            try {
              node.put("from the loop", "never");
              thrown.complete(null);
            } catch (IllegalStateException refused) {
              thrown.complete(refused);
            }
          }
        });
    node.put("k", "v");
    assertThat(thrown.get(10, TimeUnit.SECONDS)).hasMessageContaining("Async");
  }

  @Test
  void shouldNameTheArgumentAndTheLimit() throws IOException {
    DhtNode node = started(DhtNode.builder().maxValueBytes(10));
    assertThatThrownBy(() -> node.put("k", "more than ten bytes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value must be at most 10 bytes, was 19");
    assertThatThrownBy(() -> node.put("", "v")).hasMessage("key must be 1 to 1024 bytes, was 0");
    assertThatThrownBy(() -> node.bootstrap("nonsense:port")).hasMessageContaining("nonsense:port");
    assertThatThrownBy(node::bootstrap).hasMessageContaining("seeds");
    assertThatThrownBy(() -> DhtNode.builder().port(70_000).build())
        .hasMessage("port must be 0 to 65535, was 70000");
    assertThatThrownBy(() -> DhtNode.builder().port(1).port(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("port was set already, to 1");
    assertThatThrownBy(() -> WriteOptions.DEFAULT.withTimeout(Duration.ZERO))
        .hasMessageContaining("timeout");
  }

  @Test
  void shouldSayThatItsStoreIsFullAndKeepWhatItHas() throws IOException {
    MemoryStoreConfig two = MemoryStoreConfig.DEFAULT.withMaxEntries(2);
    DhtNode node = started(DhtNode.builder().store(new MemoryStore(two)));
    node.put("a", "1");
    node.put("b", "2");
    assertThatThrownBy(() -> node.put("c", "3"))
        .isInstanceOf(StoreFullException.class)
        .hasMessageContaining("maxEntries is 2");
    assertThat(node.getString("a")).contains("1");
    assertThat(node.delete("a").isStored()).isTrue();
  }

  @Test
  void shouldSayWhichAddressIsInUse() throws IOException {
    int taken = started().address().port();
    DhtNode second = DhtNode.builder().host("127.0.0.1").port(taken).build();
    nodes.add(second);
    assertThatThrownBy(second::start)
        .isInstanceOf(BindException.class)
        .hasMessageStartingWith("Address already in use: 127.0.0.1:" + taken);
  }

  @Test
  void shouldFailClearlyBeforeStartAndAfterClose() throws IOException {
    DhtNode never = DhtNode.builder().build();
    assertThatThrownBy(() -> never.put("k", "v")).hasMessageContaining("call start() first");
    never.close();
    DhtNode node = started();
    node.close();
    node.close();
    assertThatThrownBy(() -> node.put("k", "v")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(node::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldKeepGoingWhenAListenerThrows() throws IOException {
    DhtNode node = started();
    node.addListener(
        new NodeListener() {
          @Override
          public void onChange(Key key, Optional<Bytes> value, Version version) {
            throw new IllegalStateException("planned");
          }
        });
    assertThat(node.put("k", "v").isStored()).isTrue();
    assertThat(node.snapshot().unexpectedErrors()).isEqualTo(1);
  }

  @Test
  void shouldSayGoodbyeWhenItLeaves() throws Exception {
    DhtNode stays = started();
    DhtNode leaves = started();
    leaves.bootstrap(seed(stays));
    stays.put("k", "v");
    AtomicReference<NodeState> isolated = new AtomicReference<>();
    CompletableFuture<Void> alone = new CompletableFuture<>();
    stays.addListener(
        new NodeListener() {
          @Override
          public void onState(NodeState from, NodeState to) {
            isolated.set(to);
          }
        });
    leaves.close();
    for (int i = 0; i < 200 && !alone.isDone(); i++) {
      if (stays.snapshot().peers().isEmpty()) {
        alone.complete(null);
      } else {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    assertThat(alone).isDone();
    assertThat(isolated.get()).isNull(); // a goodbye isolates nobody
  }

  @Test
  void shouldServeClientsWithoutLettingThemJoin() throws IOException {
    DhtNode node = started();
    try (DhtClient client =
        DhtClient.connect("127.0.0.1", node.address().port(), Duration.ofSeconds(5))) {
      assertThat(client.put("k", "v").confirmed()).isEqualTo(1);
      assertThat(client.getString("k")).contains("v");
      byte[] large = new byte[300_000];
      large[299_999] = 7;
      assertThat(client.put("large", large).isStored()).isTrue();
      assertThat(client.get("large")).contains(large);
      assertThat(client.info().details().entries()).isEqualTo(2);
      List<String> keys = new ArrayList<>();
      client.keys(held -> keys.add(held.key().toString()));
      assertThat(keys).containsExactlyInAnyOrder("\"k\"", "\"large\"");
      assertThat(client.peers()).isEmpty();
      assertThat(client.ping().id()).isEqualTo(node.id());
      assertThat(client.delete("k").isStored()).isTrue();
      assertThat(client.get("k")).isEmpty();
    }
    assertThat(node.snapshot().peers()).isEmpty();
  }

  @Test
  void shouldTellAClientThatNobodyAnswers() {
    try (DhtClient client = DhtClient.connect("127.0.0.1", 1, Duration.ofMillis(200))) {
      assertThatThrownBy(() -> client.getString("k"))
          .isInstanceOf(NoResponseException.class)
          .hasMessageContaining("127.0.0.1:1");
    }
    assertThatThrownBy(() -> DhtClient.connect("no-such-host.invalid", 5000, Duration.ofSeconds(1)))
        .isInstanceOf(DhtException.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void shouldBeReachedOnThisMachineByTheAddressItWasBoundTo() throws IOException {
    DhtNode node = started();
    try (DhtClient client =
        DhtClient.connect("0.0.0.0", node.address().port(), Duration.ofSeconds(2))) {
      assertThat(client.ping().id()).isEqualTo(node.id());
    }
    DhtNode joiner = started(DhtNode.builder().bootstrapAttempts(1));
    assertThat(joiner.bootstrap("0.0.0.0:" + node.address().port()).joined()).isTrue();
  }
}
