package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.Arrays;
import java.util.List;

/**
 * The contacts around one id: those that share its first bit, of those the ones that share its
 * second, and so on until nobody else is left. Narrowed down once, for whoever asks about many bits
 * or many keys; contacts that come or go later spoil it.
 */
final class Surroundings {

  private static final int FIRST_CAPACITY = 16;

  private final SortedContacts contacts;
  private final Id id;

  private final int bitsApart;

  /** By number of bits, where those that share so many begin, up to {@link #bitsApart}. */
  private int[] from = new int[FIRST_CAPACITY];

  /** Where they end. */
  private int[] to = new int[FIRST_CAPACITY];

  Surroundings(SortedContacts contacts, Id id) {
    this.contacts = contacts;
    this.id = id;
    this.bitsApart = narrow();
  }

  private int narrow() {
    to[0] = contacts.size();
    int bits = 0;
    while (isAnotherIn(bits)) {
      if (bits + 1 == from.length) {
        from = Arrays.copyOf(from, 2 * from.length);
        to = Arrays.copyOf(to, 2 * to.length);
      }
      int middle = contacts.middleOf(bits, from[bits], to[bits]);
      boolean up = id.bit(bits);
      from[bits + 1] = up ? middle : from[bits];
      to[bits + 1] = up ? to[bits] : middle;
      bits++;
    }
    return bits;
  }

  private boolean isAnotherIn(int bits) {
    int sharing = to[bits] - from[bits];
    return sharing > 1 || sharing == 1 && !contacts.at(from[bits]).id().equals(id);
  }

  Id id() {
    return id;
  }

  /** The fewest leading bits of the id that no other contact shares. */
  int bitsApart() {
    return bitsApart;
  }

  /** Contacts that share so many leading bits with the id. */
  int sharing(int bits) {
    int last = Math.min(bits, bitsApart);
    return to[last] - from[last];
  }

  /** Contacts that share so many bits with the id and part from it at the next: its bucket. */
  int beside(int bit) {
    return sharing(bit) - sharing(bit + 1);
  }

  /** The same contacts, as a view. */
  List<Contact> contactsBeside(int bit) {
    int deeper = Math.min(bit + 1, bitsApart);
    return id.bit(bit)
        ? contacts.range(from[bit], from[deeper])
        : contacts.range(to[deeper], to[bit]);
  }

  /**
   * Contacts closer to {@code key} than the id is: those that part from the id where the key does.
   */
  int closerTo(Id key) {
    int count = 0;
    for (int bit = id.commonPrefixLength(key); bit < bitsApart; bit++) {
      if (id.bit(bit) != key.bit(bit)) {
        count += beside(bit);
      }
    }
    return count;
  }
}
