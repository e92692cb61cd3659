package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a plain list: sorted, counted and searched one by one. */
class SortedContactsTest {

  private final SplittableRandom random = new SplittableRandom(3);
  private final Id origin = Id.random(random);
  private final SortedContacts contacts = new SortedContacts();
  private final List<Contact> oracle = new ArrayList<>();

  /** Ids that share words with others tell whether more than the first is compared. */
  private Id any(int sharedBits) {
    return switch (random.nextInt(20)) {
      case 0 -> Id.ZERO;
      case 1 -> Id.MAX;
      case 2 -> Id.ofWords(-1 - random.nextInt(3), random.nextLong(), 0, 0);
      case 3 -> Id.ofWords(0, random.nextLong(), 0, 0);
      case 4 -> oracle.isEmpty() ? origin : oracle.get(random.nextInt(oracle.size())).id();
      default -> origin.withTail(sharedBits, Id.random(random));
    };
  }

  private void change(int sharedBits) {
    Id id = any(sharedBits);
    int known = contacts.indexOf(id);
    boolean isIn = oracle.removeIf(contact -> contact.id().equals(id));
    assertThat(known >= 0).isEqualTo(isIn);
    if (isIn) {
      contacts.removeAt(known);
    } else {
      Contact contact = new Contact(id, Address.ofV4(random.nextInt(), 5000));
      int at = contacts.add(contact);
      assertThat(contacts.at(at)).isSameAs(contact);
      oracle.add(contact);
      oracle.sort(Comparator.comparing(Contact::id));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 30, 32, 64, 100, 250})
  void shouldAnswerAsAPlainListDoes(int sharedBits) {
    for (int i = 0; i < 300; i++) {
      change(sharedBits);
      assertThat(contacts.range(0, contacts.size())).isEqualTo(oracle);
      int bits = Math.min(Id.BITS, random.nextInt(8) + random.nextInt(sharedBits + 1));
      checkRanges(any(sharedBits), bits);
      checkDistances(any(sharedBits));
    }
  }

  private void checkRanges(Id id, int bits) {
    List<Contact> below = oracle.stream().filter(one -> one.id().compareTo(id) < 0).toList();
    assertThat(contacts.firstFrom(id)).isEqualTo(below.size());
    List<Contact> sharing = sharing(id, bits);
    int from = contacts.startOf(id, bits);
    assertThat(contacts.range(from, contacts.endOf(id, bits))).isEqualTo(sharing);
    assertThat(contacts.count(id, bits)).isEqualTo(sharing.size());
    if (bits < Id.BITS) {
      assertThat(contacts.countBeside(id, bits))
          .isEqualTo(sharing.size() - sharing(id, bits + 1).size());
    }
  }

  private List<Contact> sharing(Id id, int bits) {
    return oracle.stream().filter(one -> one.id().commonPrefixLength(id) >= bits).toList();
  }

  private void checkDistances(Id target) {
    List<Contact> byDistance = new ArrayList<>(oracle);
    byDistance.sort((left, right) -> target.compareDistance(left.id(), right.id()));
    int limit = random.nextInt(oracle.size() + 1) + 1;
    List<Contact> shown = new ArrayList<>();
    contacts.closest(
        target,
        index -> {
          shown.add(contacts.at(index));
          return shown.size() < limit;
        });
    assertThat(shown).isEqualTo(byDistance.subList(0, Math.min(limit, oracle.size())));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30, 250})
  void shouldTellWhoIsInOneOfTwoOnly(int sharedBits) {
    for (int round = 0; round < 30; round++) {
      SortedContacts before = new SortedContacts(contacts);
      Set<Id> expected = new TreeSet<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        change(sharedBits);
      }
      oracle.stream().map(Contact::id).filter(id -> before.indexOf(id) < 0).forEach(expected::add);
      before.range(0, before.size()).stream()
          .map(Contact::id)
          .filter(id -> contacts.indexOf(id) < 0)
          .forEach(expected::add);
      assertThat(SortedContacts.differences(contacts, before)).containsExactlyElementsOf(expected);
      assertThat(SortedContacts.differences(before, contacts)).containsExactlyElementsOf(expected);
    }
  }
}
