package io.simpledht.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.message.Pong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Attempts, their log lines, and the search that never ends, in virtual time. */
class BootstrapperTest {

  private static final long ATTEMPT_NANOS = 5_000_000_000L;
  private static final HostPort SEED = new HostPort("seed", 5_000);
  private static final HostPort OTHER_SEED = new HostPort("other", 5_000);
  private static final int SEED_NUMBER = 2;
  private static final int OTHER_NUMBER = 3;

  private final FakeWire wire = new FakeWire();
  private final FakeTransport transport = wire.host(1);
  private final RpcEndpoint rpc = endpoint(transport, 1);
  private final Host host = new Host();
  private final Bootstrapper bootstrapper =
      new Bootstrapper(rpc, transport, new SplittableRandom(7), host);
  private final List<Bootstrapper.Result> results = new ArrayList<>();

  BootstrapperTest() {
    rpc.start(null, null, null);
    wire.name("seed", address(SEED_NUMBER));
    wire.name("other", address(OTHER_NUMBER));
  }

  private static RpcEndpoint endpoint(FakeTransport transport, int number) {
    return new RpcEndpoint(
        transport, Id.ofWords(number, 0, 0, 0), false, new SplittableRandom(number));
  }

  private static Address address(int number) {
    return Address.ofV4(10 << 24 | number, 5_000);
  }

  /** From now on a node answers there. */
  private void bringUp(int number) {
    endpoint(wire.host(number), number)
        .start(
            (from, header, request, reply) -> reply.send(new Pong(from, NodeState.READY, 0)),
            null,
            null);
  }

  private void bootstrap(int attempts, HostPort... seeds) {
    bootstrapper.bootstrap(List.of(seeds), attempts, ATTEMPT_NANOS, results::add);
  }

  private void run(long seconds) {
    wire.loop().run(Duration.ofSeconds(seconds));
  }

  private long datagramsTo(int number) {
    return wire.sent().stream().filter(sent -> sent.to().equals(address(number))).count();
  }

  @Test
  void shouldJoinThroughTheFirstThatAnswers() {
    bringUp(OTHER_NUMBER);
    bootstrap(3, SEED, OTHER_SEED);
    run(1);
    assertThat(results).hasSize(1);
    assertThat(results.get(0).joined()).isTrue();
    assertThat(results.get(0).attempts()).isEqualTo(1);
    assertThat(results.get(0).elapsedNanos()).isLessThan(10_000_000L);
    assertThat(host.notices).isEmpty();
  }

  @Test
  void shouldSayWhatBecameOfEachAttemptInTheWordsUsersKnow() {
    bootstrap(3, SEED, new HostPort("2001:db8::1", 5_001));
    run(60);
    assertThat(host.notices)
        .containsExactly(
            "Connection attempt 1/3 timed out, retrying...",
            "Connection attempt 2/3 timed out, retrying...",
            "Connection attempt 3/3 timed out",
            "Failed to bootstrap with seed:5000",
            "Failed to bootstrap with [2001:db8::1]:5001: the host name 2001:db8::1 is unknown");
    assertThat(results).hasSize(1);
    assertThat(results.get(0).joined()).isFalse();
    assertThat(results.get(0).attempts()).isEqualTo(3);
    assertThat(results.get(0).elapsedNanos()).isBetween(3 * ATTEMPT_NANOS, 4 * ATTEMPT_NANOS);
  }

  @Test
  void shouldSendSeveralDatagramsInOneAttempt() {
    bootstrap(1, SEED);
    wire.loop().run(Duration.ofNanos(ATTEMPT_NANOS));
    assertThat(datagramsTo(SEED_NUMBER)).isBetween(4L, 8L);
  }

  @Test
  void shouldLookNamesUpAnewAtEachAttempt() {
    wire.name("seed"); // not known yet
    bringUp(OTHER_NUMBER);
    bootstrap(3, SEED);
    run(4);
    wire.name("seed", address(OTHER_NUMBER));
    run(4);
    assertThat(results).hasSize(1);
    assertThat(results.get(0).joined()).isTrue();
    assertThat(results.get(0).attempts()).isEqualTo(2);
    assertThat(host.notices).containsExactly("Connection attempt 1/3 timed out, retrying...");
  }

