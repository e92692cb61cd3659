package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a plain list, counted one by one. */
class SurroundingsTest {

  private final SplittableRandom random = new SplittableRandom(3);
  private final SortedContacts contacts = new SortedContacts();
  private final List<Id> ids = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 30, 32, 64, 100, 250})
  void shouldCountAsOneByOne(int sharedBits) {
    Id origin = Id.random(random);
    for (int i = 0; i < 60; i++) {
      Id id = origin.withTail(sharedBits, Id.random(random));
      check(id, origin);
      if (contacts.indexOf(id) < 0) {
        contacts.add(new Contact(id, Address.ofV4(random.nextInt(), 5000)));
        ids.add(id);
      }
      check(id, origin);
      check(ids.get(random.nextInt(ids.size())), id);
    }
  }

  private void check(Id id, Id key) {
    Surroundings around = new Surroundings(contacts, id);
    assertThat(around.closerTo(key)).isEqualTo((int) count(id, key));
    assertThat(around.closerTo(id)).isZero();
    int apart = 0;
    for (int bits = 0; bits < Id.BITS; bits++) {
      assertThat(around.sharing(bits)).isEqualTo(contacts.count(id, bits));
      assertThat(around.beside(bits)).isEqualTo(contacts.countBeside(id, bits));
      if (around.beside(bits) > 0) {
        apart = bits + 1;
        int shared = bits;
        assertThat(around.contactsBeside(bits))
            .hasSize(around.beside(bits))
            .allMatch(contact -> contact.id().commonPrefixLength(id) == shared);
      }
    }
    assertThat(around.bitsApart()).isEqualTo(apart);
  }

  private long count(Id id, Id key) {
    return ids.stream().filter(other -> key.compareDistance(other, id) < 0).count();
  }
}
