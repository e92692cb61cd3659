package io.simpledht.simulator.run;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.ValueFound;
import io.simpledht.simulator.network.Packet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Follows reads on the wire: how long the chain of answers was that led to the first node that held
 * the value. It knows nothing of what nodes count themselves.
 */
final class ReadHops {

  /** Reads of one node followed at a time; of more, the oldest are given up. */
  private static final int MAX_TRAILS = 16;

  /** Who was asked after how many hops, and who was told of by an answer. */
  private static final class Trail {
    private final Map<Address, Integer> asked = new LinkedHashMap<>();
    private final Map<Address, Integer> toldAt = new LinkedHashMap<>();

    private void ask(Address node) {
      asked.putIfAbsent(node, toldAt.getOrDefault(node, 1));
    }

    private void told(int hops, Iterable<Contact> contacts) {
      contacts.forEach(contact -> toldAt.putIfAbsent(contact.address(), hops + 1));
    }
  }

  private final MessageCodec codec = new MessageCodec();
  private final Map<Integer, Map<Key, Trail>> byNode = new LinkedHashMap<>();
  private long hops;
  private long reads;

  /** A datagram is sent. */
  void sent(int type, Packet packet) {
    if (type == MessageType.FIND_VALUE.code() && decoded(packet) instanceof FindValue question) {
      trailsOf(packet.sourceHost())
          .computeIfAbsent(question.key(), read -> new Trail())
          .ask(packet.target());
    } else if (type == MessageType.VALUE_FOUND.code() && decoded(packet) instanceof ValueFound it) {
      answered(packet, it);
    }
  }

  private Message decoded(Packet packet) {
    try {
      return codec.decode(packet.payload()).message();
    } catch (MalformedMessageException planted) {
      return null; // a bug planted into a node
    }
  }

  private Map<Key, Trail> trailsOf(int node) {
    return byNode.computeIfAbsent(
        node,
        none ->
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<Key, Trail> eldest) {
                return size() > MAX_TRAILS;
              }
            });
  }

  /** An answer does not tell its key: it belongs to the reads of which its sender was asked. */
  private void answered(Packet packet, ValueFound answer) {
    Map<Key, Trail> trails = byNode.getOrDefault(packet.targetHost(), new LinkedHashMap<>(0));
    for (Trail trail : trails.values()) {
      Integer at = trail.asked.get(packet.source());
      if (at != null) {
        trail.told(at, answer.closer());
      }
    }
    Key key = answer.found().map(Offer::key).orElse(null);
    Integer at = trails.containsKey(key) ? trails.get(key).asked.get(packet.source()) : null;
    if (at != null) {
      trails.remove(key);
      hops += at;
      reads++;
    }
  }

  /** Reads that found something at another node. */
  long count() {
    return reads;
  }

  /** Hops each took, on average; 1 if the reader knew a holder itself. */
  double mean() {
    return reads == 0 ? 0 : (double) hops / reads;
  }
}
