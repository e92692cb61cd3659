package io.simpledht.protocol.codec;

import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MalformedMessageException.Reason;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.MessageType;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Turns messages into datagrams and back. The layout, all numbers big-endian:
 *
 * <pre>
 *  0      magic 0xD7
 *  1      protocol version 1
 *  2      message type
 *  3      flags: bit 7 light, bits 0-3 attempt, others ignored
 *  4..7   CRC-32C (RFC 3720) of the whole datagram with these four bytes zero
 *  8..15  request id
 * 16..47  sender id
 * 48..    body
 * </pre>
 *
 * <p>A codec holds one datagram's worth of scratch space and belongs to one thread; nodes that
 * share a thread may share it. Besides the messages themselves it allocates nothing: a datagram is
 * copied to the scratch space in one go, which also keeps the readers' hot loops on one kind of
 * buffer whatever kind the transport uses.
 */
public final class MessageCodec {

  /** First byte of every datagram; no text, so it cannot be mistaken for the ancestor's JSON. */
  public static final int MAGIC = 0xD7;

  /** The protocol version written, and the only one read. */
  public static final int VERSION = 1;

  /** Largest datagram in bytes; passes every path with IPv6's minimum MTU of 1280 unfragmented. */
  public static final int MAX_DATAGRAM_BYTES = 1_200;

  /** Bytes before the body. */
  public static final int HEADER_BYTES = 48;

  /** Largest body in bytes. */
  public static final int MAX_BODY_BYTES = MAX_DATAGRAM_BYTES - HEADER_BYTES;

  private static final int CHECKSUM_AT = 4;
  private static final int LIGHT_FLAG = 0x80;
  private static final int ATTEMPT_MASK = 0x0F;

  private final ByteBuffer scratch = ByteBuffer.wrap(new byte[MAX_DATAGRAM_BYTES]);
  private final WireWriter writer = new WireWriter(scratch);
  private final WireReader reader = new WireReader(scratch);
  private final CRC32C crc = new CRC32C();

  /** A codec with scratch space of its own. */
  public MessageCodec() {}

  /** Whether the datagram, from its position on, claims to be of this protocol. */
  public static boolean isBinary(ByteBuffer datagram) {
    return datagram.hasRemaining() && (datagram.get(datagram.position()) & 0xFF) == MAGIC;
  }

  /**
   * Replaces the content of {@code target} by the datagram and leaves it ready to be sent: position
   * 0, limit at the end.
   *
   * @param target writable, capacity at least {@value #MAX_DATAGRAM_BYTES} bytes, heap or direct
   * @throws IllegalArgumentException if the message does not fit {@value #MAX_DATAGRAM_BYTES}
   *     bytes, see {@link WireSize}; {@code target} is then unchanged
   */
  public void encode(Header header, Message message, ByteBuffer target) {
    target.clear().put(encode(header, message)).flip();
  }

  /**
   * The datagram between position and limit of the codec's scratch space: to be sent before the
   * codec is used again, as it is then overwritten.
   *
   * @throws IllegalArgumentException as {@link #encode(Header, Message, ByteBuffer)} does
   */
  public ByteBuffer encode(Header header, Message message) {
    writer.begin();
    writeHeader(header, message.type());
    Bodies.write(writer, message);
    int size = checkedSize(message.type());
    scratch.putInt(CHECKSUM_AT, checksum(size));
    return scratch.clear().limit(size);
  }

  private void writeHeader(Header header, MessageType type) {
    writer.u8(MAGIC).u8(VERSION).u8(type.code());
    writer.u8((header.light() ? LIGHT_FLAG : 0) | header.attempt());
    writer.i32(0).i64(header.requestId()).id(header.sender());
  }

  private int checkedSize(MessageType type) {
    if (writer.size() > MAX_DATAGRAM_BYTES) {
      throw new IllegalArgumentException(
          type + " needs " + writer.size() + " bytes, a datagram has " + MAX_DATAGRAM_BYTES);
    }
    return (int) writer.size();
  }

  /**
   * Reads the datagram between position and limit, both of which stay where they are.
   *
   * @param datagram heap or direct, any byte order; not referred to by the result
   * @throws MalformedMessageException if it is not exactly one well-formed message; nothing else is
   *     ever thrown, whatever the bytes, and what is allocated is bounded by a small multiple of
   *     their number
   */
  public Envelope decode(ByteBuffer datagram) throws MalformedMessageException {
    int size = datagram.remaining();
    if (size > MAX_DATAGRAM_BYTES) {
      throw MalformedMessageException.of(Reason.TOO_LONG);
    }
    datagram.get(datagram.position(), scratch.array(), 0, size);
    scratch.clear().limit(size);
    verify(size);
    Header header = readHeader();
    return new Envelope(header, readBody(header, scratch.get(2) & 0xFF));
  }

  private void verify(int size) throws MalformedMessageException {
    if (size < HEADER_BYTES) {
      throw MalformedMessageException.of(Reason.TOO_SHORT);
    }
    if (!isBinary(scratch)) {
      throw MalformedMessageException.of(Reason.BAD_MAGIC);
    }
    if (scratch.get(1) != VERSION) {
      throw MalformedMessageException.of(Reason.UNKNOWN_VERSION);
    }
    int claimed = scratch.getInt(CHECKSUM_AT);
    scratch.putInt(CHECKSUM_AT, 0);
    if (checksum(size) != claimed) {
      throw MalformedMessageException.of(Reason.BAD_CHECKSUM);
    }
  }

  private Header readHeader() {
    int flags = scratch.get(3);
    scratch.position(8);
    long requestId = scratch.getLong();
    Id sender = Id.readFrom(scratch);
    return new Header(requestId, sender, (flags & LIGHT_FLAG) != 0, flags & ATTEMPT_MASK);
  }

  private Message readBody(Header header, int typeCode) throws MalformedMessageException {
    MessageType type = MessageType.ofCode(typeCode);
    if (type == null) {
      throw MalformedMessageException.of(Reason.UNKNOWN_TYPE).in(header, typeCode);
    }
    try {
      return Bodies.read(reader, type);
    } catch (MalformedMessageException malformed) {
      throw malformed.in(header, typeCode);
    } catch (IllegalArgumentException outOfRange) {
      // The values check themselves: their constructors are the one definition of every limit.
      throw MalformedMessageException.badValue(outOfRange.getMessage()).in(header, typeCode);
    }
  }

  private int checksum(int size) {
    crc.reset();
    crc.update(scratch.array(), 0, size);
    return (int) crc.getValue();
  }
}
