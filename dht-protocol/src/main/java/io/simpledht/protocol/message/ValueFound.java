package io.simpledht.protocol.message;

import io.simpledht.protocol.Contact;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one node holds for a key.
 *
 * @param found the entry, tombstones included; nothing if the node holds none
 * @param closer closest nodes to the key the sender knows, as many as fit the datagram
 */
public record ValueFound(Optional<Offer> found, List<Contact> closer) implements Response {

  public ValueFound {
    Objects.requireNonNull(found, "found");
    closer = Limits.requireSize("closer", closer, 0, FindNode.MAX_COUNT);
  }

  @Override
  public MessageType type() {
    return MessageType.VALUE_FOUND;
  }
}
