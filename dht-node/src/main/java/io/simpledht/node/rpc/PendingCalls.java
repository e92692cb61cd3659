package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Part;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.message.Working;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The requests waiting for answers: retransmits them, matches replies, tells their listeners.
 * Bounded: a call too many fails at once instead of growing the table.
 */
final class PendingCalls {

  /** Calls that may wait at the same time. */
  static final int MAX_PENDING = 16_384;

  /** Who calls again more often, each time because it is told of the end, would go on for ever. */
  static final int MAX_CALLS_IN_A_ROW = 1_024;

  /** Share of a pause that is drawn at random, so that many nodes do not retransmit in step. */
  private static final double JITTER = 0.25;

  /** No pause between two transmissions is longer, a patient call's apart. */
  private static final long MAX_PAUSE_NANOS = 2_000_000_000L;

  private final Id self;
  private final EventLoop loop;
  private final RandomGenerator random;
  private final RpcCounters counters;
  private final Consumer<Call<?>> transmitter;
  private final RoundTrips roundTrips;
  private final Challenges challenges;
  private final CallTable calls = new CallTable();
  private final TwinSearch twins = new TwinSearch();
  private PeerObserver observer = PeerObserver.NONE;
  private List<Runnable> refusals = new ArrayList<>(0); // while closing
  private RuntimeException unexpected; // likewise
  private boolean closing;
  private boolean closed;

  PendingCalls(
      Id self,
      EventLoop loop,
      RandomGenerator random,
      RpcCounters counters,
      Consumer<Call<?>> transmitter) {
    this.self = self;
    this.loop = loop;
    this.random = random;
    this.counters = counters;
    this.transmitter = transmitter;
    long key0 = random.nextLong();
    long key1 = random.nextLong();
    this.roundTrips = new RoundTrips(key0, key1);
    this.challenges = new Challenges(key0, key1);
  }

  void observer(PeerObserver peers) {
    observer = peers;
  }

  int size() {
    return calls.size();
  }

  RoundTrips roundTrips() {
    return roundTrips;
  }

  /** The id of a request to a node whose answer counts though no call waits for it. */
  long challengeTo(Contact to) {
    return challenges.requestId(to.address(), to.id(), loop.nanoTime());
  }

  /**
   * Makes a call.
   *
   * @return takes it back: it is not repeated any more, and its listener hears no more of it
   */
  <R extends Response> Cancellable add(
      Address to,
      Id expected,
      Request<R> request,
      CallPolicy policy,
      CallListener<? super R> listener) {
    if (closing || calls.size() >= MAX_PENDING) {
      return refuse(listener, closing ? CallFailure.CLOSED : CallFailure.TOO_MANY_PENDING);
    }
    long id = random.nextLong();
    while (calls.get(id) != null) {
      id = random.nextLong();
    }
    Call<R> call = new Call<>(id, to, expected, request, policy, listener, loop.nanoTime());
    calls.add(call);
    transmit(call);
    return () -> remove(call);
  }

  private Cancellable refuse(CallListener<?> listener, CallFailure reason) {
    AtomicBoolean wanted = new AtomicBoolean(true);
    Runnable tell =
        () -> {
          if (wanted.get()) {
            listener.onFailed(reason);
          }
        };
    if (closing && !closed) {
      refusals.add(tell); // a task of the loop might not run any more
      return () -> wanted.set(false);
    }
    try {
      loop.execute(tell);
    } catch (RejectedExecutionException ended) {
      // From one of the last tasks of a loop that takes no more: all that waited has been told.
      return Cancellable.NONE;
    }
    return () -> wanted.set(false);
  }

  private void transmit(Call<?> call) {
    transmitter.accept(call);
    call.transmitted(loop.nanoTime());
    long untilDeadline = call.deadlineNanos() - loop.nanoTime();
    call.timer(loop.schedule(Math.min(pause(call), untilDeadline), () -> onSilence(call)));
  }

  private long pause(Call<?> call) {
    double nanos = roundTrips.timeoutNanos(call.to) * call.stretch();
    nanos = Math.min(nanos, MAX_PAUSE_NANOS) * call.policy.patience();
    return (long) (nanos * (1 + JITTER * random.nextDouble()));
  }

  private void onSilence(Call<?> call) {
    if (call.hasParts()) {
      onPartsMissing(call);
      return;
    }
    boolean expired = loop.nanoTime() - call.deadlineNanos() >= 0;
    if (expired || call.isExhausted()) {
      counters.timedOut();
      fail(call, CallFailure.TIMED_OUT);
      return;
    }
    counters.retransmitted();
    call.noteOtherCalls();
    transmit(call);
    if (call.becomesStalled()) {
      call.listener.onStalled();
    }
  }

  /**
   * The parts of an answer leave together, so they come together: those that are not there by the
   * time a whole answer would be, and some time after the latest, are lost. What the caller has
   * tells it what to ask for.
   */
  private void onPartsMissing(Call<?> call) {
    long spread = roundTrips.timeoutNanos(call.to) - roundTrips.smoothedNanos(call.to);
    long left = call.partNanos() + spread - loop.nanoTime();
    if (left > 0) {
      call.timer(loop.schedule(left, () -> onPartsMissing(call)));
    } else {
      fail(call, CallFailure.INCOMPLETE);
    }
  }

