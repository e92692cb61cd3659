package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Peers that fell silent and may come back: a partition looks exactly like many crashes, and some
 * last for days. They are asked again, less and less often, for ever. Bounded; the longest lost
 * give way.
 */
final class LostPeers {

  /** Enough to find the other half of a large partition again. */
  static final int MAX_PEERS = 64;

  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;

  /** Who has been silent for a day is likelier gone than cut off. */
  private static final long MISSED_FOR_NANOS = 24 * HOUR;

  /**
   * A peer lost for a minute is asked every few seconds, one lost for an hour every few minutes,
   * one lost for a day every hour.
   */
  private static final int PATIENCE_DIVISOR = 16;

  /** Lost so lately that it may well be there. */
  private static final long RECENT_NANOS = 60 * SECOND;

  private static final long MIN_PAUSE_NANOS = 2 * SECOND;

  private static final class Lost {
    private final Contact contact;
    private final long sinceNanos;
    private long askedNanos;
    private boolean hurried; // somebody else came back: this one may be back, too

    Lost(Contact contact, long nowNanos) {
      this.contact = contact;
      this.sinceNanos = nowNanos;
      this.askedNanos = nowNanos;
    }

    boolean isDue(long nowNanos) {
      long pause = Math.max(MIN_PAUSE_NANOS, (nowNanos - sinceNanos) / PATIENCE_DIVISOR);
      pause = Math.min(pause, HOUR);
      return hurried || nowNanos - askedNanos >= pause;
    }
  }

  private final Map<Id, Lost> lost = new LinkedHashMap<>(0);

  void add(Contact contact, long nowNanos) {
    if (lost.containsKey(contact.id())) {
      return;
    }
    if (lost.size() >= MAX_PEERS) {
      lost.remove(lost.keySet().iterator().next());
    }
    lost.put(contact.id(), new Lost(contact, nowNanos));
  }

  /** True if the peer had been lost. */
  boolean remove(Id id) {
    return lost.remove(id) != null;
  }

  /** Somebody answers at an address: who was lost there under another id is gone. */
  void replacedBy(Contact contact) {
    if (!lost.isEmpty()) {
      lost.values()
          .removeIf(
              peer ->
                  peer.contact.address().equals(contact.address())
                      && !peer.contact.id().equals(contact.id()));
    }
  }

  /** Whether somebody was lost a moment ago, by chance perhaps. */
  boolean hasRecent(long nowNanos) {
    for (Lost peer : lost.values()) {
      if (nowNanos - peer.sinceNanos < RECENT_NANOS) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody came back, and others have not been asked since. */
  boolean isHurried() {
    for (Lost peer : lost.values()) {
      if (peer.hurried) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return lost.size();
  }

  boolean isEmpty() {
    return lost.isEmpty();
  }

  /**
   * Whose turn it is; they count as asked now. Usually that is one at most, the one not asked for
   * longest: if all came back, one suffices to notice. When one has, the others follow quickly, up
   * to {@code limit} at a time.
   */
  List<Contact> due(long nowNanos, int limit) {
    if (lost.isEmpty()) {
      return List.of();
    }
    List<Lost> due = new ArrayList<>(0);
    List<Lost> waiting = new ArrayList<>(lost.values());
    waiting.sort(Comparator.comparingLong(peer -> peer.askedNanos));
    for (Lost peer : waiting) {
      boolean asks = due.isEmpty() ? peer.isDue(nowNanos) : peer.hurried && due.size() < limit;
      if (asks) {
        due.add(peer);
      }
    }
    for (Lost peer : due) {
      peer.askedNanos = nowNanos;
      peer.hurried = false;
    }
    return due.stream().map(peer -> peer.contact).toList();
  }

  /** All of them, the latest lost first. */
  List<Contact> contacts() {
    List<Contact> contacts = new ArrayList<>(lost.size());
    for (Lost peer : lost.values()) {
      contacts.add(0, peer.contact);
    }
    return contacts;
  }

  /** Those that were lost during the last day, the latest first. */
  List<Contact> missed(long nowNanos) {
    List<Contact> missed = new ArrayList<>(lost.size());
    for (Lost peer : lost.values()) {
      if (nowNanos - peer.sinceNanos <= MISSED_FOR_NANOS) {
        missed.add(0, peer.contact);
      }
    }
    return missed;
  }

  /** The connection is back: everybody's turn is now. */
  void hurry() {
    for (Lost peer : lost.values()) {
      peer.hurried = true;
    }
  }
}
