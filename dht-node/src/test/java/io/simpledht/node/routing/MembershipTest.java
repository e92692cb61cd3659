package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the routing table, and who gets anybody out of it. */
class MembershipTest {

  private static final Id SELF = Id.ofWords(1, 0, 0, 0);
  private static final Id PEER = Id.ofWords(-1, 0, 0, 0);

  private final FakeWire wire = new FakeWire();
  private final FakeTransport transport = wire.host(1);
  private final RpcEndpoint rpc = new RpcEndpoint(transport, SELF, false, new SplittableRandom(1));
  private final RoutingTable table = new RoutingTable(SELF, 4);
  private final List<String> told = new ArrayList<>();
  private final Membership membership =
      new Membership(table, rpc, wire.loop(), SELF, new Listener());
  private final ScriptedPeer peer = new ScriptedPeer(wire.host(2), PEER);
  private final ScriptedPeer forger = new ScriptedPeer(wire.host(3), Id.ofWords(7, 0, 0, 0));

  MembershipTest() {
    rpc.start((from, header, request, reply) -> {}, membership, null);
  }

  private void run(long millis) {
    wire.loop().run(Duration.ofMillis(millis));
  }

  private void ask(Id claimed, boolean light) {
    peer.send(transport.localAddress(), new Header(1, claimed, light, 0), new Ping());
    run(2);
  }

  private void answerLast() {
    Address us = transport.localAddress();
    peer.answer(us, peer.last(), new Pong(us, NodeState.READY, 0));
  }

  private void join() {
    ask(PEER, false);
    answerLast();
    run(2);
  }

  @Test
  void shouldAdmitWhoeverAsksOnlyOnceItHasAnswered() {
    ask(PEER, false);
    assertThat(table.size()).isZero();
    assertThat(peer.received()).as("asked back").hasSize(1);
    answerLast();
    run(2);
    assertThat(table.contacts()).containsExactly(peer.contact());
    assertThat(told).containsExactly("found", "seen at " + transport.localAddress());
  }

  @Test
  void shouldNotAskBackWhoeverWantsNotToBeListed() {
    ask(PEER, true);
    run(10_000);
    assertThat(peer.received()).isEmpty();
    assertThat(table.size()).isZero();
  }

  @Test
  void shouldAskAKnownPeerBackNoMore() {
    join();
    ask(PEER, false);
    ask(PEER, false);
    assertThat(peer.received()).hasSize(1);
  }

  @Test
  void shouldNeverAdmitItself() {
    membership.onHearsay(List.of(new Contact(SELF, peer.address())));
    membership.onAnswered(new Contact(SELF, peer.address()), false, 0);
    run(10_000);
    assertThat(table.size()).isZero();
  }

  @Test
  void shouldLookWhetherAnotherNodeHasItsIdWhenOthersTellOfOne() {
    ScriptedPeer twin = new ScriptedPeer(wire.host(4), SELF);
    Contact us = new Contact(SELF, transport.localAddress());
    membership.onHearsay(List.of(us, twin.contact()));
    run(2);
    assertThat(twin.received()).hasSize(1);
    twin.answer(us.address(), twin.last(), new Pong(us.address(), NodeState.READY, 0));
    run(2);
    assertThat(told).containsExactly("twin at " + twin.address());
  }

