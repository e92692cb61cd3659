package io.simpledht.protocol;

import java.util.Objects;

/**
 * How to reach a node: who it is and where it was last heard.
 *
 * @param id the node's id, independent of its address
 * @param address where its datagrams come from
 */
public record Contact(Id id, Address address) {

  public Contact {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(address, "address");
  }

  @Override
  public String toString() {
    return id.shortText() + "@" + address;
  }
}
