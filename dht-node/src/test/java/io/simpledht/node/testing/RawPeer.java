package io.simpledht.node.testing;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Refused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Sends single datagrams and notes what comes back: no retransmission, no manners. */
public final class RawPeer {

  private final MessageCodec codec = new MessageCodec();
  private final FakeTransport transport;
  private final Id id;
  private final List<Envelope> received = new ArrayList<>();
  private boolean refusesPings;

  /** A peer on {@code transport} that calls itself {@code id}, and is not to be listed. */
  public RawPeer(FakeTransport transport, Id id) {
    this.transport = transport;
    this.id = id;
    transport.start(this::note);
  }

  /** From now on it refuses pings, as clients do, and so shows that it is there. */
  public RawPeer refusingPings() {
    refusesPings = true;
    return this;
  }

  private void note(Address source, ByteBuffer datagram) {
    try {
      Envelope envelope = codec.decode(datagram);
      received.add(envelope);
      if (refusesPings && envelope.message() instanceof Ping) {
        long asked = envelope.header().requestId();
        send(source, asked, new Refused(Refused.Reason.UNKNOWN_TYPE));
      }
    } catch (MalformedMessageException malformed) {
      throw new AssertionError(malformed);
    }
  }

  /** Sends one message under a request id. */
  public void send(Address to, long requestId, Message message) {
    ByteBuffer datagram = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
    codec.encode(new Header(requestId, id, true, 0), message, datagram);
    transport.send(to, datagram);
  }

  /** Where it sends from. */
  public Address address() {
    return transport.localAddress();
  }

  /** The messages that came under a request id. */
  public List<Message> answersTo(long requestId) {
    return received.stream()
        .filter(envelope -> envelope.header().requestId() == requestId)
        .map(Envelope::message)
        .toList();
  }
}
