package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.message.Working;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Requests and replies over a transport that loses, repeats and reorders them: encodes,
 * retransmits, matches replies by request id and source address, and serves the other side's
 * requests. It logs nothing, so that command-line clients start fast; what it sees is counted in
 * {@link RpcCounters} and told to a {@link PeerObserver}.
 */
public final class RpcEndpoint {

  private static final Refused UNKNOWN = new Refused(Refused.Reason.UNKNOWN_TYPE);

  /** Whether somebody is at an address from which a request came. */
  private static final CallPolicy PROOF = CallPolicy.PROBE.atMost(HeldAnswers.FREE_FACTOR);

  private final Transport transport;
  private final EventLoop loop;
  private final Id self;
  private final boolean light;
  private final RpcCounters counters = new RpcCounters();
  private final MessageCodec codec;
  private final ServedRequests served = new ServedRequests();
  private final HeldAnswers held = new HeldAnswers();
  private final PendingCalls pending;

  private boolean closed;
  private PeerObserver observer = PeerObserver.NONE;
  private RequestHandler handler = (from, header, request, reply) -> reply.send(UNKNOWN);
  private ForeignHandler foreign = (source, datagram) -> false;

  /**
   * An endpoint that does not receive yet.
   *
   * @param self our id, in every header
   * @param light whether to ask others not to list us
   * @param random source of request ids; must be unpredictable in production
   */
  public RpcEndpoint(Transport transport, Id self, boolean light, RandomGenerator random) {
    this(transport, new MessageCodec(), self, light, random);
  }

  /** As the other, with a codec that endpoints on the same thread may share. */
  public RpcEndpoint(
      Transport transport, MessageCodec codec, Id self, boolean light, RandomGenerator random) {
    this.codec = codec;
    this.transport = Objects.requireNonNull(transport, "transport");
    this.loop = transport.loop();
    this.self = Objects.requireNonNull(self, "self");
    this.light = light;
    this.pending = new PendingCalls(self, loop, random, counters, this::transmit);
  }

  /** Begins to receive. Each role may be null, for an endpoint that does not fill it. */
  public void start(RequestHandler requests, PeerObserver peers, ForeignHandler foreigners) {
    handler = requests == null ? handler : requests;
    observer = peers == null ? observer : peers;
    foreign = foreigners == null ? foreign : foreigners;
    pending.observer(observer);
    transport.start(this::onDatagram);
  }

  /**
   * Asks a node known by id and address. Loop only.
   *
   * @return takes the question back: it is not repeated, and the listener hears no more of it
   */
  public <R extends Response> Cancellable call(
      Contact to, Request<R> request, CallPolicy policy, CallListener<? super R> listener) {
    return pending.add(to.address(), to.id(), request, policy, listener);
  }

  /** Asks whoever is at an address; otherwise as the other. Loop only. */
  public <R extends Response> Cancellable call(
      Address to, Request<R> request, CallPolicy policy, CallListener<? super R> listener) {
    return pending.add(to, null, request, policy, listener);
  }

  /**
   * Sends one ping and keeps nothing of it; if the node answers, the observer hears of that as of
   * any other answer. For when more ask to be believed than can be waited for. Loop only.
   */
  public void challenge(Contact to) {
    if (!closed) {
      send(to.address(), new Header(pending.challengeTo(to), self, light, 0), new Ping());
    }
  }

  /**
   * Somebody says that a node with our own id is at an address. Unless that is where we are, looks
   * whether it is another one, which the observer then hears of. Loop only.
   */
  public void seekTwin(Address at) {
    if (!at.equals(transport.localAddress())) {
      pending.seekTwin(at);
    }
  }

  /** Smoothed round-trip time to an address in nanoseconds, 0 if not measured. Loop only. */
  public long roundTripNanos(Address to) {
    return pending.roundTrips().smoothedNanos(to);
  }

  /** What was sent, refused and lost so far. */
  public RpcCounters counters() {
    return counters;
  }

  /** How full the tables of requests are. Loop only. */
  public void read(Gauges gauges) {
    gauges.read("calls pending", pending.size(), PendingCalls.MAX_PENDING);
    served.read(gauges);
  }

  /** Calls waiting for an answer. */
  public int pendingCalls() {
    return pending.size();
  }

  /**
   * Fails every pending call and all made from now on, and hears nothing more; the transport is its
   * owner's. Loop only.
   */
  public void close() {
    closed = true;
    pending.close();
  }

  private void transmit(Call<?> call) {
    int attempt = Math.min(call.transmissions(), Header.MAX_ATTEMPT);
    send(call.to, new Header(call.requestId, self, light, attempt), call.request);
  }

  private void send(Address to, Header header, Message message) {
    ByteBuffer datagram = codec.encode(header, message);
    counters.sent(message.type());
    transport.send(to, datagram);
  }

