package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Against a map of objects: columns must not get out of step. */
class PeerListTest {

  private static final long SECOND = 1_000_000_000L;

  private static final class Known {
    private Contact contact;
    private long heardNanos;
    private int unanswered;
    private long doubtedNanos;

    Known(Contact contact, long heardNanos) {
      this.contact = contact;
      this.heardNanos = heardNanos;
    }
  }

  private final SplittableRandom random = new SplittableRandom(9);
  private final PeerList peers = new PeerList();
  private final TreeMap<Id, Known> oracle = new TreeMap<>();
  private int nextHost = 1;

  private Contact contact(Id id) {
    return new Contact(id, Address.ofV4(0x0A000000 + nextHost++, 5000));
  }

  private Known some() {
    Id from = oracle.ceilingKey(Id.random(random));
    return oracle.get(from == null ? oracle.firstKey() : from);
  }

  private void addAt(long now) {
    Known added = new Known(contact(Id.random(random)), now);
    peers.add(added.contact, now);
    oracle.put(added.contact.id(), added);
  }

  private void removeSome() {
    Id id = some().contact.id();
    peers.removeAt(peers.indexOf(id));
    oracle.remove(id);
  }

  private void moveSome(long now) {
    Known known = some();
    known.contact = contact(known.contact.id());
    known.heardNanos = now;
    known.unanswered = 0;
    peers.moved(peers.indexOf(known.contact.id()), known.contact, now);
  }

  private void hearSome(long now) {
    Known known = some();
    known.heardNanos = now;
    known.unanswered = 0;
    peers.heard(peers.indexOf(known.contact.id()), now);
  }

  private void failSome(long now) {
    Known known = some();
    int more = 1 + random.nextInt(6);
    known.doubtedNanos = known.unanswered == 0 ? now : known.doubtedNanos;
    known.unanswered = Math.min(LossMeter.MAX_TRANSMISSIONS, known.unanswered + more);
    peers.failed(peers.indexOf(known.contact.id()), more, now);
  }

  /** Returns whether contacts changed. */
  private boolean change(long now) {
    switch (oracle.isEmpty() ? 0 : random.nextInt(10)) {
      case 0, 1, 2 -> addAt(now);
      case 3, 4 -> removeSome();
      case 5 -> moveSome(now);
      case 6 -> {
        hearSome(now);
        return false;
      }
      default -> {
        failSome(now);
        return false;
      }
    }
    return true;
  }

  @Test
  void shouldKnowOfEachPeerWhatWasSaidOfIt() {
    for (int step = 0; step < 3_000; step++) {
      long now = step * SECOND;
      int changes = peers.changes();
      assertThat(change(now)).isEqualTo(peers.changes() != changes);
      assertThat(peers.size()).isEqualTo(oracle.size());
      int index = 0;
      for (Known known : oracle.values()) {
        check(known, index, now);
        index++;
      }
      assertThat(peers.indexAt(Address.ofV4(1, 1))).isNegative();
    }
  }

  private void check(Known known, int index, long now) {
    assertThat(peers.contact(index)).isSameAs(known.contact);
    assertThat(peers.indexOf(known.contact.id())).isEqualTo(index);
    assertThat(peers.indexAt(known.contact.address())).isEqualTo(index);
    assertThat(peers.heardNanos(index)).isEqualTo(known.heardNanos);
    assertThat(peers.unanswered(index)).isEqualTo(known.unanswered);
    boolean longDoubted = known.unanswered > 0 && now - known.doubtedNanos >= 12 * SECOND;
    assertThat(peers.isDoubtedFor(index, 12 * SECOND, now)).isEqualTo(longDoubted);
  }
}
