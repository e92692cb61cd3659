package io.simpledht.simulator.tables;

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
import io.simpledht.simulator.network.Rule;
import io.simpledht.simulator.network.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Follows one lookup at a time on the wire: how long the chain of answers is that led to each node
 * asked. It knows nothing of the lookup's own figures.
 */
final class LookupHops implements Rule {

  private static final int TYPE_AT = 2;

  private final MessageCodec codec = new MessageCodec();
  private final Map<Address, Integer> asked = new LinkedHashMap<>();
  private final Map<Address, Integer> toldAt = new LinkedHashMap<>();
  private int origin;
  private Key key;

  /** From now on follows what {@code host} asks for {@code sought}. */
  void follow(int host, Key sought) {
    origin = host;
    key = sought;
    asked.clear();
    toldAt.clear();
  }

  /** Hops to a node of the lookup, 1 if it was known from the beginning; 0 if it was not asked. */
  int hopsTo(Address node) {
    return asked.getOrDefault(node, 0);
  }

  /** Nodes asked. */
  int asked() {
    return asked.size();
  }

  @Override
  public Verdict judge(Packet packet) {
    int type = packet.payload().get(TYPE_AT) & 0xFF;
    boolean question = packet.sourceHost() == origin && type == MessageType.FIND_VALUE.code();
    boolean answer = packet.targetHost() == origin && type == MessageType.VALUE_FOUND.code();
    if (question || answer) {
      note(packet, decoded(packet));
    }
    return Verdict.pass();
  }

  private Message decoded(Packet packet) {
    try {
      return codec.decode(packet.payload()).message();
    } catch (MalformedMessageException impossible) {
      throw new IllegalStateException("a node sent nonsense", impossible);
    }
  }

  private void note(Packet packet, Message message) {
    if (message instanceof FindValue question && question.key().equals(key)) {
      asked.putIfAbsent(packet.target(), toldAt.getOrDefault(packet.target(), 1));
    } else if (message instanceof ValueFound answer && asked.containsKey(packet.source())) {
      int hops = asked.get(packet.source()) + 1;
      for (Contact contact : answer.closer()) {
        toldAt.putIfAbsent(contact.address(), hops);
      }
    }
  }
}
