package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.RawPeer;
import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.Get;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.ListKeys;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Part;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    return bytes(from.localAddress(), to.address());
  }

  private long bytes(RawPeer from, FakeTransport to) {
    return bytes(from.address(), to.localAddress());
  }

  private long bytes(Address from, Address to) {
    return wire.sent().stream()
        .filter(sent -> sent.from().equals(from) && sent.to().equals(to))
        .mapToLong(FakeWire.Sent::bytes)
        .sum();
  }

  private void assertHarmless(Message message) {
    assertHarmless(message, ALLOWED_FACTOR, Duration.ofMinutes(5));
  }

  private void assertHarmless(Message message, int allowedFactor, Duration time) {
    long before = bytes(server, victim);
    victim.send(server.localAddress(), 1, message);
    long cost = wire.sent().get(wire.sent().size() - 1).bytes();
    wire.loop().run(time);
    long effect = bytes(server, victim) - before;
    assertThat(effect).as("bytes sent for " + cost).isLessThanOrEqualTo(allowedFactor * cost);
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
      offers.add(Offer.of(Key.of("k" + i), version, Entry.NEVER, announced(100_000)));
    }
    assertHarmless(new Store(Store.RECEIVER_ONLY, 5_000, offers));
  }

  private void fill() {
    for (int i = 0; i < 100; i++) {
      node.putAsync(Key.of("k" + i), Bytes.wrap(new byte[900]), WriteOptions.DEFAULT);
    }
    wire.loop().run(Duration.ofSeconds(1));
  }

  static Stream<Request<?>> questionsWithLongAnswers() {
    return Stream.of(
        new Get(Key.of("k1"), ReadConcern.ONE),
        new FindValue(Key.of("k1")),
        new GetPage(Id.ZERO, Id.MAX, Part.MAX_PARTS),
        new GetSymbols(Id.ZERO, Id.MAX, 0, 0, GetSymbols.MAX_COUNT),
        new ListKeys(Id.ZERO));
  }

  @ParameterizedTest
  @MethodSource("questionsWithLongAnswers")
  void aLongAnswerShouldNotGoWhereNobodyHasAnswered(Request<?> question) {
    fill();
    assertHarmless(question);
  }

  @ParameterizedTest
  @MethodSource("questionsWithLongAnswers")
  void aLongAnswerShouldGoToWhoeverShowsThatItIsThere(Request<?> question) {
    fill();
    RawPeer client = new RawPeer(wire.host(3), Id.MAX).refusingPings();
    for (int request = 1; request <= 2; request++) {
      client.send(server.localAddress(), request, question);
      wire.loop().run(Duration.ofMillis(10));
      assertThat(client.answersTo(request)).hasOnlyElementsOfType(question.responseType());
      assertThat(client.answersTo(request))
          .hasSize(question instanceof GetPage get ? get.parts() : 1);
    }
    assertThat(bytes(server, client)).isGreaterThan(1_000);
  }

  /** Of pages that are short one by one, too, no more than the first may be free. */
  @Test
  void manyShortAnswersShouldNotGoWhereNobodyHasAnswered() {
    for (int i = 0; i < 40; i++) {
      int length = i % 2 == 0 ? 1 : 1_060; // the next one never fits
      node.putAsync(Key.of("k" + i), Bytes.wrap(new byte[length]), WriteOptions.DEFAULT);
    }
    wire.loop().run(Duration.ofSeconds(1));
    assertHarmless(new GetPage(Id.ZERO, Id.MAX, Part.MAX_PARTS));
  }

  @Test
  void aFloodOfForgedQuestionsShouldCostItsVictimNoMoreThanItCostTheSender() {
    fill();
    for (int i = 0; i < 1_000; i++) {
      victim.send(server.localAddress(), i, new GetPage(Id.ZERO, Id.MAX, Part.MAX_PARTS));
    }
    long cost = bytes(victim, server);
    wire.loop().run(Duration.ofMinutes(1));
    assertThat(bytes(server, victim)).isLessThan(cost);
  }

  /** Lookups ask strangers at every step; lists of contacts are bounded by their own size. */
  @Test
  void aListOfContactsShouldBeAtMostFifteenTimesAsLongAsTheQuestion() {
    for (int i = 10; i < 40; i++) {
      ScriptedPeer peer = new ScriptedPeer(wire.host(i), Id.ofWords((long) i << 58, i, 0, 0));
      peer.send(server.localAddress(), new Header(1, peer.contact().id(), false, 0), new Ping());
      wire.loop().run(Duration.ofMillis(5));
      Envelope asked = peer.last();
      peer.answer(server.localAddress(), asked, new Pong(peer.address(), NodeState.READY, 0));
      wire.loop().run(Duration.ofMillis(5));
    }
    assertHarmless(new FindNode(Id.MAX, FindNode.MAX_COUNT), 15, Duration.ofSeconds(1));
    assertHarmless(new FindValue(Key.of("a")), 15, Duration.ofSeconds(1));
    assertHarmless(new ListPeers(Id.ZERO), 15, Duration.ofSeconds(1));
  }
}
