package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Verified contacts for which a slot had no room, the freshest first, to take a dead peer's place.
 */
final class ReplacementCache {

  /** For each slot. */
  static final int MAX_PER_SLOT = 8;

  private final Map<Integer, Deque<Contact>> bySlot = new LinkedHashMap<>(0);

  void add(int slot, Contact contact) {
    Deque<Contact> waiting = bySlot.computeIfAbsent(slot, empty -> new ArrayDeque<>(2));
    waiting.removeIf(known -> known.id().equals(contact.id()));
    waiting.addFirst(contact);
    if (waiting.size() > MAX_PER_SLOT) {
      waiting.removeLast();
    }
  }

  /** Takes the freshest out. */
  Optional<Contact> take(int slot) {
    Deque<Contact> waiting = bySlot.get(slot);
    if (waiting == null) {
      return Optional.empty();
    }
    Contact freshest = waiting.pollFirst();
    if (waiting.isEmpty()) {
      bySlot.remove(slot);
    }
    return Optional.ofNullable(freshest);
  }
}
