package io.simpledht.simulator.run;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.protocol.message.ValueFound;
import io.simpledht.simulator.network.Packet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Follows reads on the wire: how long the chain of answers was that led to the first node that held
 * the value. It knows nothing of what nodes count themselves.
 */
final class ReadHops {

  /** Reads followed at a time; of more, the oldest are given up. */
  private static final int MAX_TRAILS = 1_024;

  private record Read(int node, Key key) {}

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
  private final Map<Read, Trail> trails =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Read, Trail> eldest) {
          return size() > MAX_TRAILS;
        }
      };
  private long hops;
  private long reads;

  /** A datagram is sent. */
  void sent(int type, Packet packet) {
    if (type == MessageType.FIND_VALUE.code() && decoded(packet) instanceof FindValue question) {
      trails
          .computeIfAbsent(new Read(packet.sourceHost(), question.key()), read -> new Trail())
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

  /** An answer does not tell its key: it belongs to the reads of which its sender was asked. */
  private void answered(Packet packet, ValueFound answer) {
    Read found = null;
    for (Map.Entry<Read, Trail> entry : trails.entrySet()) {
      Trail trail = entry.getValue();
      Integer at = trail.asked.get(packet.source());
      if (entry.getKey().node() == packet.targetHost() && at != null) {
        trail.told(at, answer.closer());
        if (answer.found().filter(o -> o.key().equals(entry.getKey().key())).isPresent()) {
          found = entry.getKey();
          hops += at;
          reads++;
        }
      }
    }
    trails.remove(found);
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