  @Test
  void shouldAskAFewOfManyInventedContactsAtATime() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      Address nowhere = Address.ofV4(11 << 24 | i, 5_000);
      membership.onHearsay(List.of(new Contact(Id.random(random), nowhere)));
    }
    assertThat(rpc.pendingCalls()).isEqualTo(Verifier.MAX_OPEN);
    run(600_000);
    long asked = wire.sent().stream().map(FakeWire.Sent::to).distinct().count();
    assertThat(asked).isEqualTo(Verifier.MAX_OPEN + Verifier.MAX_QUEUED);
    assertThat(rpc.pendingCalls()).isZero();
    assertThat(table.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 1_000})
  void aFloodOfForgedRequestsShouldKeepNobodyOut(int requests) {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < requests; i++) {
      forger.send(transport.localAddress(), new Header(i, Id.random(random), false, 0), new Ping());
    }
    run(2);
    join();
    assertThat(table.contacts()).containsExactly(peer.contact());
  }

  @Test
  void aFloodOfForgedRequestsShouldNotHinderProbes() {
    join();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1_000; i++) {
      forger.send(transport.localAddress(), new Header(i, Id.random(random), false, 0), new Ping());
    }
    run(2);
    int before = peer.received().size();
    membership.verifier().probe(peer.contact());
    run(2);
    assertThat(peer.received()).hasSize(before + 1);
  }

  @Test
  void anAnswerToNoQuestionShouldProveNothing() {
    Address us = transport.localAddress();
    peer.answer(us, new Header(12_345, PEER, false, 0), new Pong(us, NodeState.READY, 0));
    run(2);
    assertThat(table.size()).isZero();
    assertThat(rpc.counters().unmatched()).isEqualTo(1);
  }

  @Test
  void shouldBelieveAGoodbyeFromThePeersOwnAddressOnly() {
    join();
    membership.onLeave(new Contact(PEER, forger.address()));
    assertThat(table.size()).isEqualTo(1);
    membership.onLeave(peer.contact());
    assertThat(table.size()).isZero();
    assertThat(told).endsWith("gone GOODBYE");
    assertThat(membership.lostPeers()).as("it is not to be looked for").isEmpty();
  }

  @Test
  void shouldDropAPeerWhoseAddressBelongsToAnotherNow() {
    join();
    membership.onReplaced(peer.contact());
    assertThat(table.size()).isZero();
    assertThat(told).endsWith("gone REPLACED");
  }

  @Test
  void shouldNotDropAPeerForWhoLivesWhereItUsedToBe() {
    join();
    membership.onReplaced(new Contact(PEER, forger.address()));
    assertThat(table.contacts()).containsExactly(peer.contact());
  }

  @Test
  void shouldTellOfWhoLivedAtTheAddressOfANewcomerBeforeItTellsOfTheNewcomer() {
    join();
    Contact reborn = new Contact(Id.ofWords(-2, 0, 0, 0), peer.address());
    membership.onAnswered(reborn, false, 0);
    membership.onReplaced(peer.contact());
    assertThat(table.contacts()).containsExactly(reborn);
    assertThat(told).endsWith("gone REPLACED", "found");
    assertThat(told.stream().filter(line -> line.startsWith("gone"))).hasSize(1);
  }

  @Test
  void shouldTellOfWhoLivedAtTheAddressOfANewcomerForWhomThereIsNoPlace() {
    join();
    for (int i = 0; i < RoutingTable.K; i++) {
      membership.onAnswered(contact(Id.ofWords(2, i, 0, 0), i), false, 0);
    }
    membership.onAnswered(new Contact(Id.ofWords(2, 100, 0, 0), peer.address()), false, 0);
    assertThat(table.size()).isEqualTo(RoutingTable.K);
    assertThat(told).endsWith("gone REPLACED");
  }

  @Test
  void shouldTellOfWhoHadToMakeRoomWhileItWasInDoubt() {
    List<Contact> slot = new ArrayList<>();
    for (int i = 0; i <= RoutingTable.K; i++) {
      slot.add(contact(Id.ofWords(2, i, 0, 0), i));
    }
    slot.subList(0, RoutingTable.K).forEach(each -> membership.onAnswered(each, false, 0));
    membership.onSilent(slot.get(3), 5, wire.loop().nanoTime());
    membership.onAnswered(slot.get(RoutingTable.K), false, 0);
    assertThat(table.knows(slot.get(3))).isFalse();
    assertThat(told).endsWith("gone SILENCE", "found");
  }

  private static Contact contact(Id id, int host) {
    return new Contact(id, Address.ofV4(0x0A010000 + host, 5_000));
  }

  @Test
  void shouldLearnTheLossFromThoseWhoAreThere() {
    join();
    double before = membership.loss().loss();
    membership.onSilent(peer.contact(), 5, wire.loop().nanoTime());
    assertThat(membership.loss().loss()).as("it may be dead").isEqualTo(before);
    membership.onAnswered(peer.contact(), false, 0);
    assertThat(membership.loss().loss()).as("it was not").isGreaterThan(before);
  }

  @Test
  void shouldNotDoubtAPeerThatAnsweredAnotherQuestionMeanwhile() {
    join();
    long asked = wire.loop().nanoTime();
    run(1_000);
    membership.onAnswered(peer.contact(), false, 0);
    membership.onSilent(peer.contact(), 5, asked);
    assertThat(table.isSuspect(PEER)).isFalse();
  }

  @Test
  void shouldNotHoldTheSilenceOfAnAddressAgainstAPeerThatAnswersAtAnother() {
    join();
    Contact elsewhere = new Contact(PEER, forger.address());
    membership.onSilent(elsewhere, 5, 0);
    assertThat(table.isSuspect(PEER)).isFalse();
    membership.onSilent(peer.contact(), 5, wire.loop().nanoTime());
    assertThat(table.isSuspect(PEER)).isTrue();
  }

  @Test
  void shouldGoToWhereAPeerAnsweredOnceItsOldAddressFallsSilent() {
    join();
    ScriptedPeer moved = new ScriptedPeer(wire.host(4), PEER);
    membership.onAnswered(moved.contact(), false, 0);
    run(100);
    assertThat(table.contacts())
        .as("the old address has the first word")
        .containsExactly(peer.contact());
    for (int i = 0; i < 100 && moved.received().isEmpty(); i++) {
      run(100);
    }
    assertThat(moved.received()).as("asked when that stayed silent").isNotEmpty();
    moved.answer(
        transport.localAddress(),
        moved.last(),
        new Pong(transport.localAddress(), NodeState.READY, 0));
    run(2);
    assertThat(table.contacts()).containsExactly(moved.contact());
  }

  @Test
  void shouldRememberWhereALostPeerWas() {
    join();
    membership.loseAll();
    assertThat(table.size()).isZero();
    assertThat(membership.lostPeers()).extracting(Contact::address).containsExactly(peer.address());
    membership.onAnswered(peer.contact(), false, 0);
    assertThat(told).endsWith("gone SILENCE", "found again");
    assertThat(membership.lostPeers()).isEmpty();
  }

  private final class Listener implements Membership.Listener {
    @Override
    public void onPeerFound(Contact found, boolean wasLost) {
      told.add(wasLost ? "found again" : "found");
    }

    @Override
    public void onPeerGone(Contact gone, Parting why) {
      told.add("gone " + why);
    }

    @Override
    public void onObservedAt(Contact by, Address us) {
      told.add("seen at " + us);
    }

    @Override
    public void onTwin(Address at) {
      told.add("twin at " + at);
    }

    @Override
    public void onClock(Contact from, long clock) {
      assertThat(clock).isNotNegative();
    }
  }
}
