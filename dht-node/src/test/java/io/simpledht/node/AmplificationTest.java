package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.RawPeer;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who sends in somebody else's name makes the node send to that somebody. It must not be worth the
 * trouble: what goes to an address that has never answered is bounded by what came from there.
 */
class AmplificationTest {

  /** As QUIC allows before an address is validated (RFC 9000, section 8.1). */
  private static final int ALLOWED_FACTOR = 3;

  private final FakeWire wire = new FakeWire();
  private final FakeTransport server = wire.host(1);
  private final RawPeer victim = new RawPeer(wire.host(2), Id.ZERO);
  private final DhtNode node =
      DhtNode.builder().transport(server).random(new SplittableRandom(1)).build();

  @BeforeEach
  void start() throws IOException {
    node.start();
    wire.loop().run(Duration.ofSeconds(1));
  }

  private long bytes(FakeTransport from, RawPeer to) {
    return wire.sent().stream()
        .filter(sent -> sent.from().equals(from.localAddress()) && sent.to().equals(to.address()))
        .mapToLong(FakeWire.Sent::bytes)
        .sum();
  }

  private void assertHarmless(Message message) {
    victim.send(server.localAddress(), 1, message);
    long cost = wire.sent().get(wire.sent().size() - 1).bytes();
    wire.loop().run(Duration.ofMinutes(5));
    long effect = bytes(server, victim);
    assertThat(effect).as("bytes sent for " + cost).isLessThanOrEqualTo(ALLOWED_FACTOR * cost);
  }

  private static Payload announced(int length) {
    return new Payload.Announced(length, Id.MAX);
  }

  @Test
  void announcingAValueShouldNotMakeTheNodeAskForAllOfItAtOnce() {
    Key longest = Key.of("k".repeat(Key.MAX_BYTES));
    assertHarmless(new Put(longest, announced(1 << 20), 0, WriteConcern.ALL, 5_000));
  }

  @Test
  void announcingManyValuesShouldNotMakeTheNodeAskForEachOfThem() {
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      Version version = new Version(1L << 40, i);
      offers.add(new Offer(Key.of("k" + i), version, Entry.NEVER, announced(100_000)));
    }
    assertHarmless(new Store(Store.RECEIVER_ONLY, 5_000, offers));
  }
}
