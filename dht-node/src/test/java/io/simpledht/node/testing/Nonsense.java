package io.simpledht.node.testing;

import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.testkit.RandomMessages;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Datagrams no node would send; equal seeds yield equal ones in equal order. */
public final class Nonsense {

  private static final int CHECKSUM_AT = 4;
  private static final int MAX_RANDOM_BYTES = 1_400;

  private final SplittableRandom random;
  private final RandomMessages messages;
  private final MessageCodec codec = new MessageCodec();
  private long made;

  /** The first is the same for each seed of the same value. */
  public Nonsense(long seed) {
    random = new SplittableRandom(seed);
    messages = new RandomMessages(seed);
  }

  /**
   * In turn: random bytes; the same behind our magic number; behind the ancestor's brace; a message
   * with one bit flipped; the same with a checksum that fits again, so that whatever reads or
   * serves messages has to cope.
   */
  public ByteBuffer next() {
    return switch ((int) (made++ % 5)) {
      case 0 -> randomBytes();
      case 1 -> randomBytes().put(0, (byte) MessageCodec.MAGIC);
      case 2 -> randomBytes().put(0, (byte) '{');
      case 3 -> damagedMessage();
      default -> sealed(damagedMessage());
    };
  }

  private ByteBuffer randomBytes() {
    byte[] bytes = new byte[random.nextInt(1, MAX_RANDOM_BYTES)];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private ByteBuffer damagedMessage() {
    ByteBuffer encoded = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
    Header header = new Header(random.nextLong(), Id.random(random), true, 0);
    codec.encode(header, messages.message(), encoded);
    int at = random.nextInt(encoded.remaining());
    return encoded.put(at, (byte) (encoded.get(at) ^ 1 << random.nextInt(8)));
  }

  private static ByteBuffer sealed(ByteBuffer datagram) {
    datagram.putInt(CHECKSUM_AT, 0);
    CRC32C checksum = new CRC32C();
    checksum.update(datagram.array(), 0, datagram.remaining());
    return datagram.putInt(CHECKSUM_AT, (int) checksum.getValue());
  }
}
