package io.simpledht.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.codec.MalformedMessageException.Reason;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.testkit.RandomMessages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

  private static final Header HEADER = new Header(-2, Id.MAX, true, 7);

  private final RandomMessages random = new RandomMessages(1);
  private final MessageCodec codec = new MessageCodec();

  @ParameterizedTest
  @EnumSource
  void shouldReadBackEveryMessageItWrote(MessageType type) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MessageCodec.MAX_DATAGRAM_BYTES);
    for (int i = 0; i < 2_000; i++) {
      Envelope sent = new Envelope(random.header(), random.message(type));
      codec.encode(sent.header(), sent.message(), buffer);
      assertThat(codec.decode(buffer)).isEqualTo(sent);
    }
  }

  @Test
  void shouldWriteTheSameBytesToAnyKindOfBuffer() {
    Envelope sent = random.envelope();
    ByteBuffer direct = ByteBuffer.allocateDirect(2_000).position(5).limit(7);
    ByteBuffer littleEndian = ByteBuffer.allocate(1_200).order(ByteOrder.LITTLE_ENDIAN);
    codec.encode(sent.header(), sent.message(), direct);
    codec.encode(sent.header(), sent.message(), littleEndian);
    assertThat(direct).isEqualTo(littleEndian).isEqualTo(ByteBuffer.wrap(Datagrams.encode(sent)));
    assertThat(direct.position()).isZero();
  }

  @Test
  void shouldReadAnyKindOfBufferWithoutMovingIt() throws Exception {
    Envelope sent = random.envelope();
    byte[] datagram = Datagrams.encode(sent);
    ByteBuffer padded = ByteBuffer.allocateDirect(2_000).order(ByteOrder.LITTLE_ENDIAN);
    padded.position(3).put(datagram).flip().position(3);
    ByteBuffer readOnly = ByteBuffer.wrap(datagram).asReadOnlyBuffer();
    assertThat(codec.decode(padded)).isEqualTo(codec.decode(readOnly)).isEqualTo(sent);
    assertThat(padded.position()).isEqualTo(3);
    assertThat(readOnly.remaining()).isEqualTo(datagram.length);
  }

  @Test
  void shouldNameTypeAndSizeOfAMessageThatDoesNotFit() {
    ByteBuffer target = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
    Payload value = new Payload.Inline(Bytes.wrap(new byte[100_000]));
    Offer offer = Offer.of(Key.of("k"), random.values().version(), 0, value);
    Store store = new Store(0, 1, List.of(offer, offer));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(HEADER, store, target))
        .withMessage("STORE needs 200097 bytes, a datagram has 1200");
    assertThat(target).isEqualTo(ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES));
  }

  @Test
  void shouldWriteAfterAMessageThatDidNotFit() throws Exception {
    shouldNameTypeAndSizeOfAMessageThatDoesNotFit();
    ByteBuffer target = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
    codec.encode(HEADER, new Ping(), target);
    assertThat(codec.decode(target)).isEqualTo(new Envelope(HEADER, new Ping()));
  }

  @Test
  void shouldTellItsDatagramsFromTextWithoutMovingTheBuffer() {
    ByteBuffer ours = ByteBuffer.wrap(Datagrams.encode(random.envelope()));
    assertThat(MessageCodec.isBinary(ours)).isTrue();
    assertThat(ours.position()).isZero();
    assertThat(MessageCodec.isBinary(ByteBuffer.wrap(new byte[] {'{', '}'}))).isFalse();
    assertThat(MessageCodec.isBinary(ByteBuffer.allocate(0))).isFalse();
  }

  @Test
  void shouldIgnoreUnknownHeaderFlags() throws Exception {
    byte[] datagram = Datagrams.encode(new Envelope(HEADER, new Ping()));
    datagram[3] |= 0x70;
    assertThat(Datagrams.decode(Datagrams.signed(datagram)))
        .isEqualTo(new Envelope(HEADER, new Ping()));
  }

  @ParameterizedTest
  @EnumSource
  void shouldSkipUnknownFieldsBehindABody(MessageType type) throws Exception {
    for (int i = 0; i < 200; i++) {
      Envelope sent = new Envelope(HEADER, random.message(type));
      byte[] known = Datagrams.encode(sent);
      int size = random.values().number(known.length, MessageCodec.MAX_DATAGRAM_BYTES);
      byte[] extended = Arrays.copyOf(known, size);
      Arrays.fill(extended, known.length, size, (byte) 0xA5);
      assertThat(Datagrams.decode(Datagrams.signed(extended))).isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 47})
  void shouldRefuseLessThanAHeader(int size) {
    byte[] datagram = Arrays.copyOf(new byte[] {(byte) MessageCodec.MAGIC, 1}, size);
    assertThat(refused(datagram).reason()).isEqualTo(Reason.TOO_SHORT);
  }

  @Test
  void shouldRefuseMoreThanADatagram() {
    byte[] body = new byte[MessageCodec.MAX_BODY_BYTES + 1];
    MalformedMessageException refused = refused(Datagrams.ofBody(0, body));
    assertThat(refused.reason()).isEqualTo(Reason.TOO_LONG);
    assertThat(refused.header()).isEmpty();
    assertThat(refused.typeCode()).isEqualTo(-1);
  }

  @Test
  void shouldRefuseAnotherProtocolAndAnotherVersion() {
    byte[] datagram = Datagrams.encode(new Envelope(HEADER, new Ping()));
    datagram[1] = 2;
    assertThat(refused(Datagrams.signed(datagram)).reason()).isEqualTo(Reason.UNKNOWN_VERSION);
    datagram[0] = '{';
    assertThat(refused(Datagrams.signed(datagram)).reason()).isEqualTo(Reason.BAD_MAGIC);
  }

  @Test
  void shouldRefuseADamagedDatagram() {
    byte[] datagram = Datagrams.encode(new Envelope(HEADER, new Ping()));
    datagram[20] ^= 1;
    MalformedMessageException refused = refused(datagram);
    assertThat(refused.reason()).isEqualTo(Reason.BAD_CHECKSUM);
    assertThat(refused.header()).isEmpty();
  }

  @Test
  void shouldSayWhoSentAnUnknownRequest() {
    byte[] datagram = Datagrams.encode(new Envelope(HEADER, new Ping()));
    datagram[2] = (byte) 0xFE;
    MalformedMessageException refused = refused(Datagrams.signed(datagram));
    assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_TYPE);
    assertThat(refused.header()).contains(HEADER);
    assertThat(refused.typeCode()).isEqualTo(0xFE);
    assertThat(refused.getStackTrace()).isEmpty();
  }

  @Test
  void shouldSayWhoSentABadBody() {
    byte[] datagram = Datagrams.ofBody(MessageType.REFUSED.code(), new byte[] {99});
    MalformedMessageException refused = refused(datagram);
    assertThat(refused.reason()).isEqualTo(Reason.BAD_VALUE);
    assertThat(refused.header()).contains(new Header(0, Id.ZERO, false, 0));
    assertThat(refused.typeCode()).isEqualTo(MessageType.REFUSED.code());
  }

  @Test
  void shouldExplainAValueOutOfRange() {
    byte[] body = new byte[33]; // a target, then a count of 0
    MalformedMessageException refused =
        refused(Datagrams.ofBody(MessageType.FIND_NODE.code(), body));
    assertThat(refused.reason()).isEqualTo(Reason.BAD_VALUE);
    assertThat(refused).hasMessage("count must be 1 to 20, was 0");
  }

  private static MalformedMessageException refused(byte[] datagram) {
    return catchThrowableOfType(MalformedMessageException.class, () -> Datagrams.decode(datagram));
  }
}
