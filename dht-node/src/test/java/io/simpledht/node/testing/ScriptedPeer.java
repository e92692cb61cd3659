package io.simpledht.node.testing;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A peer that keeps what it receives, and says only what the test makes it say. */
public final class ScriptedPeer {

  private final FakeTransport transport;
  private final Id id;
  private final MessageCodec codec = new MessageCodec();
  private final List<Envelope> received = new ArrayList<>();

  /** A peer on {@code transport}, which it starts. */
  public ScriptedPeer(FakeTransport transport, Id id) {
    this.transport = transport;
    this.id = id;
    transport.start((source, datagram) -> received.add(decoded(datagram)));
  }

  private Envelope decoded(ByteBuffer datagram) {
    try {
      return codec.decode(datagram);
    } catch (MalformedMessageException malformed) {
      throw new AssertionError("a datagram that cannot be read was sent", malformed);
    }
  }

  /** Its id and address. */
  public Contact contact() {
    return new Contact(id, transport.localAddress());
  }

  /** Its address. */
  public Address address() {
    return transport.localAddress();
  }

  /** All it received, in order. */
  public List<Envelope> received() {
    return received;
  }

  /** What it received last. */
  public Envelope last() {
    return received.get(received.size() - 1);
  }

  /** Answers a request as a node would. */
  public void answer(Address asker, Envelope asked, Response response) {
    answer(asker, asked.header(), response);
  }

  /** Answers a request by its header, as it was received or changed. */
  public void answer(Address asker, Header asked, Response response) {
    send(asker, new Header(asked.requestId(), id, false, asked.attempt()), response);
  }

  /** Sends any message under any header. */
  public void send(Address to, Header header, Message message) {
    ByteBuffer out = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
    codec.encode(header, message, out);
    transport.send(to, out);
  }

  /** Sends any bytes. */
  public void sendBytes(Address to, byte... bytes) {
    transport.send(to, ByteBuffer.wrap(bytes));
  }
}
