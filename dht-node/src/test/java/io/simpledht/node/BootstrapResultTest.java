package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a program is told of an attempt to join, in virtual time. */
final class BootstrapResultTest {

  private static final String SILENT = "silent:5000";

  private final FakeWire wire = new FakeWire();
  private final List<String> notices = new ArrayList<>();

  private DhtNode started(FakeTransport transport) throws IOException {
    DhtNode node =
        DhtNode.builder()
            .transport(transport)
            .random(new SplittableRandom(transport.localAddress().hashCode()))
            .build();
    node.addListener(
        new NodeListener() {
          @Override
          public void onNotice(String line) {
            notices.add(line);
          }
        });
    node.start();
    return node;
  }

  private void run(long millis) {
    wire.loop().run(Duration.ofMillis(millis));
  }

  @Test
  void aNodeThatIsFoundWhileItsSeedsAreSilentShouldHaveJoined() throws IOException {
    DhtNode node = started(wire.host(1));
    DhtNode other = started(wire.host(2));
    wire.name("silent", wire.host(3).localAddress());
    wire.name("node", node.address());
    CompletableFuture<BootstrapResult> joining = node.bootstrapAsync(SILENT);
    run(2_000);
    assertThat(joining).isNotDone();
    other.bootstrapAsync("node:5000");
    run(1_000);
    assertThat(joining).isDone();
    assertThat(joining.join().joined()).isTrue();
    assertThat(joining.join().peers()).isEqualTo(1);
    assertThat(joining.join().attempts()).isEqualTo(1);
    run(60_000);
    assertThat(notices).as("no failure").isEmpty();
  }

  @Test
  void aNodeThatHasPeersShouldNotTakeAnotherOneForItsSeed() throws IOException {
    DhtNode node = started(wire.host(1));
    wire.name("silent", wire.host(3).localAddress());
    wire.name("node", node.address());
    started(wire.host(2)).bootstrapAsync("node:5000");
    run(2_000);
    CompletableFuture<BootstrapResult> joining = node.bootstrapAsync(SILENT);
    started(wire.host(4)).bootstrapAsync("node:5000");
    run(2_000);
    assertThat(node.peerCount()).isEqualTo(2);
    assertThat(joining).isNotDone();
    run(60_000);
    assertThat(joining.join().joined()).isFalse();
    assertThat(joining.join().peers()).isEqualTo(2);
  }
}