  void onResponse(Address source, Header header, Response response) {
    Call<?> call = calls.get(header.requestId());
    if (call == null) {
      onUncalled(source, header, response);
      return;
    }
    if (!call.to.equals(source)) {
      counters.unmatchedReply();
      call.listener.onStray(new StrayAnswer(call.to, source));
      return;
    }
    if (header.sender().equals(self)) {
      observer.onTwin(source);
      fail(call, CallFailure.SAME_ID);
      return;
    }
    if (call.expected != null && !call.expected.equals(header.sender())) {
      onOtherNode(call, header);
      return;
    }
    // The objects that are known already, rather than equal ones that were just read.
    Contact peer = new Contact(call.expected == null ? header.sender() : call.expected, call.to);
    if (response instanceof Pong pong) {
      observer.onClock(peer, pong.clock());
    }
    observer.onAnswered(peer, header.light(), call.unansweredBefore(header.attempt()));
    if (response instanceof Working) {
      waitOn(call, header);
    } else if (response instanceof Refused refused) {
      measureRefused(call, header);
      fail(call, CallFailure.refused(refused.reason()));
    } else {
      complete(call, peer, header.attempt(), response);
    }
  }

  private void onUncalled(Address source, Header header, Response response) {
    long id = header.requestId();
    if (response instanceof Pong pong
        && challenges.isAnswered(id, source, header.sender(), loop.nanoTime())) {
      Contact peer = new Contact(header.sender(), source);
      observer.onClock(peer, pong.clock());
      observer.onAnswered(peer, header.light(), 0);
    } else {
      counters.unmatchedReply();
    }
  }

  /** Not who was asked, but an answer as good as any from who lives there now. */
  private void onOtherNode(Call<?> call, Header header) {
    Contact other = new Contact(header.sender(), call.to);
    observer.onAnswered(other, header.light(), call.unansweredBefore(header.attempt()));
    fail(call, CallFailure.OTHER_NODE);
  }

  /**
   * A request under our own id has arrived.
   *
   * @return whether it is one of those that wait here: we have asked ourselves
   */
  boolean onOwnRequest(long requestId) {
    Call<?> call = calls.get(requestId);
    if (call != null) {
      twins.found(call.to);
      fail(call, CallFailure.OURSELVES);
    }
    return call != null;
  }

  /** Looks whether another node at an address has our id, unless that was done lately. */
  void seekTwin(Address at) {
    if (!closed && twins.begins(at, loop.nanoTime())) {
      add(at, null, new Ping(), CallPolicy.PROBE, (from, pong) -> {});
    }
  }

  /** A client refuses to be pinged, at once; what else is refused may have taken work before. */
  private void measureRefused(Call<?> call, Header header) {
    if (call.request instanceof Ping) {
      roundTrips.sample(call.to, call.roundTripNanos(header.attempt(), loop.nanoTime()));
    }
  }

  /** The peer is alive and at work: only the deadline counts from here on. */
  private void waitOn(Call<?> call, Header header) {
    roundTrips.sample(call.to, call.roundTripNanos(header.attempt(), loop.nanoTime()));
    call.working();
    call.stopTimer();
    long untilDeadline = call.deadlineNanos() - loop.nanoTime();
    call.timer(loop.schedule(Math.min(pause(call), untilDeadline), () -> onSilence(call)));
  }

  private <R extends Response> void complete(
      Call<R> call, Contact peer, int attempt, Response response) {
    Class<R> wanted = call.request.responseType();
    if (!wanted.isInstance(response)) {
      counters.refusedDatagram();
      return;
    }
    if (call.measures()) {
      long roundTrip = call.roundTripNanos(attempt, loop.nanoTime());
      roundTrips.sample(call.to, roundTrip);
    }
    if (response instanceof Part part) {
      completePart(call, peer, part, wanted.cast(response));
    } else {
      remove(call);
      call.listener.onReply(peer, wanted.cast(response));
    }
  }

  private <R extends Response> void completePart(
      Call<R> call, Contact peer, Part part, R response) {
    if (!call.takes(part, loop.nanoTime())) {
      return; // it came twice
    }
    if (call.hasAllParts()) {
      remove(call);
      call.listener.onReply(peer, response);
    } else {
      call.listener.onPart(peer, response);
    }
  }

  private void fail(Call<?> call, CallFailure failure) {
    remove(call);
    if (call.expected != null) {
      Contact peer = new Contact(call.expected, call.to);
      if (failure.isSilence()) {
        observer.onSilent(peer, call.unanswered(), call.startedNanos);
      } else if (failure.isMistakenAddress()) {
        observer.onReplaced(peer);
      }
    }
    call.listener.onFailed(failure);
  }

  private void remove(Call<?> call) {
    call.stopTimer();
    calls.remove(call);
  }

  /**
   * Fails every call, those included that are made because others failed: who asks somebody else
   * instead would wait for ever. From then on calls fail as soon as they are made.
   */
  void close() {
    closing = true;
    while (calls.size() > 0) {
      Call<?> oldest = calls.oldest();
      remove(oldest);
      tell(() -> oldest.listener.onFailed(CallFailure.CLOSED));
    }
    for (int round = 0; round < MAX_CALLS_IN_A_ROW && !refusals.isEmpty(); round++) {
      List<Runnable> made = refusals;
      refusals = new ArrayList<>();
      made.forEach(this::tell);
    }
    closed = true;
    if (unexpected != null) {
      throw unexpected;
    }
  }

  /** The others must hear of the end though one throws. */
  private void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException thrown) {
      unexpected = unexpected == null ? thrown : unexpected;
    }
  }
}
