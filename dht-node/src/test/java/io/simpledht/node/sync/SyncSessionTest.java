package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.replication.HybridClock;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.replication.StoreService;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.Symbols;
import io.simpledht.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SyncSessionTest {

  private static final long SOME_STATE = 5;

  private final FakeWire wire = new FakeWire();
  private final FakeTransport host = wire.host(1);
  private final ScriptedPeer partner = new ScriptedPeer(wire.host(2), Id.MAX);
  private final RpcEndpoint rpc = new RpcEndpoint(host, Id.ZERO, false, new SplittableRandom(1));
  private final HybridClock clock = new HybridClock(wire.loop(), 0, Version.NONE);
  private final Replica replica = new Replica(new MemoryStore(), clock, wire.loop(), 1);
  private final ValueTransfer transfer =
      new ValueTransfer(
          rpc, wire.loop(), (key, version) -> Optional.empty(), key -> List.of(), 1, 1);
  private final SyncContext context =
      new SyncContext(
          rpc,
          wire.loop(),
          new SetSummary(replica, () -> 1),
          new StoreService(replica, transfer),
          replica,
          transfer,
          SharedKeys.ALL);
  private final List<SyncSession.End> ends = new ArrayList<>();

  private void compare() {
    rpc.start(null, null, null);
    SyncSession.Listener listener =
        new SyncSession.Listener() {
          @Override
          public void onProgress(long a, long b, long c, long d, boolean finished) {}

          @Override
          public void onEnd(SyncSession.End end) {
            ends.add(end);
          }
        };
    SyncScope all = SyncScope.nothing(); // of partners; the range is everything
    new SyncSession(context, all, List.of(partner.contact()), false, listener).start();
    wire.loop().run(Duration.ofMillis(1));
  }

  private void answerWith(List<CodedSymbol> symbols) {
    Symbols answer = new Symbols(SOME_STATE, 0, 0, symbols);
    partner.answer(host.localAddress(), partner.last(), answer);
    wire.loop().run(Duration.ofMillis(2));
  }

  /** Sums can be made to cancel in as many symbols as are asked for; the state differs still. */
  @Test
  void shouldNotBelieveSymbolsThatShowLessThanTheStateDoes() {
    compare();
    answerWith(Collections.nCopies(12, new CodedSymbol(0, 0, 0)));
    assertThat(ends).isEmpty();
    assertThat(partner.last().message()).isInstanceOf(GetPage.class);
  }

  @Test
  void shouldCopyPagesAfterSymbolsThatContradictEachOther() {
    compare();
    answerWith(List.of(new CodedSymbol(0, 0, 0), new CodedSymbol(11, 13, 17)));
    assertThat(ends).isEmpty();
    assertThat(partner.last().message()).isInstanceOf(GetPage.class);
  }
}
