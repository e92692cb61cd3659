package io.simpledht.node.legacy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What SimpleDHT 0.1 (Python) says: one JSON object in a datagram, without request ids. */
sealed interface LegacyMessage {

  /** Where a node is reached, as text. */
  record Endpoint(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  record Ping() implements LegacyMessage {}

  record Pong() implements LegacyMessage {}

  record Store(String key, String value) implements LegacyMessage {}

  record StoreAck() implements LegacyMessage {}

  record Get(String key) implements LegacyMessage {}

  record GetResponse(Optional<String> value) implements LegacyMessage {}

  /**
   * @param successor whether the joiner is a node of our kind that took its seed for a stock node:
   *     it says so in a field that stock nodes do not read
   */
  record Join(String nodeId, String host, int port, boolean successor) implements LegacyMessage {}

  record JoinAck(Map<String, Endpoint> routingTable) implements LegacyMessage {
    public JoinAck {
      routingTable = Collections.unmodifiableMap(new LinkedHashMap<>(routingTable));
    }
  }

  record SyncRequest() implements LegacyMessage {}

  record SyncResponse(Map<String, String> data) implements LegacyMessage {
    public SyncResponse {
      data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
  }

  record InfoRequest() implements LegacyMessage {}

  record InfoResponse(String nodeId, long peerCount, long dataCount) implements LegacyMessage {}
}