  @Test
  void shouldNotAskItself() {
    wire.name("seed", transport.localAddress());
    bootstrap(3, SEED);
    run(1);
    assertThat(wire.sent()).isEmpty();
    requireAlone();
  }

  @Test
  void shouldKnowItselfUnderAnAddressItDoesNotKnowForItsOwn() {
    wire.alias(OTHER_NUMBER, transport);
    Address v6 = Address.ofV6(0x2001_0DB8L << 32, 1, 5_000); // of no use to a socket of IPv4
    wire.name("seed", address(OTHER_NUMBER), v6, transport.localAddress());
    bootstrap(3, SEED, OTHER_SEED);
    run(1);
    requireAlone();
  }

  private void requireAlone() {
    assertThat(results).hasSize(1);
    assertThat(results.get(0).joined()).isFalse();
    assertThat(host.alone).isTrue();
    assertThat(host.notices).isEmpty();
  }

  @Test
  void shouldGoOnLookingForTheOthersOfAListThatNamesItself() {
    wire.alias(OTHER_NUMBER, transport);
    bootstrap(1, SEED, OTHER_SEED);
    run(10);
    assertThat(host.alone).isFalse();
    assertThat(host.notices)
        .containsExactly(
            "Connection attempt 1/1 timed out",
            "Failed to bootstrap with seed:5000",
            "Failed to bootstrap with other:5000: it is this node itself");
    bringUp(SEED_NUMBER);
    long before = datagramsTo(SEED_NUMBER);
    run(60);
    assertThat(datagramsTo(SEED_NUMBER)).isGreaterThan(before);
  }

  @Test
  void shouldSayThatASeedAnswersFromAnotherAddress() {
    ScriptedPeer seed = new ScriptedPeer(wire.host(SEED_NUMBER), Id.ofWords(2, 0, 0, 0));
    ScriptedPeer sameHost = new ScriptedPeer(wire.host(OTHER_NUMBER), Id.ofWords(2, 0, 0, 0));
    bootstrap(1, SEED);
    run(1);
    Address us = transport.localAddress();
    sameHost.answer(us, seed.last(), new Pong(us, NodeState.READY, 0));
    run(10);
    assertThat(results).extracting(Bootstrapper.Result::joined).containsExactly(false);
    assertThat(host.notices.get(1))
        .startsWith("Failed to bootstrap with seed:5000: an answer came from 10.0.0.3:5000, not");
  }

  @Test
  void shouldSayThatASeedCanBeReachedByIpv6Only() {
    wire.name("seed", Address.ofV6(0x2001_0DB8L << 32, 1, 5_000));
    bootstrap(1, SEED);
    run(10);
    assertThat(wire.sent()).isEmpty();
    assertThat(host.alone).isFalse();
    assertThat(host.notices)
        .endsWith(
            "Failed to bootstrap with seed:5000: it has IPv6 addresses only:"
                + " start with --host :: to use them");
  }

  @Test
  void shouldSayThatTheNameOfASeedIsUnknown() {
    wire.name("seed");
    bootstrap(1, SEED);
    run(10);
    assertThat(host.notices)
        .endsWith("Failed to bootstrap with seed:5000: the host name seed is unknown");
  }

  @Test
  void shouldSayThatASeedHasItsOwnId() {
    endpoint(wire.host(SEED_NUMBER), 1).start(null, null, null);
    bootstrap(1, SEED);
    run(10);
    assertThat(host.notices)
        .endsWith("Failed to bootstrap with seed:5000: the node there has this node's id");
    assertThat(host.alone).isFalse();
  }

  @Test
  void shouldNotBelieveItselfAloneBecauseANameIsUnknown() {
    wire.alias(OTHER_NUMBER, transport);
    wire.name("seed");
    bootstrap(1, SEED, OTHER_SEED);
    run(60);
    assertThat(host.alone).isFalse();
  }

