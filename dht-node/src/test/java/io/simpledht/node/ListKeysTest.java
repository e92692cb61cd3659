package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.MeteredStore;
import io.simpledht.node.testing.RawPeer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.ListKeys;
import io.simpledht.store.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A question of eighty bytes must not cost a walk over all deletes of a day. */
class ListKeysTest {

  private static final int TOMBSTONES = 10_000;

  private final FakeWire wire = new FakeWire();
  private final FakeTransport server = wire.host(1);
  private final RawPeer client = new RawPeer(wire.host(2), Id.MAX).refusingPings();
  private final MemoryStore held = new MemoryStore();
  private final MeteredStore metered = new MeteredStore(held);

  @Test
  void shouldWalkABoundedWayForEachAnswerAndStillListAllKeys() throws IOException {
    DhtNode node =
        DhtNode.builder().transport(server).store(metered).random(new SplittableRandom(1)).build();
    node.start();
    wire.loop().run(Duration.ofSeconds(1));
    Version version = Version.of(wire.loop().wallMillis(), 0, 1);
    for (int i = 0; i < TOMBSTONES; i++) {
      held.merge(Entry.tombstone(Key.of("deleted" + i), version, Long.MAX_VALUE));
    }
    for (int i = 0; i < 100; i++) {
      node.putAsync(Key.of("key" + i), Bytes.EMPTY, WriteOptions.DEFAULT);
    }
    wire.loop().run(Duration.ofSeconds(1));

    List<Key> listed = new ArrayList<>();
    Optional<Id> from = Optional.of(Id.ZERO);
    for (long request = 1; from.isPresent(); request++) {
      int before = metered.shown();
      client.send(server.localAddress(), request, new ListKeys(from.get()));
      wire.loop().run(Duration.ofMillis(5));
      assertThat(metered.shown() - before).isLessThanOrEqualTo(Introspection.MAX_KEYS_WALKED);
      KeyList page = (KeyList) client.answersTo(request).get(0);
      page.keys().forEach(key -> listed.add(key.key()));
      from = page.next();
    }
    assertThat(listed).hasSize(100).doesNotHaveDuplicates();
  }
}
