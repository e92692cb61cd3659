package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {

  /** Transmissions of a probe, and how many in vain convince. */
  private static final int PROBE = 5;

  private static final int ENOUGH = 10;

  private static final long SECOND = 1_000_000_000L;

  private final SplittableRandom random = new SplittableRandom(42);
  private final Id self = Id.random(random);
  private int nextHost = 1;

  private Contact contact(Id id) {
    return new Contact(id, Address.ofV4(0x0A000000 + nextHost++, 5000));
  }

  private Contact someone() {
    return contact(Id.random(random));
  }

  private Contact inBucket(int bucket) {
    return contact(self.withBitFlipped(bucket).withTail(bucket + 1, Id.random(random)));
  }

  /** A table that knows so many nodes closer than those in bucket 0 that this one has k places. */
  private RoutingTable withFullNeighbourhood() {
    RoutingTable table = new RoutingTable(self, 0);
    for (int i = 0; i < RoutingTable.K; i++) {
      table.heard(inBucket(1), 50 * SECOND);
    }
    return table;
  }

  private static RoutingTable filled(Id self, int splitBits, List<Contact> contacts) {
    RoutingTable table = new RoutingTable(self, splitBits);
    contacts.forEach(contact -> table.heard(contact, 0));
    return table;
  }

  @Test
  void shouldReturnTheClosestInTheOrderOfTheMetric() {
    List<Contact> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(someone());
    }
    RoutingTable table = filled(self, 4, all);
    for (int i = 0; i < 200; i++) {
      Id target = i % 2 == 0 ? Id.random(random) : all.get(i).id();
      List<Contact> expected = new ArrayList<>(table.contacts());
      expected.sort((left, right) -> target.compareDistance(left.id(), right.id()));
      assertThat(table.closest(target, 20)).isEqualTo(expected.subList(0, 20));
    }
  }

  @Test
  void shouldHoldNoMoreThanKInABucketAndKeepThoseHeardFirst() {
    RoutingTable table = withFullNeighbourhood();
    List<Contact> near = table.contacts();
    List<Contact> far = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      far.add(inBucket(0));
      table.heard(far.get(i), i);
    }
    List<Contact> kept = new ArrayList<>(table.contacts());
    kept.removeAll(near);
    assertThat(kept).containsExactlyInAnyOrderElementsOf(far.subList(0, RoutingTable.K));
  }

  @Test
  void shouldKnowEverybodyInTheSmallestSubtreeAroundItThatHoldsK() {
    RoutingTable table = new RoutingTable(self, 0);
    List<Contact> near = new ArrayList<>();
    for (int i = 0; i < RoutingTable.K - 1; i++) {
      near.add(inBucket(5 + i % 3));
    }
    for (int i = 0; i < 30; i++) {
      near.add(inBucket(4));
    }
    near.forEach(contact -> table.heard(contact, 0));
    assertThat(table.contacts()).containsExactlyInAnyOrderElementsOf(near);
    for (int i = 0; i < 100; i++) {
      table.heard(inBucket(3), 0);
    }
    assertThat(table.size()).isEqualTo(near.size() + RoutingTable.K);
  }

  @Test
  void shouldBoundTheBucketInWhichThatSubtreeEnds() {
    RoutingTable table = new RoutingTable(self, 0);
    for (int i = 0; i < 100; i++) {
      table.heard(inBucket(0), 0);
    }
    assertThat(table.size()).isEqualTo(RoutingTable.MAX_NEAR);
  }

  @Test
  void shouldAskTheStalestBeforeItMakesRoom() {
    RoutingTable table = withFullNeighbourhood();
    List<Contact> far = new ArrayList<>();
    for (int i = 0; i < RoutingTable.K; i++) {
      far.add(inBucket(0));
      table.heard(far.get(i), i);
    }
    Contact late = inBucket(0);
    assertThat(table.heard(late, 100 * SECOND).pingFirst()).contains(far.get(0));
    assertThat(table.knows(late)).isFalse();
    table.failed(far.get(0).id(), PROBE, ENOUGH, 101 * SECOND);
    RoutingTable.Failure failure = table.failed(far.get(0).id(), PROBE, ENOUGH, 113 * SECOND);
    assertThat(failure.removed()).isTrue();
    assertThat(failure.verifyNext()).contains(late);
  }

  @Test
  void shouldNotBuryAPeerForAPauseOfTenSeconds() {
    RoutingTable table = new RoutingTable(self, 0);
    Contact peer = someone();
    table.heard(peer, 0);
    long silent = 1_000 * SECOND; // it was not asked for long before it stood still
    for (int second = 1; second <= 10; second++) {
      long now = silent + second * SECOND;
      assertThat(table.failed(peer.id(), PROBE, ENOUGH, now).removed()).isFalse();
    }
    assertThat(table.isSuspect(peer.id())).isTrue();
    table.heard(peer, silent + 11 * SECOND);
    assertThat(table.isSuspect(peer.id())).isFalse();
  }

  @Test
  void shouldGiveUpAPeerThatStaysSilent() {
    RoutingTable table = new RoutingTable(self, 0);
    Contact peer = someone();
    table.heard(peer, 0);
    table.failed(peer.id(), PROBE, ENOUGH, 7 * SECOND);
    assertThat(table.failed(peer.id(), PROBE, ENOUGH, 19 * SECOND).removed()).isTrue();
    assertThat(table.size()).isZero();
  }

  @Test
  void shouldNotGiveUpAPeerWhoseSilenceMayBeChance() {
    RoutingTable table = new RoutingTable(self, 0);
    Contact peer = someone();
    table.heard(peer, 0);
    for (int i = 1; i * PROBE < 3 * ENOUGH; i++) {
      assertThat(table.failed(peer.id(), PROBE, 3 * ENOUGH, i * 60 * SECOND).removed()).isFalse();
    }
    assertThat(table.failed(peer.id(), PROBE, 3 * ENOUGH, 3_600 * SECOND).removed()).isTrue();
  }

  @Test
  void shouldAskThoseInDoubtAndOneOfTheOthers() {
    RoutingTable table = withFullNeighbourhood();
    List<Contact> doubted = table.contacts().subList(3, 6);
    table.contacts().forEach(peer -> table.heard(peer, 24 * SECOND));
    table.heard(table.contacts().get(0), 23 * SECOND);
    doubted.forEach(peer -> table.failed(peer.id(), PROBE, ENOUGH, 12 * SECOND));
    assertThat(table.probeCandidates(25 * SECOND, ENOUGH, 2)).isEqualTo(doubted.subList(0, 2));
    assertThat(table.probeCandidates(60 * SECOND, ENOUGH, 4))
        .containsAll(doubted)
        .contains(table.contacts().get(0))
        .hasSize(4);
  }

  @Test
  void shouldLetTheOldAddressSpeakFirstWhenAnIdAppearsElsewhere() {
    RoutingTable table = new RoutingTable(self, 0);
    Contact peer = someone();
    table.heard(peer, 0);
    Contact elsewhere = contact(peer.id());
    assertThat(table.heard(elsewhere, 1).pingFirst()).contains(peer);
    assertThat(table.knows(peer)).isTrue();
    table.failed(peer.id(), PROBE, ENOUGH, 5 * SECOND);
    table.heard(elsewhere, 6 * SECOND);
    assertThat(table.knows(elsewhere)).isTrue();
  }

  @Test
  void shouldHoldOneContactForEachAddress() {
    RoutingTable table = new RoutingTable(self, 0);
    Contact before = someone();
    table.heard(before, 0);
    Contact reborn = new Contact(Id.random(random), before.address());
    table.heard(reborn, 1);
    assertThat(table.contacts()).containsExactly(reborn);
  }

  @Test
  void shouldDropWhoLivedWhereAKnownPeerAnswersNow() {
    RoutingTable table = new RoutingTable(self, 0);
    Contact moving = someone();
    Contact former = someone();
    table.heard(moving, 0);
    table.heard(former, 0);
    Contact elsewhere = new Contact(moving.id(), former.address());
    RoutingTable.Admission admission = table.heard(elsewhere, 1);
    assertThat(admission.pingFirst()).contains(moving);
    assertThat(admission.removed())
        .containsExactly(new RoutingTable.Removal(former, Parting.REPLACED));
    assertThat(table.contacts()).containsExactly(moving);
  }

  @Test
  void aSubnetThatFillsABucketShouldMakeRoomForOthersUntilItHasItsShare() {
    RoutingTable table = withFullNeighbourhood();
    List<Contact> crowd = inBucketZero(0xC6336400, 1, 100); // 198.51.100.0/24
    crowd.forEach(contact -> table.heard(contact, 60 * SECOND));
    assertThat(count(table, crowd)).as("while nobody else is there").isEqualTo(RoutingTable.K);
    List<Contact> others = inBucketZero(0xCB007100, 256, 100); // one in each /24
    for (Contact other : others) {
      boolean useful = table.hasUseFor(other);
      int before = count(table, crowd);
      RoutingTable.Admission admission = table.heard(other, 61 * SECOND);
      assertThat(useful).isEqualTo(before > Diversity.MAX_PER_SUBNET);
      assertThat(admission.isNew()).isEqualTo(useful);
      assertThat(admission.removed())
          .extracting(RoutingTable.Removal::why)
          .isEqualTo(useful ? List.of(Parting.NO_ROOM) : List.of());
    }
    assertThat(count(table, crowd)).isEqualTo(Diversity.MAX_PER_SUBNET);
    for (Contact again : crowd) {
      table.heard(again, 62 * SECOND);
    }
    assertThat(count(table, crowd)).as("for good").isEqualTo(Diversity.MAX_PER_SUBNET);
    assertThat(table.size()).isEqualTo(2 * RoutingTable.K);
  }

  @Test
  void shouldNotDivideTheAddressesOfOneOwner() {
    RoutingTable split = new RoutingTable(self, 4);
    RoutingTable table = withFullNeighbourhood();
    List<Contact> near = inBucketZero(0x0A010000, 1, 400); // private
    near.forEach(contact -> split.heard(contact, 0));
    near.forEach(contact -> table.heard(contact, 60 * SECOND));
    for (Contact other : inBucketZero(0xCB007100, 256, 100)) {
      split.heard(other, 61 * SECOND);
      table.heard(other, 61 * SECOND);
    }
    assertThat(count(table, near)).isEqualTo(RoutingTable.K);
    assertThat(count(split, near)).isGreaterThan(15 * RoutingTable.K);
  }

  private List<Contact> inBucketZero(int address, int step, int count) {
    List<Contact> contacts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Id id = self.withBitFlipped(0).withTail(1, Id.random(random));
      contacts.add(new Contact(id, Address.ofV4(address + i * step, 5000)));
    }
    return contacts;
  }

  private static int count(RoutingTable table, List<Contact> contacts) {
    return (int) contacts.stream().filter(table::knows).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 20, 200, 1_000})
  void shouldDivideTheNetworkSoThatABroadcastReachesEachNodeOnce(int nodes) {
    List<Contact> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      all.add(someone());
    }
    Map<Id, RoutingTable> tables = new HashMap<>();
    all.forEach(node -> tables.put(node.id(), filledWithout(node, all)));
    Map<Id, Integer> received = new HashMap<>();
    int depth = deliver(tables, all.get(0).id(), 0, received);
    assertThat(received).hasSize(nodes - 1).doesNotContainKey(all.get(0).id());
    assertThat(received.values()).allMatch(times -> times == 1);
    double levels = Math.ceil(Math.log(nodes) / Math.log(16));
    assertThat((double) depth).isLessThanOrEqualTo(levels + 1);
  }

  private static RoutingTable filledWithout(Contact node, List<Contact> all) {
    return filled(
        node.id(), 4, all.stream().filter(other -> !other.id().equals(node.id())).toList());
  }

  private static int deliver(
      Map<Id, RoutingTable> tables, Id from, int fromBits, Map<Id, Integer> received) {
    int deepest = 0;
    for (RoutingTable.Share share : tables.get(from).shares(fromBits)) {
      Id delegate = share.candidates().get(0).id();
      received.merge(delegate, 1, Integer::sum);
      deepest = Math.max(deepest, 1 + deliver(tables, delegate, share.shareBits(), received));
    }
    return deepest;
  }

  @Test
  void shouldEstimateTheNetworkFromTheDensityAroundUs() {
    for (int nodes : new int[] {5, 100, 10_000}) {
      double ratio = 0;
      int rounds = 30;
      for (int round = 0; round < rounds; round++) {
        Id here = Id.random(random);
        RoutingTable table = new RoutingTable(here, 0);
        for (int i = 1; i < nodes; i++) {
          table.heard(someone(), 0);
        }
        ratio += (double) table.networkSize() / nodes / rounds;
      }
      assertThat(ratio).as("estimate over truth for " + nodes).isBetween(0.8, 1.25);
    }
  }

  @Test
  void shouldRefreshInTurnTheBucketsWithRoomThatLieBeyondTheNeighbourhood() {
    List<Contact> contacts = new ArrayList<>();
    for (int bucket : new int[] {0, 2, 3, 4}) {
      contacts.add(inBucket(bucket));
    }
    for (int i = 0; i < RoutingTable.K; i++) {
      contacts.add(inBucket(1)); // is full
      contacts.add(inBucket(5)); // is the neighbourhood
    }
    RoutingTable table = filled(self, 0, contacts);
    List<Id> first = table.refreshTargets(1_000 * SECOND, 60 * SECOND, random, 3);
    List<Id> second = table.refreshTargets(1_001 * SECOND, 60 * SECOND, random, 3);
    assertThat(first).extracting(self::commonPrefixLength).containsExactly(0, 2, 3);
    assertThat(second).extracting(self::commonPrefixLength).containsExactly(4);
    assertThat(table.refreshTargets(1_002 * SECOND, 60 * SECOND, random, 3)).isEmpty();
  }
}
