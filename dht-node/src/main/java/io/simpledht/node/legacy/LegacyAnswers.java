package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Puts messages on the wire, and keeps back answers to questions that somebody else may have asked:
 * the sender of a datagram can be forged, and an answer may be 170 times as long. To an address
 * that has not proven that it is there an answer goes at once if it is small, or at most {@value
 * #FREE_FACTOR} times the question; else as the {@link AnswerBudget} allows. A stock client has no
 * way to prove anything: it asks once, and reads what comes first.
 */
final class LegacyAnswers {

  /** QUIC's bound before it knows an address (RFC 9000, section 8.1), as for our own protocol. */
  static final int FREE_FACTOR = 3;

  /** Covers all answers but values, data and routing tables. */
  static final int FREE_BYTES = 128;

  /** Answers that wait for their turn. */
  static final int MAX_WAITING = 256;

  private static final long NOTICE_PERIOD_NANOS = 60_000_000_000L;

  private final Transport transport;
  private final EventLoop loop;
  private final Predicate<Address> proven;
  private final Consumer<String> notices;
  private final AnswerBudget budget;
  private final Map<Long, Cancellable> waiting = new LinkedHashMap<>(0);
  private long nextWaiting;
  private boolean everWithheld;
  private long noticedAtNanos;

  LegacyAnswers(Transport transport, Predicate<Address> proven, Consumer<String> notices) {
    this.transport = transport;
    this.loop = transport.loop();
    this.proven = proven;
    this.notices = notices;
    this.budget = new AnswerBudget(loop.nanoTime());
  }

  void close() {
    waiting.values().forEach(Cancellable::cancel);
    waiting.clear();
  }

  /** Sends what is small, or not an answer, or for a node that is known to be there. */
  void send(Address destination, LegacyMessage message) {
    ByteBuffer datagram = LegacyCodec.encode(message);
    if (isReadable(datagram)) {
      transport.send(destination, datagram);
    }
  }

  private static boolean isReadable(ByteBuffer datagram) {
    return datagram.remaining() <= LegacyCodec.MAX_DATAGRAM_BYTES;
  }

  /** Answers a question of so many bytes, if need be a little later, or not at all. */
  void answer(Address asker, int askedBytes, LegacyMessage message, LegacyMessage ifTooLong) {
    ByteBuffer datagram = LegacyCodec.encode(message);
    if (!isReadable(datagram)) {
      datagram = LegacyCodec.encode(ifTooLong);
    }
    if (!sendNow(asker, askedBytes, datagram)) {
      sendLater(asker, datagram);
    }
  }

  /** Answers at once, or returns false. */
  boolean answerNow(Address asker, int askedBytes, LegacyMessage message) {
    ByteBuffer datagram = LegacyCodec.encode(message);
    return isReadable(datagram) && sendNow(asker, askedBytes, datagram);
  }

  private boolean sendNow(Address asker, int askedBytes, ByteBuffer datagram) {
    int bytes = datagram.remaining();
    boolean free = bytes <= FREE_BYTES || bytes <= FREE_FACTOR * askedBytes;
    boolean now =
        free
            || asker.isLoopback() // no router takes that for a source
            || proven.test(asker)
            || budget.spend(asker, bytes, 0, loop.nanoTime()).isPresent();
    if (now) {
      transport.send(asker, datagram);
    }
    return now;
  }

  private void sendLater(Address asker, ByteBuffer datagram) {
    OptionalLong wait =
        waiting.size() >= MAX_WAITING
            ? OptionalLong.empty()
            : budget.spend(
                asker, datagram.remaining(), AnswerBudget.MAX_WAIT_NANOS, loop.nanoTime());
    if (wait.isEmpty()) {
      tellWithheld();
      return;
    }
    long number = nextWaiting++;
    Runnable send =
        () -> {
          waiting.remove(number);
          transport.send(asker, datagram);
        };
    waiting.put(number, loop.schedule(wait.getAsLong(), send));
  }

  private void tellWithheld() {
    long nowNanos = loop.nanoTime();
    if (!everWithheld || nowNanos - noticedAtNanos > NOTICE_PERIOD_NANOS) {
      everWithheld = true;
      noticedAtNanos = nowNanos;
      notices.accept(
          "SimpleDHT 0.1 clients, or somebody in their name, ask for more than they are answered");
    }
  }
}
