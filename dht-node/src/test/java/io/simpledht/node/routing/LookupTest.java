package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LookupTest {

  private final SplittableRandom random = new SplittableRandom(7);
  private final Id self = Id.random(random);
  private final Id target = Id.random(random);
  private int nextHost = 1;

  private Contact contact(Id id) {
    return new Contact(id, Address.ofV4(0x0A000000 + nextHost++, 5000));
  }

  /** A contact that shares {@code bits} leading bits with the target: the more, the closer. */
  private Contact at(int bits) {
    return contact(target.withBitFlipped(bits).withTail(bits + 1, Id.random(random)));
  }

  private static List<Contact> asked(List<Lookup.Action> actions) {
    return actions.stream()
        .filter(Lookup.Ask.class::isInstance)
        .map(action -> ((Lookup.Ask) action).contact())
        .toList();
  }

  private static Lookup.Result result(List<Lookup.Action> actions) {
    return ((Lookup.Finished) actions.get(actions.size() - 1)).result();
  }

  private static Lookup.Result onlyStalled(List<Lookup.Action> actions) {
    return ((Lookup.OnlyStalled) actions.get(actions.size() - 1)).soFar();
  }

  private Lookup lookup(int wanted, Contact... initial) {
    return new Lookup(target, wanted, 3, self, List.of(initial));
  }

  @Test
  void shouldEndAtOnceWhereNobodyIsKnown() {
    assertThat(result(lookup(3).start()).closest()).isEmpty();
  }

  @Test
  void shouldAskTheClosestAlphaAtATime() {
    Contact a = at(1);
    Contact b = at(2);
    Contact c = at(3);
    Contact d = at(4);
    assertThat(asked(lookup(20, a, b, c, d).start())).containsExactly(d, c, b);
  }

  @Test
  void shouldAskWhomItHearsOfWhenCloser() {
    Contact far = at(1);
    Contact near = at(9);
    Lookup lookup = lookup(1, far);
    lookup.start();
    assertThat(asked(lookup.onReply(far, List.of(near)))).containsExactly(near);
    Lookup.Result result = result(lookup.onReply(near, List.of(far)));
    assertThat(result.closest()).containsExactly(near);
    assertThat(result.hops()).isEqualTo(2);
  }

  @Test
  void shouldAskSomeoneElseInsteadOfAStalledNodeAndStillTakeItsAnswer() {
    Contact slow = at(9);
    Contact other = at(3);
    Lookup lookup = new Lookup(target, 2, 1, self, List.of(slow, other));
    assertThat(asked(lookup.start())).containsExactly(slow);
    assertThat(asked(lookup.onStalled(slow))).containsExactly(other);
    Lookup.Result soFar = onlyStalled(lookup.onReply(other, List.of()));
    assertThat(soFar.closest()).containsExactly(other);
    assertThat(soFar.stalled()).containsExactly(slow); // the closest may still answer
    assertThat(result(lookup.onReply(slow, List.of())).closest()).containsExactly(slow, other);
  }

  @Test
  void shouldTellOfStalledNodesThatAreCloserThanThoseThatAnsweredOnly() {
    Contact slow = at(9);
    Contact other = at(3);
    Contact far = at(1);
    Lookup lookup = new Lookup(target, 1, 2, self, List.of(slow, other, far));
    lookup.start();
    lookup.onStalled(slow);
    lookup.onStalled(other);
    assertThat(onlyStalled(lookup.onReply(far, List.of())).stalled()).containsExactly(slow, other);
    Lookup.Result soFar = onlyStalled(lookup.onReply(other, List.of()));
    assertThat(soFar.closest()).containsExactly(other);
    assertThat(soFar.stalled()).containsExactly(slow);
    assertThat(onlyStalled(lookup.onPatienceOver())).isEqualTo(soFar);
    assertThat(result(lookup.onFailed(slow)).closest()).containsExactly(other);
  }

  @Test
  void shouldAskMoreAtATimeTheMoreStall() {
    Contact[] silent = new Contact[40];
    for (int i = 0; i < silent.length; i++) {
      silent[i] = at(200 - i);
    }
    Lookup lookup = lookup(20, silent);
    Deque<Contact> open = new ArrayDeque<>(asked(lookup.start()));
    assertThat(open).hasSize(3);
    List<Contact> next = new ArrayList<>();
    open.forEach(contact -> next.addAll(asked(lookup.onStalled(contact))));
    assertThat(next).hasSize(6);
    assertThat(lookup.onStalled(open.peek())).as("told twice").isEmpty();
  }

  @Test
  void shouldFinishWithoutTheFailed() {
    Contact dead = at(9);
    Contact alive = at(3);
    Lookup lookup = lookup(2, dead, alive);
    lookup.start();
    lookup.onFailed(dead);
    assertThat(result(lookup.onReply(alive, List.of())).closest()).containsExactly(alive);
  }

  @Test
  void shouldNotBeLedAstrayByLiars() {
    Contact liar = at(1);
    Lookup lookup = lookup(20, liar);
    lookup.start();
    List<Contact> lies = new ArrayList<>();
    lies.add(new Contact(self, liar.address()));
    lies.add(new Contact(Id.random(random), Address.ofV4(0, 5000)));
    lies.add(new Contact(Id.random(random), Address.ofV4(0x0A000001, 0)));
    assertThat(result(lookup.onReply(liar, lies)).closest()).containsExactly(liar);
  }

  @Test
  void shouldNotBeSentAgainstAnAddressByInventedIds() {
    Contact liar = at(1);
    Address victim = Address.ofV4(0x0A636363, 5000);
    Lookup lookup = lookup(20, liar);
    lookup.start();
    List<Contact> lies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lies.add(new Contact(Id.random(random), victim));
    }
    assertThat(asked(lookup.onReply(liar, lies))).hasSize(Lookup.MAX_PER_ADDRESS);
  }

  @Test
  void shouldListenToNoMoreThanFitsAnAnswer() {
    Contact liar = at(1);
    Contact honest = at(2);
    Lookup lookup = new Lookup(target, 20, 100, self, List.of(liar, honest));
    lookup.start();
    List<Contact> lies = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      lies.add(at(20 + i % 200));
    }
    assertThat(asked(lookup.onReply(liar, lies))).hasSize(Lookup.MAX_TOLD);
  }

  @Test
  void shouldFindTheHonestBehindNeighboursThatDoNotExist() {
    Contact liar = at(1);
    Contact honest = at(2);
    Contact closest = at(3);
    Lookup lookup = lookup(2, liar, honest);
    Deque<Contact> invented = new ArrayDeque<>(asked(lookup.start()));
    invented.clear();
    List<Contact> lies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lies.add(at(40 + i));
    }
    List<Lookup.Action> actions = lookup.onReply(liar, lies);
    invented.addAll(asked(actions));
    invented.addAll(asked(lookup.onReply(honest, List.of(closest))));
    while (!invented.contains(closest)) {
      invented.addAll(asked(lookup.onStalled(invented.poll())));
    }
    lookup.onReply(closest, List.of());
    actions = List.of();
    for (Contact silent : lies) {
      actions = lookup.onFailed(silent);
    }
    assertThat(result(actions).closest()).containsExactly(closest, honest);
  }

  @Test
  void shouldIgnoreContactsFartherThanAskedForAndAnswersOfThoseNeverAsked() {
    Contact asked = at(9);
    Contact stranger = at(12);
    Lookup lookup = lookup(1, asked);
    lookup.start();
    assertThat(lookup.onReply(stranger, List.of(at(30)))).isEmpty();
    assertThat(result(lookup.onReply(asked, List.of(at(0), at(1)))).closest())
        .containsExactly(asked);
  }

  @Test
  void shouldEndThoughEveryoneInventsNeighbours() {
    Deque<Contact> open = new ArrayDeque<>();
    Lookup lookup = lookup(20, at(1));
    List<Lookup.Action> actions = lookup.start();
    int questions = 0;
    while (actions.stream().noneMatch(Lookup.Finished.class::isInstance)) {
      open.addAll(asked(actions));
      Contact next = open.poll();
      questions++;
      List<Contact> invented = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        invented.add(at(Math.min(250, questions + i)));
      }
      actions = lookup.onReply(next, invented);
    }
    assertThat(questions).isLessThanOrEqualTo(Lookup.MAX_ASKED);
  }

  @Test
  void shouldFindTheClosestOfAThousandFromAnywhere() {
    List<Contact> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(contact(Id.random(random)));
    }
    Map<Id, RoutingTable> tables = new HashMap<>();
    for (Contact node : all) {
      RoutingTable table = new RoutingTable(node.id(), 0);
      all.forEach(other -> heardUnlessSelf(table, node, other));
      tables.put(node.id(), table);
    }
    double hops = 0;
    for (int i = 0; i < 100; i++) {
      Id sought = Id.random(random);
      Contact start = all.get(random.nextInt(all.size()));
      Lookup.Result result = run(tables, sought, start);
      List<Contact> expected = new ArrayList<>(all);
      expected.removeIf(node -> node.id().equals(start.id()));
      expected.sort((left, right) -> sought.compareDistance(left.id(), right.id()));
      assertThat(result.closest()).isEqualTo(expected.subList(0, 20));
      hops += result.hops() / 100.0;
    }
    assertThat(hops).isLessThan(5);
  }

  private static void heardUnlessSelf(RoutingTable table, Contact self, Contact other) {
    if (!other.id().equals(self.id())) {
      table.heard(other, 0);
    }
  }

  private static Lookup.Result run(Map<Id, RoutingTable> tables, Id sought, Contact start) {
    List<Contact> initial = tables.get(start.id()).closest(sought, 20);
    Lookup lookup = new Lookup(sought, 20, 3, start.id(), initial);
    Deque<Contact> open = new ArrayDeque<>();
    List<Lookup.Action> actions = lookup.start();
    while (actions.stream().noneMatch(Lookup.Finished.class::isInstance)) {
      open.addAll(asked(actions));
      Contact next = open.poll();
      actions = lookup.onReply(next, tables.get(next.id()).closest(sought, 20));
    }
    return result(actions);
  }
}
