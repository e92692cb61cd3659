package io.simpledht.node.testing;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Sends single datagrams and notes what comes back: no retransmission, no manners. */
public final class RawPeer {

  private final MessageCodec codec = new MessageCodec();
  private final FakeTransport transport;
  private final Id id;
  private final List<Envelope> received = new ArrayList<>();

  /** A peer on {@code transport} that calls itself {@code id}, and is not to be listed. */
  public RawPeer(FakeTransport transport, Id id) {
    this.transport = transport;
    this.id = id;
    transport.start((source, datagram) -> note(datagram));
  }

  private void note(ByteBuffer datagram) {
    try {
      received.add(codec.decode(datagram));
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
