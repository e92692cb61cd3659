package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a user's callback throws harms neither the loop nor whoever waits, on real sockets. */
@Timeout(20)
class BrokenCallbacksTest {

  private static final Key KEY = Key.of("large");
  private static final Bytes LARGE = Bytes.wrap(new byte[300_000]);

  private final DhtNode node = DhtNode.builder().host("127.0.0.1").port(0).build();

  @BeforeEach
  void start() throws IOException {
    node.start();
  }

  @AfterEach
  void close() {
    node.close();
  }

  private DhtClient client() {
    return DhtClient.connect("127.0.0.1", node.address().port(), Duration.ofSeconds(5));
  }

  private static <T> T soon(CompletableFuture<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private static void fail(long done, long total) {
    throw new IllegalStateException("planned");
  }

  @Test
  void aTransferListenerThatThrowsShouldNotStopAPut() throws Exception {
    try (DhtClient client = client()) {
      CompletableFuture<PutResult> put =
          client.putAsync(KEY, LARGE, WriteOptions.DEFAULT, BrokenCallbacksTest::fail);
      assertThat(soon(put).isStored()).isTrue();
      assertThat(client.ping().id()).isEqualTo(node.id());
    }
  }

  @Test
  void aTransferListenerThatThrowsShouldNotStopAGet() throws Exception {
    node.put(KEY, LARGE, WriteOptions.DEFAULT);
    try (DhtClient client = client()) {
      CompletableFuture<Optional<Bytes>> get =
          client.getAsync(KEY, ReadConcern.ONE, BrokenCallbacksTest::fail);
      assertThat(soon(get)).contains(LARGE);
      assertThat(client.ping().id()).isEqualTo(node.id());
    }
  }

  @Test
  void aTransferListenerThatIsNullShouldBeNamedAtOnce() {
    try (DhtClient client = client()) {
      assertThatThrownBy(() -> client.putAsync(KEY, LARGE, WriteOptions.DEFAULT, null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("listener");
      assertThatThrownBy(() -> client.getAsync(KEY, ReadConcern.ONE, null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("listener");
    }
  }

  @Test
  void anErrorInAListenerShouldReachNobodyElse() throws Exception {
    List<String> heard = new ArrayList<>();
    node.addListener(
        new NodeListener() {
          @Override
          public void onChange(Key key, Optional<Bytes> value, Version version) {
            throw new StackOverflowError("planned");
          }
        });
    node.addListener(
        new NodeListener() {
          @Override
          public void onChange(Key key, Optional<Bytes> value, Version version) {
            heard.add(key.toString());
          }
        });
    assertThat(node.put("k", "v").isStored()).isTrue();
    assertThat(node.snapshot().unexpectedErrors()).isEqualTo(1);
    assertThat(heard).containsExactly("\"k\"");
  }

  @Test
  void aListenerMayCloseItsNode() throws Exception {
    CompletableFuture<NodeState> last = new CompletableFuture<>();
    node.addListener(
        new NodeListener() {
          @Override
          public void onChange(Key key, Optional<Bytes> value, Version version) {
            node.close();
          }

          @Override
          public void onState(NodeState from, NodeState to) {
            if (to != NodeState.READY) { // which it may become only now
              last.complete(to);
            }
          }
        });
    assertThat(node.put("k", "v").isStored()).isTrue();
    assertThat(soon(last)).isEqualTo(NodeState.CLOSED);
  }

  @Test
  void aListenerMayAddAListener() {
    List<String> heard = new ArrayList<>();
    NodeListener second =
        new NodeListener() {
          @Override
          public void onChange(Key key, Optional<Bytes> value, Version version) {
            heard.add(key.toString());
          }
        };
    node.addListener(
        new NodeListener() {
          @Override
          public void onChange(Key key, Optional<Bytes> value, Version version) {
            if (key.equals(Key.of("first"))) {
              node.addListener(second);
            }
          }
        });
    node.put("first", "v");
    node.put("next", "v");
    assertThat(heard).containsExactly("\"next\"");
  }
}
