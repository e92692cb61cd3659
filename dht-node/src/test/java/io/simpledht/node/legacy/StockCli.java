package io.simpledht.node.legacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stand-in for one run of the stock command line: one datagram out, the answers in. */
final class StockCli {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeWire wire;
  private final FakeTransport transport;
  private final List<JsonNode> answers = new ArrayList<>();
  private long answeredAtNanos;

  StockCli(FakeWire wire, int number) {
    this.wire = wire;
    this.transport = wire.host(number);
    transport.start((source, datagram) -> onAnswer(datagram));
  }

  private void onAnswer(ByteBuffer datagram) {
    answeredAtNanos = wire.loop().nanoTime();
    answers.add(read(datagram));
  }

  /** When the last answer came. */
  long answeredAtNanos() {
    return answeredAtNanos;
  }

  private static JsonNode read(ByteBuffer datagram) {
    try {
      return JSON.readTree(StandardCharsets.UTF_8.decode(datagram).toString());
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  Address address() {
    return transport.localAddress();
  }

  /** What comes back within its timeout; quotes may be single ones. */
  List<JsonNode> ask(Address node, String json) {
    return askRaw(node, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** The first that comes back within its timeout; nothing else is waited for. */
  Optional<JsonNode> askOnce(Address node, String json) {
    answers.clear();
    transport.send(node, ByteBuffer.wrap(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < 5_000 && answers.isEmpty(); i++) {
      wire.loop().run(Duration.ofMillis(1));
    }
    return answers.stream().findFirst();
  }

  List<JsonNode> askRaw(Address node, byte[] datagram) {
    answers.clear();
    transport.send(node, ByteBuffer.wrap(datagram));
    wire.loop().run(Duration.ofSeconds(5));
    return List.copyOf(answers);
  }
}
