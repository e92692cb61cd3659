package io.simpledht.node.routing;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.Arrays;

/**
 * The admitted contacts, sorted by id, and how each has behaved. In columns, as a table is walked
 * far more often than it changes: what is known of peer i stands at place i of each array.
 */
final class PeerList {

  private final SortedContacts contacts = new SortedContacts();
  private long[] heardNanos = {};

  /** Transmissions without an answer since it was last heard, of calls that have failed. */
  private byte[] unanswered = {};

  /** When the first of those calls failed. */
  private int[] doubtedSecond = {};

  /** Hashes of the addresses. */
  private int[] hashes = {};

  private int changes;

  /** The contacts; to be read only. */
  SortedContacts contacts() {
    return contacts;
  }

  int size() {
    return contacts.size();
  }

  /** Grows whenever a contact comes, goes or moves. */
  int changes() {
    return changes;
  }

  Contact contact(int index) {
    return contacts.at(index);
  }

  long heardNanos(int index) {
    return heardNanos[index];
  }

  /** Transmissions without an answer since it was last heard, of calls that have failed. */
  int unanswered(int index) {
    return unanswered[index];
  }

  /** Whether the peer's last call met silence. */
  boolean isDoubted(int index) {
    return unanswered[index] > 0;
  }

  /** Whether the last call of any peer of a range met silence. */
  boolean isAnyDoubted(int from, int to) {
    for (int i = from; i < to; i++) {
      if (isDoubted(i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the peer has been in doubt for this long, by whole seconds. */
  boolean isDoubtedFor(int index, long nanos, long nowNanos) {
    return isDoubted(index) && second(nowNanos) - doubtedSecond[index] >= second(nanos);
  }

  private static int second(long nanos) {
    return (int) Math.floorDiv(nanos, 1_000_000_000L);
  }

  /** Index of the peer with this id, or -1. */
  int indexOf(Id id) {
    return contacts.indexOf(id);
  }

  /** Index of a peer at this address, or -1. */
  int indexAt(Address address) {
    int hash = address.hashCode();
    for (int i = 0; i < contacts.size(); i++) {
      if (hashes[i] == hash && contacts.at(i).address().equals(address)) {
        return i;
      }
    }
    return -1;
  }

  /** Adds a peer that has just been heard; its id must not be in. */
  void add(Contact contact, long nowNanos) {
    int at = contacts.add(contact);
    int behind = contacts.size() - 1 - at;
    grow(contacts.capacity());
    System.arraycopy(heardNanos, at, heardNanos, at + 1, behind);
    System.arraycopy(unanswered, at, unanswered, at + 1, behind);
    System.arraycopy(doubtedSecond, at, doubtedSecond, at + 1, behind);
    System.arraycopy(hashes, at, hashes, at + 1, behind);
    set(at, contact, nowNanos);
  }

  private void grow(int capacity) {
    if (capacity > hashes.length) {
      heardNanos = Arrays.copyOf(heardNanos, capacity);
      unanswered = Arrays.copyOf(unanswered, capacity);
      doubtedSecond = Arrays.copyOf(doubtedSecond, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
    }
  }

  private void set(int index, Contact contact, long nowNanos) {
    heardNanos[index] = nowNanos;
    unanswered[index] = 0;
    hashes[index] = contact.address().hashCode();
    changes++;
  }

  void removeAt(int index) {
    contacts.removeAt(index);
    int behind = contacts.size() - index;
    System.arraycopy(heardNanos, index + 1, heardNanos, index, behind);
    System.arraycopy(unanswered, index + 1, unanswered, index, behind);
    System.arraycopy(doubtedSecond, index + 1, doubtedSecond, index, behind);
    System.arraycopy(hashes, index + 1, hashes, index, behind);
    changes++;
  }

  void heard(int index, long nowNanos) {
    heardNanos[index] = nowNanos;
    unanswered[index] = 0;
  }

  /** So many more transmissions were not answered. */
  void failed(int index, int transmissions, long nowNanos) {
    if (!isDoubted(index)) {
      doubtedSecond[index] = second(nowNanos);
    }
    unanswered[index] =
        (byte) Math.min(LossMeter.MAX_TRANSMISSIONS, unanswered[index] + transmissions);
  }

  /** The same node answers at another address now. */
  void moved(int index, Contact to, long nowNanos) {
    contacts.replaceAt(index, to);
    set(index, to, nowNanos);
  }

  /**
   * Orders by reliability, negative if {@code left} is the more reliable: fewer questions went
   * unanswered, or it was heard later.
   */
  int compareReliability(int left, int right) {
    return unanswered[left] != unanswered[right]
        ? Integer.compare(unanswered[left], unanswered[right])
        : Long.compare(heardNanos[right], heardNanos[left]);
  }

  /** The least reliable peer of a range that is not empty, the first of equals. */
  int stalest(int from, int to) {
    int stalest = from;
    for (int i = from + 1; i < to; i++) {
      if (compareReliability(i, stalest) > 0) {
        stalest = i;
      }
    }
    return stalest;
  }
}
