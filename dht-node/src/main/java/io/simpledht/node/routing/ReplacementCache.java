package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Verified contacts for which a slot had no room, the freshest first, to take a dead peer's place.
 */
final class ReplacementCache {

  /**
   * For each slot. Contacts that answer take a free place anyhow: these few are for the time until
   * one does.
   */
  static final int MAX_PER_SLOT = 4;

  /** Arrays that end with nulls. Looked up, never iterated. */
  private final Map<Integer, Contact[]> bySlot = new HashMap<>(0);

  void add(int slot, Contact contact) {
    Contact[] waiting = bySlot.computeIfAbsent(slot, empty -> new Contact[MAX_PER_SLOT]);
    int at = 0;
    while (at < MAX_PER_SLOT - 1 && !isFreeOrHolds(waiting[at], contact)) {
      at++;
    }
    System.arraycopy(waiting, 0, waiting, 1, at);
    waiting[0] = contact;
  }

  private static boolean isFreeOrHolds(Contact place, Contact contact) {
    return place == null || place.id().equals(contact.id());
  }

  /** Takes the freshest out. */
  Optional<Contact> take(int slot) {
    Contact[] waiting = bySlot.get(slot);
    if (waiting == null) {
      return Optional.empty();
    }
    Contact freshest = waiting[0];
    if (waiting[1] == null) {
      bySlot.remove(slot);
    } else {
      bySlot.put(slot, Arrays.copyOf(Arrays.copyOfRange(waiting, 1, MAX_PER_SLOT), MAX_PER_SLOT));
    }
    return Optional.of(freshest);
  }
}
