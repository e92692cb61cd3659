package io.simpledht.node.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for a stock node, written from the description of its wire format and with its
 * defects: reads 4096 bytes, the last arrival wins, and every store is re-sent to all peers. It
 * spends at most {@link #MAX_RESENDS}, so that a storm ends within a test.
 */
final class StockPeer {

  static final int MAX_RESENDS = 2_000;
  private static final int READ_BYTES = 4_096;
  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, String> data = new LinkedHashMap<>();
  final Map<String, Address> peers = new LinkedHashMap<>();
  final List<JsonNode> received = new ArrayList<>();
  final List<JsonNode> joinAcks = new ArrayList<>();
  private final FakeTransport transport;
  private final String nodeId;
  private boolean mute;
  private int resends;

  StockPeer(FakeWire wire, int number) {
    transport = wire.host(number);
    nodeId = "%016x".formatted(number);
    transport.start(this::onDatagram);
  }

  Address address() {
    return transport.localAddress();
  }

  /** The one name under which it knows a node. */
  String nameOf(Address node) {
    List<String> names = new ArrayList<>();
    peers.forEach((name, at) -> names.addAll(at.equals(node) ? List.of(name) : List.of()));
    assertThat(names).hasSize(1);
    return names.get(0);
  }

  /** Stops answering. */
  void die() {
    mute = true;
  }

  void join(Address seed) {
    ObjectNode join = message("join").put("node_id", nodeId);
    send(seed, join.put("host", address().hostText()).put("port", address().port()));
  }

  void syncRequest(Address seed) {
    send(seed, message("sync_request"));
  }

  /** A user of this node writes. */
  void put(String key, String value) {
    data.put(key, value);
    peers.values().forEach(peer -> send(peer, store(key, value)));
  }

  long count(String type) {
    return received.stream().filter(message -> is(message, type)).count();
  }

  private static boolean is(JsonNode message, String type) {
    return message.path("type").asText().equals(type);
  }

  private static ObjectNode message(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  private static ObjectNode store(String key, String value) {
    return message("store").put("key", key).put("value", value);
  }

  private void send(Address to, JsonNode message) {
    transport.send(to, ByteBuffer.wrap(message.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void onDatagram(Address source, ByteBuffer datagram) {
    if (mute) {
      return;
    }
    byte[] read = new byte[Math.min(READ_BYTES, datagram.remaining())];
    datagram.get(read);
    try {
      JsonNode message = JSON.readTree(new String(read, StandardCharsets.UTF_8));
      received.add(message);
      serve(source, message);
    } catch (JsonProcessingException printedAndForgotten) {
      received.add(message("undecodable"));
    }
  }

  private void serve(Address source, JsonNode message) {
    switch (message.path("type").asText()) {
      case "ping" -> send(source, message("pong"));
      case "store" -> onStore(source, message.get("key").asText(), message.get("value").asText());
      case "join" -> onJoin(source, message);
      case "join_ack" -> onJoinAck(source, message);
      case "sync_request" -> onSyncRequest(source);
      case "sync_response" ->
          message
              .get("data")
              .properties()
              .forEach(e -> data.put(e.getKey(), e.getValue().asText()));
      default -> {}
    }
  }

  private void onStore(Address source, String key, String value) {
    data.put(key, value);
    for (Address peer : peers.values()) {
      if (resends++ < MAX_RESENDS) {
        send(peer, store(key, value));
      }
    }
    send(source, message("store_ack"));
  }

  private void onJoin(Address source, JsonNode join) {
    peers.put(
        join.get("node_id").asText(), address(join.get("host").asText(), join.get("port").asInt()));
    ObjectNode ack = message("join_ack");
    ObjectNode table = ack.putObject("routing_table");
    table.putArray(nodeId).add(address().hostText()).add(address().port());
    peers.forEach((id, at) -> table.putArray(id).add(at.hostText()).add(at.port()));
    send(source, ack);
  }

  private void onJoinAck(Address source, JsonNode ack) {
    joinAcks.add(ack);
    for (Map.Entry<String, JsonNode> node : ack.get("routing_table").properties()) {
      if (!node.getKey().equals(nodeId)) {
        JsonNode at = node.getValue();
        peers.put(node.getKey(), address(at.get(0).asText(), at.get(1).asInt()));
      }
    }
    syncRequest(source);
  }

  private void onSyncRequest(Address source) {
    ObjectNode response = message("sync_response");
    ObjectNode all = response.putObject("data");
    data.forEach(all::put);
    send(source, response);
  }

  private static Address address(String host, int port) {
    int ip = 0;
    for (String part : host.split("\\.")) {
      ip = ip << 8 | Integer.parseInt(part);
    }
    return Address.ofV4(ip, port);
  }
}
