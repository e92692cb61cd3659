package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Contacts sorted by id in one array. All ids that share a prefix stand side by side, so every
 * bucket, every slot of a bucket and every half of the id space is a range found by binary search,
 * and no tree has to be kept. The first 32 bits of the ids stand in an array beside the contacts,
 * and ids themselves are only looked at where those do not decide: in a network of thousands of
 * simulated nodes nothing else is in the processor's caches.
 */
final class SortedContacts {

  private static final Contact[] NONE = {};

  private static final int HEAD_BITS = Integer.SIZE;

  private Contact[] contacts = NONE;

  /** The first bits of each id. */
  private int[] heads = {};

  private int size;

  SortedContacts() {}

  /** The same contacts, to be changed apart; there is room for one more. */
  SortedContacts(SortedContacts other) {
    contacts = Arrays.copyOf(other.contacts, other.size + 1);
    heads = Arrays.copyOf(other.heads, other.size + 1);
    size = other.size;
  }

  int size() {
    return size;
  }

  Contact at(int index) {
    return contacts[index];
  }

  /** Contacts from {@code from} to before {@code to}, as a view that changes of this one spoil. */
  List<Contact> range(int from, int to) {
    return Arrays.asList(contacts).subList(from, to);
  }

  /** Places there is room for without a new array. */
  int capacity() {
    return contacts.length;
  }

  /** Index of the contact with this id, or -1. */
  int indexOf(Id id) {
    int at = firstFrom(id);
    return holds(at, id) ? at : -1;
  }

  private static int head(Id id) {
    return (int) (id.word(0) >>> HEAD_BITS);
  }

  private boolean holds(int index, Id id) {
    return index < size && heads[index] == head(id) && contacts[index].id().equals(id);
  }