  private void onDatagram(Address source, ByteBuffer datagram) {
    if (closed) {
      return; // an answer would tell the peers that a node that left is alive
    }
    if (!MessageCodec.isBinary(datagram)) {
      if (!foreign.onForeign(source, datagram)) {
        counters.refusedDatagram();
      }
      return;
    }
    int bytes = datagram.remaining();
    try {
      dispatch(source, codec.decode(datagram), bytes);
    } catch (MalformedMessageException malformed) {
      counters.refusedDatagram();
      refuseIfRequest(source, malformed);
    }
  }

  /** A well-formed request of a type we do not know deserves a word; anything else only a count. */
  private void refuseIfRequest(Address source, MalformedMessageException malformed) {
    boolean unknownType = malformed.reason() == MalformedMessageException.Reason.UNKNOWN_TYPE;
    if (unknownType && MessageType.isRequest(malformed.typeCode())) {
      malformed.header().ifPresent(header -> send(source, answering(header), UNKNOWN));
    }
  }

  private void dispatch(Address source, Envelope envelope, int bytes) {
    if (envelope.message() instanceof Response response) {
      pending.onResponse(source, envelope.header(), response);
    } else if (envelope.message() instanceof Request<?> request) {
      serve(new Asker(source, envelope.header(), bytes), request);
    }
  }

  private void serve(Asker asker, Request<?> request) {
    Header header = asker.header;
    if (header.sender().equals(self)) {
      refuseTwin(asker);
      return;
    }
    if (!runsOnce(request)) {
      handle(asker, request, response -> answer(asker, response));
    } else if (served.isUnderWay(asker.address, header.requestId())) {
      answer(asker, new Working());
    } else {
      serveOnce(asker, request);
    }
    if (request.type() != MessageType.LEAVE) { // who leaves is not to be found again
      observer.onAsked(new Contact(header.sender(), asker.address), header.light());
    }
  }

  /** Who asks under our own id is another node that has it, or we ourselves. */
  private void refuseTwin(Asker asker) {
    if (!pending.onOwnRequest(asker.header.requestId())) {
      counters.refusedDatagram();
      answer(asker, new Refused(Refused.Reason.SAME_ID));
      pending.seekTwin(asker.address);
    }
  }

  private void serveOnce(Asker asker, Request<?> request) {
    boolean kept = isAnswerKept(request);
    long requestId = asker.header.requestId();
    Response before = kept ? served.answerTo(asker.address, requestId) : null;
    if (before != null) {
      answer(asker, before);
    } else if (served.begin(asker.address, requestId, loop.nanoTime())) {
      handle(asker, request, response -> answerOnce(asker, response, kept));
    } else {
      counters.overloaded();
      answer(asker, new Refused(Refused.Reason.OVERLOADED));
    }
  }

  /** A defect in serving must not leave the request under way for ever. */
  private void handle(Asker asker, Request<?> request, Reply reply) {
    try {
      handler.handle(asker.address, asker.header, request, reply);
    } catch (RuntimeException | Error unexpected) {
      reply.refuse(Refused.Reason.INTERNAL_ERROR);
      throw unexpected;
    }
  }

  /** Cheap questions are simply answered again; work is not done twice. */
  private static boolean runsOnce(Request<?> request) {
    return request.type() == MessageType.STORE
        || request.type() == MessageType.PUT
        || request.type() == MessageType.GET;
  }

  /** A read whose answer was lost is read again: that costs less than keeping every value read. */
  private static boolean isAnswerKept(Request<?> request) {
    return request.type() != MessageType.GET;
  }

  private void answerOnce(Asker asker, Response response, boolean kept) {
    Response answer = kept ? response : null;
    if (served.finish(asker.address, asker.header.requestId(), answer, loop.nanoTime())) {
      answer(asker, response);
    }
  }

  private void answer(Asker asker, Response response) {
    Header header = answering(asker.header);
    ByteBuffer datagram = codec.encode(header, response);
    if (HeldAnswers.isFree(response, datagram.remaining(), asker.requestBytes)
        || roundTripNanos(asker.address) > 0) {
      counters.sent(response.type());
      transport.send(asker.address, datagram);
    } else if (held.hold(asker.address, () -> send(asker.address, header, response))) {
      call(asker.address, new Ping(), PROOF, new ProofListener(asker.address));
    }
  }

  /** Whoever refuses to be pinged, as a client does, is there too. */
  private final class ProofListener implements CallListener<Pong> {
    private final Address asker;

    ProofListener(Address asker) {
      this.asker = asker;
    }

    @Override
    public void onReply(Contact from, Pong reply) {
      held.release(asker).forEach(Runnable::run);
    }

    @Override
    public void onFailed(CallFailure failure) {
      List<Runnable> answers = held.release(asker);
      if (failure.kind() == CallFailure.Kind.REFUSED) {
        answers.forEach(Runnable::run);
      }
    }
  }

  private Header answering(Header asked) {
    return new Header(asked.requestId(), self, light, asked.attempt());
  }

  /**
   * Who asks.
   *
   * @param requestBytes length of the datagram that asks
   */
  private record Asker(Address address, Header header, int requestBytes) {}
}
