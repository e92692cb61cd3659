package io.simpledht.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.simpledht.protocol.codec.MalformedMessageException.Reason;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.protocol.testkit.RandomMessages;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes: a message or a {@link MalformedMessageException}, at bounded cost. */
class HostileDatagramTest {

  private final SplittableRandom random = new SplittableRandom(2);
  private final RandomMessages messages = new RandomMessages(3);
  private final MessageCodec codec = new MessageCodec();

  @ParameterizedTest
  @EnumSource
  void shouldRefuseAnyTruncation(MessageType type) {
    for (int i = 0; i < 8; i++) {
      byte[] whole = Datagrams.encode(new Envelope(messages.header(), messages.message(type)));
      for (int size = 0; size < whole.length; size++) {
        byte[] damaged = Arrays.copyOf(whole, size);
        assertThatExceptionOfType(MalformedMessageException.class)
            .isThrownBy(() -> codec.decode(ByteBuffer.wrap(damaged)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldMissNoFieldOfASignedTruncation(MessageType type) {
    for (int i = 0; i < 8; i++) {
      byte[] whole = Datagrams.encode(new Envelope(messages.header(), messages.message(type)));
      for (int size = MessageCodec.HEADER_BYTES; size < whole.length; size++) {
        byte[] cut = Datagrams.signed(Arrays.copyOf(whole, size));
        assertThatExceptionOfType(MalformedMessageException.class)
            .isThrownBy(() -> codec.decode(ByteBuffer.wrap(cut)))
            .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_LENGTH));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseAnyFlippedBit(MessageType type) {
    byte[] datagram = Datagrams.encode(new Envelope(messages.header(), messages.message(type)));
    for (int bit = 0; bit < datagram.length * 8; bit++) {
      byte[] damaged = datagram.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatExceptionOfType(MalformedMessageException.class)
          .isThrownBy(() -> codec.decode(ByteBuffer.wrap(damaged)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveAnyFlippedBitThatWasSigned(MessageType type) {
    for (int i = 0; i < 4; i++) {
      byte[] datagram = Datagrams.encode(new Envelope(messages.header(), messages.message(type)));
      for (int bit = 16; bit < datagram.length * 8; bit++) {
        byte[] mutated = datagram.clone();
        mutated[bit / 8] ^= (byte) (1 << bit % 8);
        survive(Datagrams.signed(mutated));
      }
    }
  }

  @Test
  void shouldSurviveRandomBytes() {
    for (int i = 0; i < 200_000; i++) {
      survive(randomBytes(random.nextInt(1_300)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveRandomSignedBodies(MessageType type) {
    for (int i = 0; i < 20_000; i++) {
      byte[] body = randomBytes(random.nextInt(MessageCodec.MAX_BODY_BYTES + 1));
      survive(Datagrams.ofBody(type.code(), body));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveSignedMutations(MessageType type) {
    for (int i = 0; i < 20_000; i++) {
      survive(mutated(type));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAllocateNoMoreThanASmallMultipleOfTheDatagram(MessageType type) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] allOnes = new byte[MessageCodec.MAX_BODY_BYTES];
    Arrays.fill(allOnes, (byte) -1);
    for (int i = 0; i < 20_000; i++) {
      byte[] datagram = i % 100 == 0 ? prefixOf(type, allOnes) : mutated(type);
      ByteBuffer buffer = ByteBuffer.wrap(datagram);
      long before = threads.getCurrentThreadAllocatedBytes();
      tryToDecode(buffer);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (i > 2_000) { // classes are loaded and initialised by now
        assertThat(allocated).isLessThanOrEqualTo(16L * datagram.length + 4_096);
      }
    }
  }

  private byte[] prefixOf(MessageType type, byte[] body) {
    return Datagrams.ofBody(type.code(), Arrays.copyOf(body, random.nextInt(body.length + 1)));
  }

  /** A message with one to four bytes of its body overwritten, mostly by extremes. */
  private byte[] mutated(MessageType type) {
    byte[] datagram = Datagrams.encode(new Envelope(messages.header(), messages.message(type)));
    int body = datagram.length - MessageCodec.HEADER_BYTES;
    for (int left = body == 0 ? 0 : 1 + random.nextInt(4); left > 0; left--) {
      int at = MessageCodec.HEADER_BYTES + random.nextInt(random.nextInt(body) + 1);
      datagram[at] = (byte) (random.nextBoolean() ? -random.nextInt(2) : random.nextInt(256));
    }
    return Datagrams.signed(datagram);
  }

  private byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /** What is read can be written, and means the same: nothing unspeakable gets in. */
  private void survive(byte[] datagram) {
    Envelope read = tryToDecode(ByteBuffer.wrap(datagram));
    if (read != null) {
      ByteBuffer target = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
      codec.encode(read.header(), read.message(), target);
      assertThat(tryToDecode(target)).isEqualTo(read);
    }
  }

  private Envelope tryToDecode(ByteBuffer datagram) {
    try {
      return codec.decode(datagram);
    } catch (MalformedMessageException expected) {
      return null;
    }
  }
}
