package io.simpledht.node.legacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.simpledht.protocol.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the ancestor's JSON. Whatever is not exactly one of its messages is nothing. */
final class LegacyCodec {

  /**
   * A stock node reads at most 4096 bytes and loses a longer datagram silently; this stays below.
   */
  static final int MAX_DATAGRAM_BYTES = 4_095;

  /** Deeper nesting than a routing table has is an attack on the parser. */
  private static final int MAX_DEPTH = 8;

  private static final int MAX_NUMBER_DIGITS = 20;

  private static final int MAX_PORT = 65_535;

  /** Of the ancestor's join: type, node_id, host and port. */
  private static final int JOIN_FIELDS = 4;

  /** A field of ours in a join; the ancestor reads the fields it knows and no others. */
  private static final String SUCCESSOR = "successor";

  /** Names are neither interned nor kept: whoever sends a datagram chooses them. */
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_DIGITS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LegacyCodec() {}

  /** The message in a datagram, or nothing if it is none of the ancestor's. */
  static Optional<LegacyMessage> decode(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(datagram.position(), bytes);
    // Decoded here, because the parser would also take UTF-16 and repair what is not UTF-8.
    return Bytes.wrap(bytes).asUtf8().flatMap(LegacyCodec::parse);
  }

  private static Optional<LegacyMessage> parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      return root == null || !root.isObject() ? Optional.empty() : read(root);
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<LegacyMessage> read(JsonNode root) {
    return switch (text(root, "type").orElse("")) {
      case "ping" -> Optional.of(new LegacyMessage.Ping());
      case "pong" -> Optional.of(new LegacyMessage.Pong());
      case "store" -> readStore(root);
      case "store_ack" -> Optional.of(new LegacyMessage.StoreAck());
      case "get" -> text(root, "key").map(LegacyMessage.Get::new);
      case "get_response" -> Optional.of(new LegacyMessage.GetResponse(text(root, "value")));
      case "join" -> readJoin(root);
      case "join_ack" -> readJoinAck(root);
      case "sync_request" -> Optional.of(new LegacyMessage.SyncRequest());
      case "sync_response" -> readSyncResponse(root);
      case "info_request" -> Optional.of(new LegacyMessage.InfoRequest());
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(JsonNode object, String field) {
    JsonNode node = object.path(field);
    return isText(node) ? Optional.of(node.textValue()) : Optional.empty();
  }

  /** Half a surrogate pair can be escaped in JSON but not stored as UTF-8: it is not text. */
  private static boolean isText(JsonNode node) {
    return node.isTextual() && isEncodable(node.textValue());
  }

  private static boolean isEncodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static boolean isPort(JsonNode node) {
    return node.isIntegralNumber()
        && node.canConvertToInt()
        && node.intValue() > 0
        && node.intValue() <= MAX_PORT;
  }

  private static Optional<LegacyMessage> readStore(JsonNode root) {
    Optional<String> value = text(root, "value");
    return text(root, "key")
        .flatMap(key -> value.map(present -> new LegacyMessage.Store(key, present)));
  }

  /**
   * With a field more it is none: no checksum tells that our own mark was damaged on the way, and
   * without it we would be taken for a stock node.
   */
  private static Optional<LegacyMessage> readJoin(JsonNode root) {
    Optional<String> id = text(root, "node_id");
    Optional<String> host = text(root, "host");
    JsonNode port = root.path("port");
    boolean successor = root.path(SUCCESSOR).asBoolean();
    boolean complete = id.isPresent() && host.isPresent() && isPort(port);
    boolean exact = root.size() == (successor ? JOIN_FIELDS + 1 : JOIN_FIELDS);
    return complete && exact
        ? Optional.of(new LegacyMessage.Join(id.get(), host.get(), port.intValue(), successor))
        : Optional.empty();
  }

  private static Optional<LegacyMessage> readJoinAck(JsonNode root) {
    JsonNode table = root.path("routing_table");
    if (!table.isObject()) {
      return Optional.empty();
    }
    Map<String, LegacyMessage.Endpoint> nodes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> node : table.properties()) {
      JsonNode endpoint = node.getValue();
      if (isText(endpoint.path(0)) && isPort(endpoint.path(1))) {
        nodes.put(
            node.getKey(),
            new LegacyMessage.Endpoint(endpoint.get(0).textValue(), endpoint.get(1).intValue()));
      }
    }
    return Optional.of(new LegacyMessage.JoinAck(nodes));
  }

  private static Optional<LegacyMessage> readSyncResponse(JsonNode root) {
    JsonNode data = root.path("data");
    if (!data.isObject()) {
      return Optional.empty();
    }
    Map<String, String> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      if (isText(entry.getValue()) && isEncodable(entry.getKey())) {
        entries.put(entry.getKey(), entry.getValue().textValue());
      }
    }
    return Optional.of(new LegacyMessage.SyncResponse(entries));
  }

  /** The message as a datagram, which may be longer than a stock node reads: see its size. */
  static ByteBuffer encode(LegacyMessage message) {
    ObjectNode root = JSON.createObjectNode();
    write(message, root);
    try {
      return ByteBuffer.wrap(JSON.writeValueAsBytes(root));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("strings and numbers always become JSON", impossible);
    }
  }

  private static void write(LegacyMessage message, ObjectNode root) {
    if (message instanceof LegacyMessage.Ping) {
      root.put("type", "ping");
    } else if (message instanceof LegacyMessage.Pong) {
      root.put("type", "pong");
    } else if (message instanceof LegacyMessage.Store store) {
      root.put("type", "store").put("key", store.key()).put("value", store.value());
    } else if (message instanceof LegacyMessage.StoreAck) {
      root.put("type", "store_ack");
    } else if (message instanceof LegacyMessage.Get get) {
      root.put("type", "get").put("key", get.key());
    } else if (message instanceof LegacyMessage.GetResponse response) {
      root.put("type", "get_response").put("value", response.value().orElse(null));
    } else if (message instanceof LegacyMessage.Join join) {
      root.put("type", "join").put("node_id", join.nodeId());
      root.put("host", join.host()).put("port", join.port());
      if (join.successor()) {
        root.put(SUCCESSOR, true);
      }
    } else if (message instanceof LegacyMessage.JoinAck ack) {
      ObjectNode table = root.put("type", "join_ack").putObject("routing_table");
      ack.routingTable().forEach((id, at) -> table.putArray(id).add(at.host()).add(at.port()));
    } else if (message instanceof LegacyMessage.SyncRequest) {
      root.put("type", "sync_request");
    } else if (message instanceof LegacyMessage.SyncResponse sync) {
      ObjectNode data = root.put("type", "sync_response").putObject("data");
      sync.data().forEach(data::put);
    } else if (message instanceof LegacyMessage.InfoRequest) {
      root.put("type", "info_request");
    } else if (message instanceof LegacyMessage.InfoResponse info) {
      root.put("type", "info_response").put("node_id", info.nodeId());
      root.put("peer_count", info.peerCount()).put("data_count", info.dataCount());
    }
  }

  /** Bytes one entry adds to a sync_response, quotes, colon and comma included. */
  static int entryBytes(String key, String value) {
    try {
      return JSON.writeValueAsBytes(key).length + JSON.writeValueAsBytes(value).length + 4;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("strings always become JSON", impossible);
    }
  }
}