  /** Index of the first contact whose id is not below {@code id}. */
  int firstFrom(Id id) {
    int low = firstFromHead(head(id));
    if (low == size || heads[low] != head(id) || contacts[low].id().compareTo(id) >= 0) {
      return low;
    }
    int high = endOfHead(low);
    while (low < high) {
      int middle = low + high >>> 1;
      if (contacts[middle].id().compareTo(id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Index of the first contact whose id does not begin with less. */
  private int firstFromHead(int head) {
    return firstFromHead(head, 0, size);
  }

  /**
   * Halves the range whatever it finds: the length of what is left does not depend on a comparison
   * that nobody can foresee, so the processor need not guess. Takes a third of the time.
   */
  private int firstFromHead(int head, int from, int to) {
    int signed = head + Integer.MIN_VALUE; // unsigned order as signed order
    int low = from;
    int left = to - from;
    while (left > 1) {
      int half = left >>> 1;
      low += heads[low + half - 1] + Integer.MIN_VALUE < signed ? half : 0;
      left -= half;
    }
    return left == 1 && heads[low] + Integer.MIN_VALUE < signed ? low + 1 : low;
  }

  /** Index behind the last contact whose id begins as that at {@code index}. */
  private int endOfHead(int index) {
    int head = heads[index];
    return head == -1 ? size : firstFromHead(head + 1);
  }

  /** Index of the first contact that shares {@code bits} leading bits with {@code prefix}. */
  int startOf(Id prefix, int bits) {
    return bits > HEAD_BITS
        ? firstFrom(prefix.withTail(bits, Id.ZERO))
        : firstFromHead(head(prefix) & ~tail(bits));
  }

  /** Index behind the last contact that shares {@code bits} leading bits with {@code prefix}. */
  int endOf(Id prefix, int bits) {
    if (bits > HEAD_BITS) {
      Id last = prefix.withTail(bits, Id.MAX);
      int at = firstFrom(last);
      return holds(at, last) ? at + 1 : at;
    }
    int last = head(prefix) | tail(bits);
    return last == -1 ? size : firstFromHead(last + 1);
  }

  /** Ones behind the first {@code bits} bits. */
  private static int tail(int bits) {
    return bits >= HEAD_BITS ? 0 : -1 >>> bits;
  }

  /** Contacts that share {@code bits} leading bits with {@code prefix}. */
  int count(Id prefix, int bits) {
    return endOf(prefix, bits) - startOf(prefix, bits);
  }

  /**
   * Contacts whose ids share the first {@code bit} bits with {@code id} and part from it there: its
   * bucket {@code bit}.
   */
  int countBeside(Id id, int bit) {
    return count(id.withBitFlipped(bit), bit + 1);
  }

  /** Adds a contact whose id is not in; answers its index, from which on all have moved up. */
  int add(Contact contact) {
    if (size == contacts.length) {
      int capacity = Math.max(4, size + (size >> 2));
      contacts = Arrays.copyOf(contacts, capacity);
      heads = Arrays.copyOf(heads, capacity);
    }
    int at = firstFrom(contact.id());
    System.arraycopy(contacts, at, contacts, at + 1, size - at);
    System.arraycopy(heads, at, heads, at + 1, size - at);
    contacts[at] = contact;
    heads[at] = head(contact.id());
    size++;
    return at;
  }

  /** Takes a contact out; those behind it move down. */
  void removeAt(int index) {
    size--;
    System.arraycopy(contacts, index + 1, contacts, index, size - index);
    System.arraycopy(heads, index + 1, heads, index, size - index);
    contacts[size] = null;
  }

  /** Puts a contact in the place of one with the same id. */
  void replaceAt(int index, Contact contact) {
    contacts[index] = contact;
  }

  /** The ids that are in one of two only, in order. */
  static List<Id> differences(SortedContacts left, SortedContacts right) {
    List<Id> differences = new ArrayList<>();
    int atLeft = 0;
    int atRight = 0;
    while (atLeft < left.size || atRight < right.size) {
      int order = compare(left, atLeft, right, atRight);
      if (order != 0) {
        differences.add(order < 0 ? left.at(atLeft).id() : right.at(atRight).id());
      }
      atLeft += order <= 0 ? 1 : 0;
      atRight += order >= 0 ? 1 : 0;
    }
    return differences;
  }

  /** Orders by id; behind the last contact is beyond all ids. */
  private static int compare(SortedContacts left, int atLeft, SortedContacts right, int atRight) {
    if (atLeft == left.size || atRight == right.size) {
      return atLeft == left.size ? 1 : -1;
    }
    if (left.heads[atLeft] != right.heads[atRight]) {
      return Integer.compareUnsigned(left.heads[atLeft], right.heads[atRight]);
    }
    Contact one = left.contacts[atLeft];
    Contact other = right.contacts[atRight];
    return one == other ? 0 : one.id().compareTo(other.id()); // nearly always the same object
  }

  /**
   * Shows the indexes of contacts in the order of their distance to {@code target}, as long as
   * {@code visitor} answers true.
   */
  void closest(Id target, IntPredicate visitor) {
    visitClosest(target, 0, size, visitor);
  }

  /**
   * Walks a range. Behind the prefix all its ids share it falls into two halves, and the half on
   * the target's side is closer throughout than the other half. Returns whether to go on.
   */
  private boolean visitClosest(Id target, int from, int to, IntPredicate visitor) {
    if (to - from <= 1) {
      return from == to || visitor.test(from);
    }
    int fork = forkOf(from, to);
    int middle = middleOf(fork, from, to);
    return target.bit(fork)
        ? visitClosest(target, middle, to, visitor) && visitClosest(target, from, middle, visitor)
        : visitClosest(target, from, middle, visitor) && visitClosest(target, middle, to, visitor);
  }

  /** Leading bits that all ids of a range share. */
  private int forkOf(int from, int to) {
    int differs = heads[from] ^ heads[to - 1];
    return differs == 0
        ? contacts[from].id().commonPrefixLength(contacts[to - 1].id())
        : Integer.numberOfLeadingZeros(differs);
  }

  /**
   * Cuts a range of ids that share {@code bits} leading bits into those that go on with a 0 and
   * those that go on with a 1: the index of the first of the latter, or {@code to}.
   */
  int middleOf(int bits, int from, int to) {
    if (bits < HEAD_BITS) {
      int set = Integer.MIN_VALUE >>> bits;
      return firstFromHead(heads[from] & ~tail(bits) | set, from, to);
    }
    return firstFrom(contacts[from].id().withTail(bits, Id.ZERO).withBitFlipped(bits));
  }
}
