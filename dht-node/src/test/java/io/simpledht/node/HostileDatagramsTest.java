package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Id;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.testkit.RandomMessages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * A live node under a flood of nonsense. The number of datagrams is the system property {@code
 * simpledht.hostile}, 100,000 by default.
 */
class HostileDatagramsTest {

  private static final int DATAGRAMS = Integer.getInteger("simpledht.hostile", 100_000);
  private static final int WRITES = 200;

  @Test
  void shouldServeItsClientsThroughAFloodOfNonsense() throws Exception {
    try (DhtNode node = DhtNode.builder().host("127.0.0.1").port(0).build()) {
      node.start();
      CompletableFuture<Void> flood =
          CompletableFuture.runAsync(() -> flood(node.address().port()));
      try (DhtClient client =
          DhtClient.connect("127.0.0.1", node.address().port(), Duration.ofSeconds(20))) {
        for (int i = 0; i < WRITES || !flood.isDone(); i++) {
          String key = "key" + i % WRITES;
          assertThat(client.put(key, "value" + i).isStored()).isTrue();
          assertThat(client.getString(key)).contains("value" + i);
        }
      }
      flood.join();
      NodeSnapshot after = node.snapshot();
      assertThat(after.unexpectedErrors()).isZero();
      assertThat(after.refusedDatagrams()).isGreaterThan(DATAGRAMS / 20);
    }
  }

  private static void flood(int port) {
    SplittableRandom random = new SplittableRandom(99);
    RandomMessages messages = new RandomMessages(99);
    MessageCodec codec = new MessageCodec();
    InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (DatagramChannel channel = DatagramChannel.open()) {
      for (int i = 0; i < DATAGRAMS; i++) {
        channel.send(nonsense(i % 4, random, messages, codec), target);
      }
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Random bytes; the same with our magic or the ancestor's brace; real messages with damage. */
  private static ByteBuffer nonsense(
      int kind, SplittableRandom random, RandomMessages messages, MessageCodec codec) {
    byte[] bytes = new byte[random.nextInt(1, 1_400)];
    random.nextBytes(bytes);
    switch (kind) {
      case 0 -> {}
      case 1 -> bytes[0] = (byte) MessageCodec.MAGIC;
      case 2 -> bytes[0] = '{';
      default -> {
        Message message = messages.message();
        ByteBuffer encoded = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
        codec.encode(new Header(random.nextLong(), Id.random(random), true, 0), message, encoded);
        int at = random.nextInt(encoded.remaining());
        encoded.put(at, (byte) (encoded.get(at) ^ 1 << random.nextInt(8)));
        return encoded;
      }
    }
    return ByteBuffer.wrap(bytes);
  }
}
