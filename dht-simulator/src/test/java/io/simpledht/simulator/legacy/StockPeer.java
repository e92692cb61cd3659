package io.simpledht.simulator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.HostContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for a stock SimpleDHT 0.1 node and command line, defects included: it has no request
 * ids, reads 4096 bytes at most, lets the last arrival win, and re-sends every store to all peers
 * it knows.
 */
final class StockPeer {

  private static final int READ_BYTES = 4_096;
  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, String> data = new LinkedHashMap<>();
  final Map<String, Address> peers = new LinkedHashMap<>();
  final List<JsonNode> received = new ArrayList<>();
  private final Map<Address, Long> stores = new LinkedHashMap<>();
  private final Transport transport;
  private final String nodeId;

  StockPeer(HostContext context) {
    transport = context.transport();
    nodeId = "%016x".formatted(context.number());
    transport.start(this::onDatagram);
  }

  /** Puts a datagram on the wire as its JSON text. */
  void say(Address to, String json) {
    transport
        .loop()
        .execute(() -> transport.send(to, ByteBuffer.wrap(json.replace('\'', '"').getBytes())));
  }

  void join(Address seed) {
    say(seed, "{'type':'join','node_id':'%s','host':'0.0.0.0','port':5000}".formatted(nodeId));
  }

  void store(Address to, String key, String value) {
    say(to, "{'type':'store','key':'%s','value':'%s'}".formatted(key, value));
  }

  long count(String type) {
    return received.stream().filter(message -> is(message, type)).count();
  }

  long storesFrom(Address source) {
    return stores.getOrDefault(source, 0L);
  }

  JsonNode last(String type) {
    return received.stream().filter(message -> is(message, type)).reduce((a, b) -> b).orElseThrow();
  }

  private static boolean is(JsonNode message, String type) {
    return message.path("type").asText().equals(type);
  }

  private void onDatagram(Address source, ByteBuffer datagram) {
    byte[] read = new byte[Math.min(READ_BYTES, datagram.remaining())];
    datagram.get(read);
    JsonNode message;
    try {
      message = JSON.readTree(read);
    } catch (IOException decodeError) {
      return; // it prints the error and carries on
    }
    received.add(message);
    serve(source, message);
  }

  private void serve(Address source, JsonNode message) {
    switch (message.path("type").asText()) {
      case "ping" -> say(source, "{'type':'pong'}");
      case "store" -> onStore(source, message);
      case "join" -> onJoin(source, message);
      case "join_ack" -> onJoinAck(source, message);
      case "sync_request" -> answerSync(source);
      case "sync_response" ->
          message
              .path("data")
              .properties()
              .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
      default -> {}
    }
  }

  private void onStore(Address source, JsonNode message) {
    String key = message.path("key").asText();
    String value = message.path("value").asText();
    data.put(key, value);
    stores.merge(source, 1L, Long::sum);
    say(source, "{'type':'store_ack'}");
    peers.values().forEach(peer -> store(peer, key, value)); // the storm
  }

  private void onJoin(Address source, JsonNode message) {
    peers.put(message.path("node_id").asText(), source);
    ObjectNode ack = JSON.createObjectNode().put("type", "join_ack");
    ObjectNode table = ack.putObject("routing_table");
    table.putArray(nodeId).add(transport.localAddress().hostText()).add(5000);
    peers.forEach((id, at) -> table.putArray(id).add(at.hostText()).add(at.port()));
    say(source, ack.toString());
  }

  private void onJoinAck(Address source, JsonNode message) {
    for (Map.Entry<String, JsonNode> peer : message.path("routing_table").properties()) {
      if (!peer.getKey().equals(nodeId)) {
        peers.put(peer.getKey(), addressOf(peer.getValue()));
      }
    }
    say(source, "{'type':'sync_request'}");
  }

  private static Address addressOf(JsonNode endpoint) {
    byte[] ip = new byte[4];
    String[] parts = endpoint.get(0).asText().split("\\.");
    for (int i = 0; i < 4; i++) {
      ip[i] = (byte) Integer.parseInt(parts[i]);
    }
    return Address.of(ip, endpoint.get(1).asInt());
  }

  private void answerSync(Address source) {
    try {
      ObjectNode response = JSON.createObjectNode().put("type", "sync_response");
      response.set("data", JSON.valueToTree(data));
      say(source, JSON.writeValueAsString(response));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
