package io.simpledht.protocol.message;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import java.util.List;
import java.util.Objects;

/**
 * The closest nodes known to the sender.
 *
 * @param observed the address the request came from
 * @param contacts closest first, at most {@value FindNode#MAX_COUNT}; hearsay until they answered
 *     themselves
 */
public record NodesFound(Address observed, List<Contact> contacts) implements Response {

  public NodesFound {
    Objects.requireNonNull(observed, "observed");
    contacts = Limits.requireSize("contacts", contacts, 0, FindNode.MAX_COUNT);
  }

  @Override
  public MessageType type() {
    return MessageType.NODES_FOUND;
  }
}
