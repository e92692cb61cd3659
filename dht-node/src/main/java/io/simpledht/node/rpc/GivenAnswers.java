package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.message.Response;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers given lately, bounded in number and age; the oldest give way. */
final class GivenAnswers {

  /** A request as its sender names it. */
  record Asked(Address from, long requestId) {}

  private record Answered(long atNanos, Response answer) {}

  private final Map<Asked, Answered> answers = new LinkedHashMap<>();
  private final int maxAnswers;
  private final long rememberNanos;

  GivenAnswers(int maxAnswers, long rememberNanos) {
    this.maxAnswers = maxAnswers;
    this.rememberNanos = rememberNanos;
  }

  int size() {
    return answers.size();
  }

  /** The answer to a request, or null. */
  Response to(Asked request) {
    Answered known = answers.get(request);
    return known == null ? null : known.answer;
  }

  void add(Asked request, Response answer, long nowNanos) {
    forgetOld(nowNanos);
    answers.put(request, new Answered(nowNanos, answer));
  }

  private void forgetOld(long nowNanos) {
    Iterator<Answered> oldestFirst = answers.values().iterator();
    while (oldestFirst.hasNext()) {
      boolean old = nowNanos - oldestFirst.next().atNanos > rememberNanos;
      if (!old && answers.size() < maxAnswers) {
        return;
      }
      oldestFirst.remove();
    }
  }
}
