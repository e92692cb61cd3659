package io.simpledht.node.sync;

import io.simpledht.node.replication.HybridClock;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.replication.StoreService;
import io.simpledht.node.routing.RoutingTable;
import io.simpledht.node.rpc.PeerObserver;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.MeteredStore;
import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** As much of a node as comparing and handing over need, among peers that a test speaks for. */
final class NodeUnderTest {

  private static final int MAX_VALUE_BYTES = 100;

  final SplittableRandom random = new SplittableRandom(1);
  final FakeWire wire = new FakeWire();
  final FakeTransport transport = wire.host(1);
  final Id self = Id.random(random);
  final RpcEndpoint rpc = new RpcEndpoint(transport, self, false, random);
  final RoutingTable table = new RoutingTable(self, 0);
  final MeteredStore store = new MeteredStore(new MemoryStore());
  private int hosts = 1;

  /** Holds entries 0 to {@code entries}, and listens. */
  NodeUnderTest(int entries) {
    for (int i = 0; i < entries; i++) {
      Bytes value = Bytes.wrap(new byte[1]);
      store.merge(Entry.value(Key.of("key" + i), value, Version.of(1, 0, 1), Entry.NEVER));
    }
    rpc.start(null, PeerObserver.NONE, null);
  }

  SyncContext context(SharedKeys shared) {
    HybridClock clock = new HybridClock(wire.loop(), 1, Version.NONE);
    Replica replica = new Replica(store, clock, wire.loop(), MAX_VALUE_BYTES);
    ValueTransfer transfer =
        new ValueTransfer(
            rpc,
            wire.loop(),
            (key, version) -> Optional.empty(),
            key -> List.of(),
            MAX_VALUE_BYTES,
            MAX_VALUE_BYTES);
    return new SyncContext(
        rpc,
        wire.loop(),
        new SetSummary(replica, wire.loop(), random::nextLong, SharedSums.ofOne()),
        new StoreService(replica, transfer),
        replica,
        transfer,
        shared);
  }

  Contact contact() {
    return new Contact(self, transport.localAddress());
  }

  /** A peer that is in the routing table. */
  ScriptedPeer peer() {
    ScriptedPeer peer = new ScriptedPeer(wire.host(++hosts), Id.random(random));
    table.heard(peer.contact(), 0);
    return peer;
  }

  void run(Duration time) {
    wire.loop().run(time);
  }
}
