package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.message.Refused;
import io.simpledht.store.ForwardingStore;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.Store;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that fails in a way nobody expected: whoever asked hears of it, and the node goes on. */
class FailingStoreTest {

  private static Store brokenAfterFirstMerge() {
    return new ForwardingStore(new MemoryStore()) {
      @Override
      public Merge merge(Entry entry) {
        if (values() > 0) {
          throw new IllegalStateException("planned");
        }
        return super.merge(entry);
      }
    };
  }

  private static DhtNode started() throws IOException {
    DhtNode node =
        DhtNode.builder().host("127.0.0.1").port(0).store(brokenAfterFirstMerge()).build();
    node.start();
    node.put("first", "v");
    return node;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 200_000})
  void clientsShouldBeToldHoweverLargeTheirValue(int bytes) throws IOException {
    try (DhtNode node = started();
        DhtClient client =
            DhtClient.connect("127.0.0.1", node.address().port(), Duration.ofSeconds(2))) {
      assertThatThrownBy(() -> client.put("k", new byte[bytes]))
          .isInstanceOfSatisfying(
              RequestRefusedException.class,
              refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.INTERNAL_ERROR));
      assertThat(client.getString("first")).contains("v");
      assertThat(node.snapshot().unexpectedErrors()).isEqualTo(1);
    }
  }

  @Test
  void callersShouldBeTold() throws IOException {
    try (DhtNode node = started()) {
      assertThatThrownBy(() -> node.put("k", "v")).hasMessage("planned");
    }
  }
}
