package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.WriteConcern;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who passes null hears of it where it happened, and which argument it was. */
final class NullArgumentsTest {

  private static final Key KEY = Key.of("k");
  private static final Bytes VALUE = Bytes.utf8("v");

  private final FakeWire wire = new FakeWire();

  private DhtNode node() throws IOException {
    DhtNode node =
        DhtNode.builder().transport(wire.host(1)).random(new SplittableRandom(1)).build();
    node.start();
    wire.loop().run(Duration.ofSeconds(1));
    return node;
  }

  private DhtClient client() {
    FakeTransport transport = wire.host(2);
    return DhtClient.over(
        new ClientSetup(
            transport,
            new SplittableRandom(2),
            transport.localAddress(),
            "node",
            Duration.ofSeconds(1)));
  }

  private static void assertNamed(String argument, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(argument);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldBeNamedInsideAndOutsideTheNetwork(boolean inside) throws IOException {
    Dht dht = inside ? node() : client();
    assertNamed("key", () -> dht.putAsync(null, VALUE, WriteOptions.DEFAULT));
    assertNamed("value", () -> dht.putAsync(KEY, null, WriteOptions.DEFAULT));
    assertNamed("options", () -> dht.putAsync(KEY, VALUE, null));
    assertNamed("key", () -> dht.deleteAsync(null, WriteOptions.DEFAULT));
    assertNamed("options", () -> dht.deleteAsync(KEY, null));
    assertNamed("key", () -> dht.getAsync(null, ReadConcern.ONE));
    assertNamed("concern", () -> dht.getAsync(KEY, null));
    assertNamed("result", () -> dht.await(null));
    assertNamed("key", () -> dht.put(null, "v"));
    assertNamed("value", () -> dht.put("k", (String) null));
    assertNamed("value", () -> dht.put("k", (byte[]) null));
    assertNamed("key", () -> dht.delete(null));
    assertNamed("key", () -> dht.get(null));
    assertNamed("key", () -> dht.getString(null));
  }

  @Test
  void shouldBeNamedWhereOnlyOneSideHasTheMethod() throws IOException {
    DhtNode node = node();
    DhtClient client = client();
    assertNamed("seeds", () -> node.bootstrapAsync((String[]) null));
    assertNamed("seed", () -> node.bootstrapAsync("a:1", null));
    assertNamed("listener", () -> node.addListener(null));
    assertNamed("listener", () -> client.putAsync(KEY, VALUE, WriteOptions.DEFAULT, null));
    assertNamed("listener", () -> client.getAsync(KEY, ReadConcern.ONE, null));
    assertNamed("visitor", () -> client.keys(null));
    assertNamed("seeds", () -> DhtNode.builder().seeds(null));
    assertNamed("host", () -> DhtClient.connect(null, 1, Duration.ofSeconds(1)));
    assertNamed("timeout", () -> DhtClient.connect("localhost", 1, null));
  }

  @Test
  void shouldBeNamedInOptions() {
    Duration second = Duration.ofSeconds(1);
    assertNamed("concern", () -> new WriteOptions(null, second, second));
    assertNamed("ttl", () -> new WriteOptions(WriteConcern.ALL, null, second));
    assertNamed("timeout", () -> new WriteOptions(WriteConcern.ALL, second, null));
  }
}
