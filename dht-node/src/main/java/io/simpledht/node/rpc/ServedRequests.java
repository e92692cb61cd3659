package io.simpledht.node.rpc;

import io.simpledht.node.rpc.GivenAnswers.Asked;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.message.Response;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers requests that must be carried out once only: those under way, so that a retransmission
 * is answered with "working", and the answers given lately, so that it is answered again without
 * the work. All are bounded; answers also by age.
 *
 * <p>To read or to merge again is only a waste. To write again for a client is a fault: the write
 * gets a new version and undoes what others wrote meanwhile. So the outcomes of writes are kept
 * apart, where no flood of merges displaces them, and for as long as a client may go on asking.
 */
final class ServedRequests {

  /** Longer than any node goes on retransmitting after the answer was first sent. */
  static final long REMEMBER_NANOS = 30_000_000_000L;

  /** Answers kept for retransmissions; the oldest give way. */
  static final int MAX_ANSWERS = 4_096;

  /** The longest deadline of a put and the longest patience of a client, ten minutes each. */
  static final long REMEMBER_WRITES_NANOS = 1_200_000_000_000L;

  /**
   * Outcomes of clients' writes kept, some 15 MB: at ten thousand writes a second a client has six
   * seconds to find out that an answer was lost.
   */
  static final int MAX_WRITES = 65_536;

  /** Requests under way; more are refused as overload. */
  static final int MAX_UNDER_WAY = 4_096;

  /** Requests under way of one host, so that none keeps all others out. */
  static final int MAX_UNDER_WAY_PER_HOST = MAX_UNDER_WAY / 4;

  /**
   * No client waits longer. What is under way for longer will never be answered, because of a
   * defect, and must not keep others out.
   */
  static final long MAX_WORK_NANOS = 3_600_000_000_000L;

  // Created on first use: most of the nodes of a large simulation never need them.
  private Map<Asked, Long> underWay; // since when, in that order
  private HostLoads hosts; // requests under way of each
  private GivenAnswers answers;
  private GivenAnswers writes;

  void read(Gauges gauges) {
    gauges.read("requests under way", underWay == null ? 0 : underWay.size(), MAX_UNDER_WAY);
    gauges.read("answers kept", answers == null ? 0 : answers.size(), MAX_ANSWERS);
    gauges.read("outcomes of writes kept", writes == null ? 0 : writes.size(), MAX_WRITES);
  }

  /** Whether the request is being worked on. */
  boolean isUnderWay(Address from, long requestId) {
    return underWay != null && underWay.containsKey(new Asked(from, requestId));
  }

  /** The answer given before, or null. */
  Response answerTo(Address from, long requestId) {
    if (underWay == null) {
      return null;
    }
    Asked request = new Asked(from, requestId);
    Response answer = answers.to(request);
    return answer == null && writes != null ? writes.to(request) : answer;
  }

  /** Notes that a new request is under way; false if too many are, in all or of its host. */
  boolean begin(Address from, long requestId, long nowNanos) {
    if (underWay == null) {
      underWay = new LinkedHashMap<>();
      hosts = new HostLoads();
      answers = new GivenAnswers(MAX_ANSWERS, REMEMBER_NANOS);
    }
    if (!hasRoom(nowNanos) || hosts.of(from) >= MAX_UNDER_WAY_PER_HOST) {
      return false;
    }
    boolean fresh = underWay.putIfAbsent(new Asked(from, requestId), nowNanos) == null;
    hosts.add(from, fresh ? 1 : 0);
    return fresh;
  }

  private boolean hasRoom(long nowNanos) {
    if (underWay.size() < MAX_UNDER_WAY) {
      return true;
    }
    Iterator<Map.Entry<Asked, Long>> oldestFirst = underWay.entrySet().iterator();
    Map.Entry<Asked, Long> oldest = oldestFirst.next();
    boolean forgotten = nowNanos - oldest.getValue() > MAX_WORK_NANOS;
    if (forgotten) {
      hosts.add(oldest.getKey().from(), -1);
      oldestFirst.remove();
    }
    return forgotten;
  }

  /**
   * Notes the answer, or null for one that need not be kept; false if the request is not under way,
   * so has been answered already.
   */
  boolean finish(Address from, long requestId, Response answer, long nowNanos) {
    Asked request = new Asked(from, requestId);
    if (underWay == null || underWay.remove(request) == null) {
      return false;
    }
    hosts.add(from, -1);
    if (answer != null) {
      (answer instanceof PutOutcome ? writes() : answers).add(request, answer, nowNanos);
    }
    return true;
  }

  private GivenAnswers writes() {
    if (writes == null) {
      writes = new GivenAnswers(MAX_WRITES, REMEMBER_WRITES_NANOS);
    }
    return writes;
  }
}
