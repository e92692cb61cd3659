package io.simpledht.protocol.codec;

import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.ValueFound;

/** Bodies of the messages by which nodes find each other and answer. */
final class RoutingBodies {

  static final NodeState[] STATES = NodeState.values();

  private static final Refused.Reason[] REASONS = Refused.Reason.values();

  private RoutingBodies() {}

  static WireWriter write(WireWriter out, Pong pong) {
    return ValueForms.writeAddress(out, pong.observed()).code(pong.state()).i64(pong.clock());
  }

  static Pong readPong(WireReader in) throws MalformedMessageException {
    return new Pong(ValueForms.readAddress(in), in.code(STATES), in.i64());
  }

  static WireWriter write(WireWriter out, FindNode find) {
    return out.id(find.target()).u8(find.count());
  }

  static FindNode readFindNode(WireReader in) throws MalformedMessageException {
    return new FindNode(in.id(), in.u8());
  }

  static WireWriter write(WireWriter out, NodesFound found) {
    ValueForms.writeAddress(out, found.observed());
    return ValueForms.writeContacts(out, found.contacts());
  }

  static NodesFound readNodesFound(WireReader in) throws MalformedMessageException {
    return new NodesFound(ValueForms.readAddress(in), ValueForms.readContacts(in));
  }

  static WireWriter write(WireWriter out, FindValue find) {
    return ValueForms.writeKey(out, find.key());
  }

  static FindValue readFindValue(WireReader in) throws MalformedMessageException {
    return new FindValue(ValueForms.readKey(in));
  }

  static WireWriter write(WireWriter out, ValueFound found) {
    out.optional(found.found(), ValueForms::writeOffer);
    return ValueForms.writeContacts(out, found.closer());
  }

  static ValueFound readValueFound(WireReader in) throws MalformedMessageException {
    return new ValueFound(in.optional(ValueForms::readOffer), ValueForms.readContacts(in));
  }

  static WireWriter write(WireWriter out, Refused refused) {
    return out.code(refused.reason());
  }

  static Refused readRefused(WireReader in) throws MalformedMessageException {
    return new Refused(in.code(REASONS));
  }
}
