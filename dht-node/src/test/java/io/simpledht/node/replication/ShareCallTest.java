package io.simpledht.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One batch on its way to one share: who is asked, in which order, and what counts in the end. */
class ShareCallTest {

  private static final int SHARE_BITS = 5;
  private static final Version VERSION = Version.of(1_750_000_000_000L, 0, 1);
  private static final List<Offer> OFFERS =
      List.of(Offer.whole(Entry.value(Key.of("k"), Bytes.utf8("v"), VERSION, Entry.NEVER)));

  private final FakeWire wire = new FakeWire();
  private final FakeTransport transport = wire.host(1);
  private final RpcEndpoint rpc =
      new RpcEndpoint(transport, Id.ofWords(1, 0, 0, 0), false, new SplittableRandom(1));
  private final List<ScriptedPeer> peers = new ArrayList<>();
  private final List<Contact> share = new ArrayList<>();
  private Delivery delivery;
  private int reports;

  private void start(int nodes) {
    rpc.start(null, null, null);
    for (int i = 0; i < nodes; i++) {
      peers.add(new ScriptedPeer(wire.host(10 + i), Id.ofWords(10 + i, 0, 0, 0)));
      share.add(peers.get(i).contact());
    }
    delivery = new Delivery(OFFERS, List.of(share), progress -> reports++, offer -> false);
    Store request = new Store(SHARE_BITS, 5_000, OFFERS);
    new ShareCall(rpc, delivery, share, request, to -> CallPolicy.NORMAL).start();
    run(2);
  }

  private void run(long millis) {
    wire.loop().run(Duration.ofMillis(millis));
  }

  private void answer(int peer, StoreStatus status, int confirmed, int asked) {
    Stored stored = new Stored(List.of(new Stored.Outcome(status, confirmed, asked)), List.of());
    peers.get(peer).answer(transport.localAddress(), peers.get(peer).last(), stored);
    run(2);
  }

  private List<Integer> storesByPeer() {
    return peers.stream().map(peer -> peer.received().size()).toList();
  }

  @Test
  void shouldAskOneDelegateForTheWholeShare() {
    start(3);
    answer(0, StoreStatus.APPLIED, 3, 3);
    run(60_000);
    assertThat(storesByPeer()).containsExactly(1, 0, 0);
    assertThat(((Store) peers.get(0).last().message()).shareBits()).isEqualTo(SHARE_BITS);
    assertThat(delivery.isDone()).isTrue();
    assertThat(delivery.confirmed(0)).isEqualTo(3);
    assertThat(delivery.missed()).isEmpty();
    assertThat(reports).isEqualTo(1);
  }

  @Test
  void shouldAskAnotherBesideADelegateThatStallsAndCountOneAnswerOnly() {
    start(2);
    run(1_500);
    assertThat(storesByPeer().get(1)).as("the first has stalled").isPositive();
    answer(1, StoreStatus.APPLIED, 2, 2);
    answer(0, StoreStatus.APPLIED, 2, 2);
    assertThat(delivery.confirmed(0)).isEqualTo(2);
    assertThat(delivery.asked(0)).isEqualTo(2);
    assertThat(reports).isEqualTo(1);
  }

  @Test
  void shouldAskTheNextAtOnceWhenADelegateRefuses() {
    start(2);
    peers
        .get(0)
        .answer(
            transport.localAddress(), peers.get(0).last(), new Refused(Refused.Reason.OVERLOADED));
    run(5);
    assertThat(storesByPeer()).containsExactly(1, 1);
    assertThat(delivery.isDone()).isFalse();
  }

  @Test
  void shouldGiveAShareUpAfterSoManySilentDelegates() {
    start(ShareCall.MAX_DELEGATES + 2);
    run(60_000);
    assertThat(storesByPeer().subList(0, ShareCall.MAX_DELEGATES)).doesNotContain(0);
    assertThat(storesByPeer().subList(ShareCall.MAX_DELEGATES, share.size())).containsOnly(0);
    assertThat(delivery.isDone()).isTrue();
    assertThat(delivery.confirmed(0)).isZero();
    assertThat(delivery.asked(0)).isEqualTo(share.size());
    assertThat(delivery.missed())
        .hasSize(share.size())
        .extracting(Missed::reason)
        .containsOnly(StoreStatus.UNREACHABLE);
    assertThat(reports).isEqualTo(1);
  }

  @Test
  void shouldAskTheOthersItselfWhenADelegateKnowsTooFew() {
    start(3);
    answer(0, StoreStatus.APPLIED, 1, 1);
    assertThat(storesByPeer()).containsExactly(1, 1, 1);
    assertThat(((Store) peers.get(1).last().message()).shareBits())
        .as("nobody passes it on again")
        .isEqualTo(Store.RECEIVER_ONLY);
    answer(1, StoreStatus.APPLIED, 1, 1);
    assertThat(delivery.isDone()).isFalse();
    answer(2, StoreStatus.STORE_FULL, 0, 1);
    assertThat(delivery.isDone()).isTrue();
    assertThat(delivery.confirmed(0)).isEqualTo(2);
    assertThat(delivery.asked(0)).isEqualTo(3);
    assertThat(delivery.missed())
        .containsExactly(new Missed(share.get(2).id(), 0, StoreStatus.STORE_FULL));
  }

  @Test
  void shouldNotCountADelegateThatKeptANewerVersionNobodyHereKnows() {
    start(1);
    answer(0, StoreStatus.STALE, 1, 1);
    assertThat(delivery.isDone()).isTrue();
    assertThat(delivery.confirmed(0)).isZero();
    assertThat(delivery.missed())
        .containsExactly(new Missed(share.get(0).id(), 0, StoreStatus.STALE));
  }

  @Test
  void shouldNameWhoHasNotReportedYet() {
    start(2);
    assertThat(delivery.unheard()).containsExactly(share.get(0).id(), share.get(1).id());
    answer(0, StoreStatus.APPLIED, 2, 2);
    assertThat(delivery.unheard()).isEmpty();
  }
}
