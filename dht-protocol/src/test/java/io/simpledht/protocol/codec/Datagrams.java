package io.simpledht.protocol.codec;

import io.simpledht.protocol.message.Envelope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Datagrams as byte arrays, for tests that damage them. */
final class Datagrams {

  private Datagrams() {}

  static byte[] encode(Envelope envelope) {
    ByteBuffer target = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
    new MessageCodec().encode(envelope.header(), envelope.message(), target);
    return Arrays.copyOf(target.array(), target.remaining());
  }

  static Envelope decode(byte[] datagram) throws MalformedMessageException {
    return new MessageCodec().decode(ByteBuffer.wrap(datagram));
  }

  /** Makes the checksum match again, as anybody who makes datagrams up would. */
  static byte[] signed(byte[] datagram) {
    ByteBuffer buffer = ByteBuffer.wrap(datagram);
    buffer.putInt(4, 0);
    CRC32C crc = new CRC32C();
    crc.update(datagram);
    buffer.putInt(4, (int) crc.getValue());
    return datagram;
  }

  /** A well-signed datagram with any type code and body. */
  static byte[] ofBody(int typeCode, byte[] body) {
    byte[] datagram = new byte[MessageCodec.HEADER_BYTES + body.length];
    datagram[0] = (byte) MessageCodec.MAGIC;
    datagram[1] = MessageCodec.VERSION;
    datagram[2] = (byte) typeCode;
    System.arraycopy(body, 0, datagram, MessageCodec.HEADER_BYTES, body.length);
    return signed(datagram);
  }
}
