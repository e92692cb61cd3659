package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Get;
import io.simpledht.protocol.message.GetResult;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Left;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Working;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The asked side: each request is served once, whatever the network repeats or invents. */
class ServingTest {

  private static final Key KEY = Key.of("k");
  private static final Put PUT =
      new Put(KEY, new Payload.Inline(Bytes.utf8("v")), 0, WriteConcern.ALL, 5_000);
  private static final GetResult NOTHING = new GetResult(Optional.empty(), 1);

  private final CallsUnderTest calls = new CallsUnderTest();
  private final List<Request<?>> served = new ArrayList<>();
  private final List<Reply> waiting = new ArrayList<>();

  private void start() {
    calls.rpc.start(
        (from, header, request, reply) -> {
          served.add(request);
          waiting.add(reply);
        },
        null,
        (source, datagram) -> datagram.hasRemaining() && datagram.get(0) == '{');
  }

  private Header header(long requestId, int attempt) {
    return new Header(requestId, CallsUnderTest.PEER, false, attempt);
  }

  private void ask(Header header, Message request) {
    calls.peer.send(calls.self(), header, request);
    calls.run(5);
  }

  private List<Message> answers() {
    return calls.peer.received().stream().<Message>map(e -> e.message()).toList();
  }

  @Test
  void shouldCarryOutARepeatedWriteOnceAndAnswerItAgain() {
    start();
    ask(header(7, 0), PUT);
    ask(header(7, 1), PUT);
    assertThat(served).hasSize(1);
    assertThat(answers()).as("it is still at it").containsExactly(new Working());
    waiting.get(0).send(new Left());
    calls.run(5);
    ask(header(7, 2), PUT);
    assertThat(served).hasSize(1);
    assertThat(answers()).containsExactly(new Working(), new Left(), new Left());
    assertThat(calls.peer.last().header().attempt()).as("says what it answers").isEqualTo(2);
  }

  @Test
  void shouldReadAgainWhatWasReadBefore() {
    start();
    Get get = new Get(KEY, ReadConcern.ONE);
    ask(header(7, 0), get);
    ask(header(7, 1), get);
    assertThat(served).as("not twice at a time").hasSize(1);
    waiting.get(0).send(NOTHING);
    calls.run(5);
    ask(header(7, 2), get);
    waiting.get(1).send(NOTHING);
    calls.run(5);
    assertThat(served).hasSize(2);
    assertThat(answers()).containsExactly(new Working(), NOTHING, NOTHING);
  }

  @Test
  void shouldTellApartTwoAskersWithOneRequestId() {
    start();
    ask(header(7, 0), PUT);
    calls.stranger.send(calls.self(), new Header(7, CallsUnderTest.OTHER, false, 0), PUT);
    calls.run(5);
    assertThat(served).hasSize(2);
  }

  @Test
  void shouldIgnoreASecondAnswerToOneRequest() {
    start();
    ask(header(7, 0), new Get(KEY, ReadConcern.ONE));
    waiting.get(0).send(NOTHING);
    waiting.get(0).refuse(Refused.Reason.OVERLOADED);
    calls.run(5);
    assertThat(answers()).containsExactly(NOTHING);
  }

  @Test
  void shouldRefuseWhatItCannotTakeOnAnyMore() {
    start();
    for (int i = 0; i < ServedRequests.MAX_UNDER_WAY_PER_HOST; i++) {
      calls.peer.send(calls.self(), header(i, 0), PUT);
    }
    ask(header(-1, 0), PUT);
    assertThat(served).hasSize(ServedRequests.MAX_UNDER_WAY_PER_HOST);
    assertThat(answers()).containsExactly(new Refused(Refused.Reason.OVERLOADED));
    assertThat(calls.rpc.counters().overloads()).isEqualTo(1);
    waiting.get(0).send(new Left());
    ask(header(-2, 0), PUT);
    assertThat(served).as("one was answered").hasSize(ServedRequests.MAX_UNDER_WAY_PER_HOST + 1);
  }

  @Test
  void shouldAnswerForADefectAndReportIt() {
    calls.rpc.start(
        (from, header, request, reply) -> {
          throw new IllegalStateException("planned");
        },
        null,
        null);
    assertThatThrownBy(() -> ask(header(7, 0), PUT)).hasMessage("planned");
    ask(header(7, 1), PUT);
    Message refusal = new Refused(Refused.Reason.INTERNAL_ERROR);
    assertThat(answers()).as("not under way for ever").containsExactly(refusal, refusal);
  }

  @Test
  void shouldNotServeItself() {
    start();
    ask(new Header(7, CallsUnderTest.SELF, false, 0), new Ping());
    assertThat(served).isEmpty();
    assertThat(answers()).startsWith(new Refused(Refused.Reason.SAME_ID));
  }

  @Test
  void shouldHearNothingMoreOnceItIsClosed() {
    start();
    calls.rpc.close();
    ask(header(7, 0), new Ping());
    assertThat(served).isEmpty();
    assertThat(answers()).isEmpty();
  }

  /** A type nobody knows yet: a request (even) is worth a word, a response is only counted. */
  @ParameterizedTest
  @CsvSource({"0x3E, 1", "0x3F, 0"})
  void shouldRefuseUnknownRequestsAndOnlyCountUnknownResponses(String type, int words) {
    start();
    calls.peer.sendBytes(calls.self(), withType(Integer.decode(type)));
    calls.run(5);
    assertThat(served).isEmpty();
    assertThat(calls.rpc.counters().refused()).isEqualTo(1);
    assertThat(answers()).hasSize(words);
    assertThat(answers()).allMatch(new Refused(Refused.Reason.UNKNOWN_TYPE)::equals);
  }

  @Test
  void shouldCountWhatIsNeitherOursNorTheAncestors() {
    start();
    calls.peer.sendBytes(calls.self(), new byte[0]);
    calls.peer.sendBytes(calls.self(), new byte[] {0x42});
    calls.peer.sendBytes(calls.self(), new byte[] {(byte) MessageCodec.MAGIC});
    calls.peer.sendBytes(calls.self(), new byte[] {'{', '}'});
    calls.run(5);
    assertThat(calls.rpc.counters().refused()).isEqualTo(3);
    assertThat(answers()).isEmpty();
  }

  /** A ping whose type was changed and whose checksum fits again. */
  private byte[] withType(int type) {
    ByteBuffer datagram = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
    new MessageCodec().encode(header(7, 0), new Ping(), datagram);
    datagram.put(2, (byte) type).putInt(4, 0);
    CRC32C checksum = new CRC32C();
    checksum.update(datagram.array(), 0, datagram.remaining());
    datagram.putInt(4, (int) checksum.getValue());
    return Arrays.copyOf(datagram.array(), datagram.remaining());
  }
}