  @Test
  void shouldNotBelieveItselfAloneWhileItMissesAPeer() {
    wire.alias(OTHER_NUMBER, transport);
    bootstrap(1, OTHER_SEED);
    run(1);
    host.alone = false;
    host.lost.add(address(SEED_NUMBER));
    bootstrapper.onIsolated();
    run(60);
    assertThat(host.alone).isFalse();
  }

  @Test
  void shouldGoOnForEverAfterAllAttemptsFailed() {
    bootstrap(1, SEED);
    run(10);
    for (int minute = 0; minute < 60; minute++) {
      long before = datagramsTo(SEED_NUMBER);
      run(60);
      assertThat(datagramsTo(SEED_NUMBER)).as("minute %d", minute).isGreaterThan(before);
    }
    assertThat(results).as("answered once").hasSize(1);
    assertThat(host.notices).as("no line for each background try").hasSize(2);
  }

  @Test
  void shouldAskLostPeersWhenItIsAlone() {
    host.lost.add(address(OTHER_NUMBER));
    bootstrapper.onIsolated();
    run(2);
    assertThat(datagramsTo(OTHER_NUMBER)).isPositive();
  }

  @Test
  void shouldLookForASeedNowAndThenWhileItHasPeers() {
    bootstrap(1, SEED);
    run(10);
    host.peers = true;
    run(60); // the search that was under way when the peer came
    long before = datagramsTo(SEED_NUMBER);
    run(600);
    assertThat(datagramsTo(SEED_NUMBER) - before)
        .as("each try is several pings")
        .isBetween(20L, 90L);
  }

  @Test
  void shouldAnswerTwoCallsAtOnce() {
    bootstrap(2, SEED); // its second attempt asks the other's seed too
    bootstrap(2, OTHER_SEED);
    run(2);
    bringUp(OTHER_NUMBER);
    run(30);
    assertThat(results).extracting(Bootstrapper.Result::joined).containsOnly(true).hasSize(2);
  }

  @Test
  void shouldTryTheAncestorsProtocolOnASeedThatStaysSilent() {
    bootstrap(3, SEED);
    run(3);
    assertThat(host.suspected).containsExactly(address(SEED_NUMBER));
    bootstrapper.onFoundElsewhere();
    run(0);
    assertThat(results).extracting(Bootstrapper.Result::joined).containsExactly(true);
    assertThat(host.notices).isEmpty();
  }

  @Test
  void shouldEndItsAttemptsWhenItIsFoundBetweenTwoOfThem() {
    bootstrap(3, SEED);
    wire.loop().run(Duration.ofNanos(ATTEMPT_NANOS + 1));
    assertThat(host.notices).containsExactly("Connection attempt 1/3 timed out, retrying...");
    bootstrapper.onFoundElsewhere();
    assertThat(results).extracting(Bootstrapper.Result::joined).containsExactly(true);
    host.peers = true;
    run(60);
    assertThat(results).hasSize(1);
    assertThat(host.notices).as("no further attempt").hasSize(1);
  }

  @Test
  void shouldAnswerEveryCallWhenItCloses() {
    bootstrap(3, SEED);
    bootstrap(3, OTHER_SEED);
    run(1);
    bootstrapper.close();
    bootstrapper.close();
    assertThat(results).extracting(Bootstrapper.Result::joined).containsExactly(false, false);
    long sent = wire.sent().size();
    rpc.close();
    run(600);
    assertThat(wire.sent()).hasSize((int) sent);
    assertThat(wire.loop().waiting()).as("timers left").isZero();
  }

  private static final class Host implements Bootstrapper.Host {
    private final List<String> notices = new ArrayList<>();
    private final List<Address> lost = new ArrayList<>();
    private final List<Address> suspected = new ArrayList<>();
    private boolean peers;
    private boolean alone;

    @Override
    public void onAlone() {
      alone = true;
    }

    @Override
    public boolean hasPeers() {
      return peers;
    }

    @Override
    public List<Address> lostPeers() {
      return lost;
    }

    @Override
    public void onSuspectedLegacy(Address address) {
      suspected.add(address);
    }

    @Override
    public void onNotice(String line) {
      notices.add(line);
    }
  }
}
