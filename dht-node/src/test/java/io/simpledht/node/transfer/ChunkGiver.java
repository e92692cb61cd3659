package io.simpledht.node.transfer;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Chunk;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Response;
import java.nio.ByteBuffer;

/** Gives the chunks of some content, true or false, until it has given so many; then it is mute. */
final class ChunkGiver {

  private final FakeTransport transport;
  private final Id id;
  private final Bytes content;
  private final MessageCodec codec = new MessageCodec();
  private int left;
  private int given;

  ChunkGiver(FakeTransport transport, Id id, Bytes content, int chunks) {
    this.transport = transport;
    this.id = id;
    this.content = content;
    this.left = chunks;
    transport.start(this::onDatagram);
  }

  Address address() {
    return transport.localAddress();
  }

  /** Chunks given so far, each time one was. */
  int given() {
    return given;
  }

  /** Gives so many more. */
  void goOn(int chunks) {
    left = chunks;
  }

  private void onDatagram(Address source, ByteBuffer datagram) {
    try {
      Envelope asked = codec.decode(datagram);
      if (asked.message() instanceof Ping && left > 0) {
        send(source, asked.header(), new Pong(source, NodeState.READY, 0));
      } else if (asked.message() instanceof GetChunk request && left > 0) {
        left--;
        given++;
        int end = request.offset() + request.length();
        Bytes piece = content.slice(request.offset(), end);
        send(source, asked.header(), new Chunk(request.offset(), piece));
      }
    } catch (MalformedMessageException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private void send(Address to, Header asked, Response answer) {
    ByteBuffer out = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
    codec.encode(new Header(asked.requestId(), id, false, asked.attempt()), answer, out);
    transport.send(to, out);
  }
}
