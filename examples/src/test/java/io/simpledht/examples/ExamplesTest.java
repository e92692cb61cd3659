package io.simpledht.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ExamplesTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, UTF_8);

  @Test
  void basicUsageShouldKeepItsPromises() throws Exception {
    BasicUsage.run(out);
    assertThat(printed())
        .contains(
            "stored on 1 of 1 node\n", "from the second node: hello", "stored on 2 of 2 nodes");
  }

  @Test
  void distributedStorageShouldKeepItsPromises() throws Exception {
    DistributedStorage.run(out);
    assertThat(printed())
        .contains(
            "the late node is ready and holds 100 entries",
            "waiting for all: stored on 3 of 3 nodes, enough",
            "waiting for 4 nodes: stored on 3 of 3 nodes, not enough",
            "the other two still hold everything");
  }

  @Test
  void crossNetworkShouldJoinANodeThatRuns() throws Exception {
    try (DhtNode seed = loopback().build()) {
      seed.start();
      seed.put("greeting", "hello");
      try (DhtNode node = CrossNetwork.open(loopback(), out)) {
        assertThat(CrossNetwork.join(node, seed.address().toString(), out)).isTrue();
        assertThat(node.getString("greeting")).contains("hello");
        assertThat(seed.getString("hello-from-" + node.id().shortText())).isPresent();
        assertThat(printed())
            .contains("allow UDP port " + node.address().port() + " inbound", "2 of 2 nodes");
      }
    }
  }

  @Test
  void crossNetworkShouldTellOfEachAttemptThatFailed() throws Exception {
    String nobody;
    try (DhtNode closed = loopback().build()) {
      closed.start();
      nobody = closed.address().toString();
    }
    NodeBuilder impatient = loopback().bootstrapTimeout(Duration.ofMillis(200));
    try (DhtNode node = CrossNetwork.open(impatient, out)) {
      assertThat(CrossNetwork.join(node, nobody, out)).isFalse();
    }
    assertThat(printed())
        .contains(
            "Connection attempt 1/3 timed out, retrying...",
            "Connection attempt 2/3 timed out, retrying...",
            "Failed to bootstrap with " + nobody,
            "blocked by a firewall");
  }

  @Test
  void shouldFailWhenAPromiseIsBroken() {
    assertThatThrownBy(() -> Promise.holds(false, "water flows uphill"))
        .hasMessageContaining("water flows uphill");
  }

  private String printed() {
    return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static NodeBuilder loopback() {
    return DhtNode.builder().host("127.0.0.1").port(0);
  }
}
