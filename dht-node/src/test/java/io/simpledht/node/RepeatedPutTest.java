package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.node.testing.RawPeer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Get;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.PutOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A put whose answer was lost is sent again. By then somebody else may have written the key: doing
 * it twice would undo that write.
 */
class RepeatedPutTest {

  private static final Key KEY = Key.of("k");
  private static final int GETS = 10_000;

  private final FakeWire wire = new FakeWire();
  private final FakeTransport server = wire.host(1);
  private final RawPeer first = new RawPeer(wire.host(2), Id.ZERO);
  private final RawPeer second = new RawPeer(wire.host(3), Id.MAX);
  private final DhtNode node =
      DhtNode.builder().transport(server).random(new SplittableRandom(1)).build();

  @BeforeEach
  void start() throws IOException {
    node.start();
    run(Duration.ofSeconds(1));
  }

  private void run(Duration time) {
    wire.loop().run(time);
  }

  private static Put put(String value, Duration deadline) {
    Payload payload = new Payload.Inline(Bytes.utf8(value));
    return new Put(KEY, payload, 0, WriteConcern.ALL, (int) deadline.toMillis());
  }

  private void send(RawPeer client, long requestId, Message message) {
    client.send(server.localAddress(), requestId, message);
    run(Duration.ofMillis(2));
  }

  private Optional<String> held() {
    Optional<Bytes> value = node.getAsync(KEY, ReadConcern.ONE).join();
    return value.flatMap(Bytes::asUtf8);
  }

  private void assertThatTheFirstPutWasDoneOnce() {
    assertThat(first.answersTo(7)).hasSize(2).containsOnly(first.answersTo(7).get(0));
    assertThat(first.answersTo(7).get(0)).isInstanceOf(PutOutcome.class);
    assertThat(held()).contains("of the second");
  }

  @Test
  void shouldNotBeDoneAgainThoughTheNodeHasAnsweredManyOthersMeanwhile() {
    Put put = put("of the first", Duration.ofSeconds(5));
    send(first, 7, put);
    send(second, 8, put("of the second", Duration.ofSeconds(5)));
    for (int i = 0; i < GETS; i++) {
      second.send(server.localAddress(), 100 + i, new Get(KEY, ReadConcern.ONE));
    }
    run(Duration.ofMillis(10));
    assertThat(second.answersTo(100 + GETS - 1)).hasSize(1);
    send(first, 7, put);
    assertThatTheFirstPutWasDoneOnce();
  }

  @Test
  void shouldNotBeDoneAgainWhenItsClientComesBackLate() {
    Put put = put("of the first", Duration.ofMinutes(10));
    send(first, 7, put);
    send(second, 8, put("of the second", Duration.ofSeconds(5)));
    run(Duration.ofMinutes(9));
    send(second, 9, new Get(KEY, ReadConcern.ONE)); // answers make room by age
    send(first, 7, put);
    assertThatTheFirstPutWasDoneOnce();
  }
}
