package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.message.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients are told when a node does not know whether there is a value. */
class UnknownReadTest {

  private static final int NOBODY = 9; // the discard port: no node is there

  private static DhtNode started(NodeBuilder builder, boolean full) throws IOException {
    Replication replication = full ? Replication.full() : Replication.factor(2);
    DhtNode node = builder.host("127.0.0.1").port(0).replication(replication).build();
    node.start();
    return node;
  }

  private static DhtClient clientOf(DhtNode node) {
    return DhtClient.connect("127.0.0.1", node.address().port(), Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNodeThatHasNotFoundItsPeersShouldNotDeny(boolean full) throws IOException {
    try (DhtNode node = started(DhtNode.builder().seeds(List.of("127.0.0.1:" + NOBODY)), full);
        DhtClient client = clientOf(node)) {
      assertThatThrownBy(() -> client.getString("k"))
          .isInstanceOfSatisfying(
              RequestRefusedException.class,
              refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.TOO_FEW_ANSWERS));
      assertThatThrownBy(() -> node.getString("k"))
          .isInstanceOf(DhtException.class)
          .hasMessageContaining("nobody could be asked");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConcernThatIsNotMetShouldBeRefused(boolean full) throws IOException {
    try (DhtNode node = started(DhtNode.builder(), full);
        DhtClient client = clientOf(node)) {
      node.put("k", "v");
      assertThat(client.getString("k")).contains("v");
      assertThat(client.getString("none")).isEmpty();
      assertThatThrownBy(() -> client.get(Key.of("k"), ReadConcern.count(2)))
          .hasMessage(Refused.Reason.TOO_FEW_ANSWERS.text());
    }
  }
}
