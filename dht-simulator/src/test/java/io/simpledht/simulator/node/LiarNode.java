package io.simpledht.simulator.node;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.message.ValueFound;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.HostContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Looks alive, and tells whoever looks up anything of twenty nodes that are closer and do not
 * exist, half of them at the address of somebody who has nothing to do with it.
 */
final class LiarNode {

  private static final int LIES = 20;
  private static final int CLOSE_BITS = 24;

  private final Transport transport;
  private final RandomGenerator random;
  private final Address victim;
  private final MessageCodec codec = new MessageCodec();
  private final Id self;
  private long lies;

  LiarNode(HostContext context, Address victim) {
    this.random = context.random();
    this.self = Id.random(random);
    this.transport = context.transport();
    this.victim = victim;
    transport.start(this::onDatagram);
  }

  /** Lookups it misled, or tried to. */
  long lies() {
    return lies;
  }

  /** Makes itself known, as a node that joins does. */
  void introduceTo(Address node) {
    send(node, new Header(random.nextLong(), self, false, 0), new Ping());
  }

  private void onDatagram(Address source, ByteBuffer datagram) {
    try {
      Envelope asked = codec.decode(datagram);
      answer(source, asked)
          .ifPresent(
              answer ->
                  send(source, new Header(asked.header().requestId(), self, false, 0), answer));
    } catch (MalformedMessageException notOurs) {
      return;
    }
  }

  private void send(Address target, Header header, Message message) {
    transport.send(target, codec.encode(header, message));
  }

  private Optional<Response> answer(Address source, Envelope asked) {
    if (asked.message() instanceof Ping) {
      return Optional.of(new Pong(source, NodeState.READY, 0));
    } else if (asked.message() instanceof FindNode request) {
      return Optional.of(new NodesFound(source, invented(request.target())));
    } else if (asked.message() instanceof FindValue request) {
      return Optional.of(new ValueFound(Optional.empty(), invented(request.key().id())));
    }
    return Optional.empty();
  }

  private List<Contact> invented(Id target) {
    lies++;
    List<Contact> contacts = new ArrayList<>();
    for (int i = 0; i < LIES; i++) {
      Address nobody = Address.ofV4(0x0AC80000 + random.nextInt(0xFFFF), 5000);
      Id close = target.withTail(CLOSE_BITS, Id.random(random));
      contacts.add(new Contact(close, i % 2 == 0 ? victim : nobody));
    }
    return contacts;
  }
}
