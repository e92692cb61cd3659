package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.replication.HybridClock;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.replication.StoreService;
import io.simpledht.node.routing.RoutingTable;
import io.simpledht.node.rpc.PeerObserver;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.ItemsMissing;
import io.simpledht.store.Store;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** However much there is to give, and however often nodes come and go, giving it is bounded. */
class SuccessionTest {

  private static final int ENTRIES = 5 * StoreWalk.PIECE;
  private static final int MAX_VALUE_BYTES = 100;

  private final SplittableRandom random = new SplittableRandom(1);
  private final FakeWire wire = new FakeWire();
  private final FakeTransport here = wire.host(1);
  private final Id self = Id.random(random);
  private final RpcEndpoint rpc = new RpcEndpoint(here, self, false, random);
  private final RoutingTable table = new RoutingTable(self, 0);
  private final WatchedStore watched = new WatchedStore();
  private final Store store = watched.store();
  private final Succession succession = succession();
  private int hosts = 1;

  private Succession succession() {
    Replica replica =
        new Replica(
            store, new HybridClock(wire.loop(), 1, Version.NONE), wire.loop(), MAX_VALUE_BYTES);
    ValueTransfer transfer =
        new ValueTransfer(
            rpc,
            wire.loop(),
            (key, version) -> Optional.empty(),
            key -> List.of(),
            MAX_VALUE_BYTES,
            MAX_VALUE_BYTES);
    SyncContext context =
        new SyncContext(
            rpc,
            wire.loop(),
            new SetSummary(replica, random::nextLong),
            new StoreService(replica, transfer),
            replica,
            transfer,
            SharedKeys.ALL);
    Contact us = new Contact(self, here.localAddress());
    return new Succession(context, () -> table.responsibility(us, 2), random);
  }

  private void start() {
    for (int i = 0; i < ENTRIES; i++) {
      Bytes value = Bytes.wrap(new byte[1]);
      store.merge(Entry.value(Key.of("key" + i), value, Version.of(1, 0, 1), Entry.NEVER));
    }
    watched.longestScan();
    rpc.start(null, PeerObserver.NONE, null);
    succession.start();
  }

  private ScriptedPeer join() {
    ScriptedPeer peer = new ScriptedPeer(wire.host(++hosts), Id.random(random));
    table.heard(peer.contact(), 0);
    succession.onChange();
    return peer;
  }

  /** Answers whatever was asked that it lacks nothing, and notes what that was. */
  private void answer(ScriptedPeer peer, Set<Long> named) {
    peer.received()
        .forEach(
            asked -> {
              if (asked.message() instanceof CheckItems check) {
                named.addAll(check.items());
                peer.answer(here.localAddress(), asked, new ItemsMissing(List.of()));
              }
            });
    peer.received().clear();
  }

  private Set<Long> all() {
    Set<Long> items = new HashSet<>();
    store.scan(Id.ZERO, Id.MAX, entry -> items.add(ItemIds.of(entry)));
    return items;
  }

  @Test
  void shouldNameEverythingToTheOnlyHeirAPieceAtATime() {
    start();
    ScriptedPeer heir = join();
    Set<Long> named = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      wire.loop().run(Duration.ofMillis(1));
      answer(heir, named);
    }
    assertThat(watched.longestScan()).isBetween(2, StoreWalk.PIECE + 1);
    assertThat(named).isEqualTo(all());
  }

  @Test
  void shouldAskNoMoreAtATimeHoweverOftenNodesComeAndGo() {
    start();
    List<ScriptedPeer> silent = List.of(join(), join(), join());
    int most = 0;
    for (int second = 0; second < 300; second++) {
      ScriptedPeer peer = silent.get(second % silent.size());
      if (!table.remove(peer.contact().id())) {
        table.heard(peer.contact(), 0);
      }
      succession.onChange();
      wire.loop().run(Duration.ofSeconds(1));
      most = Math.max(most, rpc.pendingCalls());
    }
    assertThat(most).isBetween(1, silent.size() * Succession.MAX_UNDER_WAY);
  }

  /** What changed while a walk was under way is not forgotten when that ends. */
  @Test
  void shouldWalkAgainForWhoCameDuringAWalk() {
    start();
    ScriptedPeer silent = join();
    wire.loop().run(Duration.ofSeconds(7));
    assertThat(silent.received()).isNotEmpty();
    ScriptedPeer late = join();
    Set<Long> named = new HashSet<>();
    for (int i = 0; i < 400_000 && named.size() < ENTRIES / 4; i++) {
      wire.loop().run(Duration.ofMillis(1));
      answer(late, named);
    }
    assertThat(named).hasSizeGreaterThanOrEqualTo(ENTRIES / 4);
  }

  @Test
  void shouldReadNothingWhenWhoCameIsGoneAgain() {
    start();
    ScriptedPeer peer = join();
    table.remove(peer.contact().id());
    wire.loop().run(Duration.ofSeconds(10));
    assertThat(watched.longestScan()).isZero();
    assertThat(peer.received()).isEmpty();
  }
}
