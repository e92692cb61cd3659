package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.message.Response;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers requests that must be carried out once only: those under way, so that a retransmission
 * is answered with "working", and the answers given lately, so that it is answered again without
 * the work. Both are bounded; answers also by age.
 */
final class ServedRequests {

  /** Longer than any asker goes on retransmitting after the answer was first sent. */
  static final long REMEMBER_NANOS = 30_000_000_000L;

  /** Answers kept for retransmissions; the oldest give way. */
  static final int MAX_ANSWERS = 4_096;

  /** Requests under way; more are refused as overload. */
  static final int MAX_UNDER_WAY = 4_096;

  private record Key(Address from, long requestId) {}

  private record Answered(long atNanos, Response answer) {}

  // Created on first use: most of the nodes of a large simulation never need them.
  private Set<Key> underWay;
  private Map<Key, Answered> answered;

  /** Whether the request is being worked on. */
  boolean isUnderWay(Address from, long requestId) {
    return underWay != null && underWay.contains(new Key(from, requestId));
  }

  /** The answer given before, or null. */
  Response answerTo(Address from, long requestId) {
    Answered known = answered == null ? null : answered.get(new Key(from, requestId));
    return known == null ? null : known.answer;
  }

  /** Notes that a new request is under way; false if too many are. */
  boolean begin(Address from, long requestId) {
    if (underWay == null) {
      underWay = new HashSet<>();
      answered = new LinkedHashMap<>();
    }
    return underWay.size() < MAX_UNDER_WAY && underWay.add(new Key(from, requestId));
  }

  /**
   * Notes the answer, or null for one that need not be kept; false if the request is not under way,
   * so has been answered already.
   */
  boolean finish(Address from, long requestId, Response answer, long nowNanos) {
    Key key = new Key(from, requestId);
    if (underWay == null || !underWay.remove(key)) {
      return false;
    }
    if (answer != null) {
      forgetOld(nowNanos);
      answered.put(key, new Answered(nowNanos, answer));
    }
    return true;
  }

  private void forgetOld(long nowNanos) {
    Iterator<Answered> oldestFirst = answered.values().iterator();
    while (oldestFirst.hasNext()) {
      boolean old = nowNanos - oldestFirst.next().atNanos > REMEMBER_NANOS;
      if (!old && answered.size() < MAX_ANSWERS) {
        return;
      }
      oldestFirst.remove();
    }
  }
}
