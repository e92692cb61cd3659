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
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.message.Working;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Requests and replies over a transport that loses, repeats and reorders them: encodes,
 * retransmits, matches replies by request id and source address, and serves the other side's
 * requests. It logs nothing, so that command-line clients start fast; what it sees is counted in
 * {@link RpcCounters} and told to a {@link PeerObserver}.
 */
public final class RpcEndpoint {

  private final Transport transport;
  private final EventLoop loop;
  private final Id self;
  private final boolean light;
  private final RpcCounters counters = new RpcCounters();
  private final MessageCodec codec;
  private final ServedRequests served = new ServedRequests();
  private final PendingCalls pending;

  private boolean closed;
  private PeerObserver observer = PeerObserver.NONE;
  private RequestHandler handler = (from, header, request, reply) -> refuseUnknown(reply);
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
    this.pending = new PendingCalls(loop, random, counters, this::transmit);
  }

  /** Begins to receive. Each role may be null, for an endpoint that does not fill it. */
  public void start(RequestHandler requests, PeerObserver peers, ForeignHandler foreigners) {
    handler = requests == null ? handler : requests;
    observer = peers == null ? observer : peers;
    foreign = foreigners == null ? foreign : foreigners;
    pending.observer(observer);
    transport.start(this::onDatagram);
  }

  /** Asks a node known by id and address. Loop only. */
  public <R extends Response> void call(
      Contact to, Request<R> request, CallPolicy policy, CallListener<? super R> listener) {
    pending.add(to.address(), to.id(), request, policy, listener);
  }

  /** Asks whoever is at an address. Loop only. */
  public <R extends Response> void call(
      Address to, Request<R> request, CallPolicy policy, CallListener<? super R> listener) {
    pending.add(to, null, request, policy, listener);
  }

  /** Smoothed round-trip time to an address in nanoseconds, 0 if not measured. Loop only. */
  public long roundTripNanos(Address to) {
    return pending.roundTrips().smoothedNanos(to);
  }

  /** What was sent, refused and lost so far. */
  public RpcCounters counters() {
    return counters;
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
    try {
      dispatch(source, codec.decode(datagram));
    } catch (MalformedMessageException malformed) {
      counters.refusedDatagram();
      refuseIfRequest(source, malformed);
    }
  }

  /** A well-formed request of a type we do not know deserves a word; anything else only a count. */
  private void refuseIfRequest(Address source, MalformedMessageException malformed) {
    boolean unknownType = malformed.reason() == MalformedMessageException.Reason.UNKNOWN_TYPE;
    if (unknownType && MessageType.isRequest(malformed.typeCode())) {
      malformed.header().ifPresent(header -> refuseUnknown(replyTo(source, header)));
    }
  }

  private void dispatch(Address source, Envelope envelope) {
    if (envelope.message() instanceof Response response) {
      pending.onResponse(source, envelope.header(), response);
    } else if (envelope.message() instanceof Request<?> request) {
      serve(source, envelope.header(), request);
    }
  }

  private void serve(Address source, Header header, Request<?> request) {
    if (header.sender().equals(self)) {
      return; // we were told of our own address under another id, and asked ourselves
    }
    if (!runsOnce(request)) {
      handle(source, header, request, replyTo(source, header));
    } else if (served.isUnderWay(source, header.requestId())) {
      send(source, answering(header), new Working());
    } else {
      serveOnce(source, header, request);
    }
    if (request.type() != MessageType.LEAVE) { // who leaves is not to be found again
      observer.onAsked(new Contact(header.sender(), source), header.light());
    }
  }

  private void serveOnce(Address source, Header header, Request<?> request) {
    boolean kept = isAnswerKept(request);
    Response before = kept ? served.answerTo(source, header.requestId()) : null;
    if (before != null) {
      send(source, answering(header), before);
    } else if (served.begin(source, header.requestId(), loop.nanoTime())) {
      handle(source, header, request, replyOnceTo(source, header, kept));
    } else {
      replyTo(source, header).refuse(Refused.Reason.OVERLOADED);
    }
  }

  /** A defect in serving must not leave the request under way for ever. */
  private void handle(Address source, Header header, Request<?> request, Reply reply) {
    try {
      handler.handle(source, header, request, reply);
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

  private Reply replyTo(Address source, Header header) {
    return response -> send(source, answering(header), response);
  }

  private Reply replyOnceTo(Address source, Header header, boolean kept) {
    return response -> {
      Response answer = kept ? response : null;
      if (served.finish(source, header.requestId(), answer, loop.nanoTime())) {
        send(source, answering(header), response);
      }
    };
  }

  private Header answering(Header asked) {
    return new Header(asked.requestId(), self, light, asked.attempt());
  }

  private static void refuseUnknown(Reply reply) {
    reply.refuse(Refused.Reason.UNKNOWN_TYPE);
  }
}
