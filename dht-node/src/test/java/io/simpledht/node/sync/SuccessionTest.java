package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.ItemsMissing;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However much there is to give, and however often nodes come and go, giving it is bounded. */
class SuccessionTest {

  private static final int ENTRIES = 5 * StoreWalk.PIECE;

  private final NodeUnderTest node = new NodeUnderTest(ENTRIES);
  private final Succession succession =
      new Succession(
          node.context(SharedKeys.ALL),
          () -> node.table.responsibility(node.contact(), 2),
          node.random);

  @BeforeEach
  void start() {
    succession.start();
    node.store.longestScan();
  }

  private ScriptedPeer join() {
    ScriptedPeer peer = node.peer();
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
                peer.answer(node.transport.localAddress(), asked, new ItemsMissing(List.of()));
              }
            });
    peer.received().clear();
  }

  private Set<Long> all() {
    Set<Long> items = new HashSet<>();
    node.store.scan(Id.ZERO, Id.MAX, entry -> items.add(ItemIds.of(entry)));
    return items;
  }

  @Test
  void shouldNameEverythingToTheOnlyHeirAPieceAtATime() {
    ScriptedPeer heir = join();
    Set<Long> named = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      node.run(Duration.ofMillis(1));
      answer(heir, named);
    }
    assertThat(node.store.longestScan()).isBetween(2, StoreWalk.PIECE + 1);
    assertThat(named).isEqualTo(all());
  }

  @Test
  void shouldAskNoMoreAtATimeHoweverOftenNodesComeAndGo() {
    List<ScriptedPeer> silent = List.of(join(), join(), join());
    int most = 0;
    for (int second = 0; second < 300; second++) {
      ScriptedPeer peer = silent.get(second % silent.size());
      if (!node.table.remove(peer.contact().id())) {
        node.table.heard(peer.contact(), 0);
      }
      succession.onChange();
      node.run(Duration.ofSeconds(1));
      most = Math.max(most, node.rpc.pendingCalls());
    }
    assertThat(most).isBetween(1, silent.size() * Succession.MAX_UNDER_WAY);
  }

  /** What changed while a walk was under way is not forgotten when that ends. */
  @Test
  void shouldWalkAgainForWhoCameDuringAWalk() {
    ScriptedPeer silent = join();
    node.run(Duration.ofSeconds(7));
    assertThat(silent.received()).isNotEmpty();
    ScriptedPeer late = join();
    Set<Long> named = new HashSet<>();
    for (int i = 0; i < 400_000 && named.size() < ENTRIES / 4; i++) {
      node.run(Duration.ofMillis(1));
      answer(late, named);
    }
    assertThat(named).hasSizeGreaterThanOrEqualTo(ENTRIES / 4);
  }

  @Test
  void shouldReadNothingWhenWhoCameIsGoneAgain() {
    ScriptedPeer peer = join();
    node.table.remove(peer.contact().id());
    node.run(Duration.ofSeconds(10));
    assertThat(node.store.longestScan()).isZero();
    assertThat(peer.received()).isEmpty();
  }
}
