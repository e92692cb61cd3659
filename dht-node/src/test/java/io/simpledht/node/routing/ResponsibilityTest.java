package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against an oracle that sorts all nodes by their distance to each key. */
class ResponsibilityTest {

  private final SplittableRandom random = new SplittableRandom(7);
  private final List<Contact> all = new ArrayList<>();

  private void network(int nodes) {
    network(nodes, 0x0A000001);
  }

  private void network(int nodes, int firstAddress) {
    for (int i = 0; i < nodes; i++) {
      all.add(new Contact(Id.random(random), Address.ofV4(firstAddress + i, 5000)));
    }
  }

  private List<Contact> closest(Id key, int count) {
    List<Contact> sorted = new ArrayList<>(all);
    sorted.sort((left, right) -> key.compareDistance(left.id(), right.id()));
    return sorted.subList(0, Math.min(count, sorted.size()));
  }

  /** What a node knows that has heard of everybody: as much as its table has room for. */
  private Responsibility seenBy(Contact self, int factor) {
    RoutingTable table = new RoutingTable(self.id(), 0);
    // The neighbourhood first, as lookups of one's own id show it.
    closest(self.id(), all.size()).stream()
        .filter(contact -> contact != self)
        .forEach(contact -> table.heard(contact, 0));
    return table.responsibility(self, factor);
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "5, 16", "40, 4", "300, 1", "300, 16", "1000, 20"})
  void shouldAgreeWithAllHoldersOnWhoTheyAre(int nodes, int factor) {
    network(nodes);
    requireAgreement(factor);
  }

  private void requireAgreement(int factor) {
    for (int i = 0; i < 30; i++) {
      Id key = Id.random(random);
      List<Contact> holders = closest(key, factor);
      for (Contact holder : holders) {
        assertThat(seenBy(holder, factor).holders(key)).isEqualTo(holders);
      }
    }
  }

  /** All of them in one, two or four public subnets, as one owner has them. */
  @ParameterizedTest
  @CsvSource({"40, 5", "40, 20", "300, 16", "1000, 20"})
  void shouldAgreeAlsoWhereAllLiveInOnePublicSubnet(int nodes, int factor) {
    network(nodes, 0xC6336401);
    requireAgreement(factor);
    Responsibility seen = seenBy(all.get(0), factor);
    for (int i = 0; i < 300; i++) {
      Id key = Id.random(random);
      if (seen.knowsHolders(key)) {
        assertThat(seen.holders(key)).isEqualTo(closest(key, factor));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 16", "40, 4", "300, 16", "1000, 1"})
  void shouldKnowWhichKeysAreOursAndWhichAreAnothers(int nodes, int factor) {
    network(nodes);
    Contact self = all.get(0);
    Responsibility responsibility = seenBy(self, factor);
    List<Contact> sharers = responsibility.sharers();
    Predicate<Id> ours = responsibility.ours();
    for (Id key : sortedKeys(self.id())) {
      List<Contact> holders = closest(key, factor);
      assertThat(ours.test(key)).isEqualTo(holders.contains(self));
      assertThat(responsibility.isOurs(key)).isEqualTo(holders.contains(self));
      assertThat(responsibility.ourRanges().has(key)).isEqualTo(holders.contains(self));
      if (holders.contains(self)) {
        for (Contact sharer : sharers) {
          boolean shared = responsibility.heldBy(sharer.id()).test(key);
          assertThat(shared).isEqualTo(holders.contains(sharer));
          assertThat(responsibility.rangesOf(sharer.id()).has(key)).isEqualTo(shared);
        }
        assertThat(sharers).containsAll(holders.stream().filter(one -> one != self).toList());
      } else if (responsibility.knowsHolders(key)) {
        assertThat(responsibility.holders(key)).isEqualTo(holders);
      }
    }
  }

  /** Whoever it is, known or not, and wherever ranges end. */
  @ParameterizedTest
  @CsvSource({"1, 3", "5, 16", "40, 4", "300, 16", "300, 1"})
  void shouldKnowTheRangesThatAnybodyHolds(int nodes, int factor) {
    network(nodes);
    Responsibility responsibility = seenBy(all.get(0), factor);
    for (int i = 0; i < 40; i++) {
      Id node = i < nodes ? all.get(i).id() : Id.random(random);
      IdRanges ranges = responsibility.rangesOf(node);
      Predicate<Id> held = responsibility.heldBy(node);
      for (IdRanges.Range range : ranges.list()) {
        assertThat(range.isWhole()).as("ids by chance need no second look").isTrue();
        assertThat(held.test(range.first())).isTrue();
        assertThat(held.test(range.last())).isTrue();
        assertThat(ranges.has(range.last().successor()))
            .as("the next range touches this one")
            .isEqualTo(range.last().equals(Id.MAX) && ranges.has(Id.ZERO));
      }
      for (Id key : sortedKeys(node)) {
        assertThat(ranges.has(key)).isEqualTo(held.test(key));
      }
    }
  }

  /** Anybody may choose an id that agrees with another one in all bits but a few. */
  @ParameterizedTest
  @CsvSource({"2, 1", "30, 1", "30, 2", "30, 5", "300, 16"})
  void shouldNotTakeLongOverIdsThatAreNearlyTheSame(int nodes, int factor) {
    network(nodes);
    Id one = all.get(0).id();
    for (int bit : new int[] {250, 200, 150, 100, 63, 40}) {
      all.add(new Contact(one.withBitFlipped(bit), Address.ofV4(0x0C000000 + bit, 5000)));
    }
    Responsibility responsibility = seenBy(all.get(0), factor);
    for (Contact node : List.of(all.get(0), all.get(nodes), all.get(nodes + 5), all.get(1))) {
      IdRanges ranges = responsibility.rangesOf(node.id());
      assertThat(ranges.list()).hasSizeLessThan(2_000);
      for (Id key : sortedKeys(one)) {
        assertThat(ranges.has(key)).isEqualTo(responsibility.heldBy(node.id()).test(key));
      }
    }
  }

  /** Half of them close to us, as else hardly any would be ours. */
  private List<Id> sortedKeys(Id near) {
    List<Id> keys = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Id key = Id.random(random);
      keys.add(i % 2 == 0 ? key : near.withTail(random.nextInt(12), key));
    }
    keys.sort(null);
    return keys;
  }

  @Test
  void shouldCountANodeItHasNotHeardOf() {
    network(200);
    Contact self = all.get(0);
    Responsibility before = seenBy(self, 4);
    Id key = self.id();
    Contact newcomer = new Contact(key.withBitFlipped(255), Address.ofV4(0x0B000001, 5000));
    assertThat(before.holders(key)).doesNotContain(newcomer);
    Responsibility after = before.with(newcomer);
    assertThat(after.holders(key).subList(0, 2)).containsExactly(self, newcomer);
    assertThat(after.with(newcomer)).isSameAs(after);
    assertThat(after.withoutSelf().holders(key)).startsWith(newcomer).doesNotContain(self);
    assertThat(before.holders(key)).doesNotContain(newcomer);
  }
}
