package io.simpledht.node.sync;

import io.simpledht.node.routing.Responsibility;
import io.simpledht.node.routing.RoutingTable;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.List;

/**
 * What this node compares, and with whom.
 *
 * @param from first key hash
 * @param to last key hash
 * @param partners nodes that are to hold keys of the range which we are to hold, too
 * @param everything whether that is all keys of the range, and not others with each partner
 */
public record SyncScope(Id from, Id to, List<Contact> partners, boolean everything) {

  /** Says what to compare at this moment. */
  @FunctionalInterface
  public interface Source {
    /** The present scope; without partners there is nobody to compare with. */
    SyncScope now();
  }

  /** With full replication everybody holds everything. */
  public static SyncScope everything(RoutingTable table) {
    return new SyncScope(Id.ZERO, Id.MAX, table.contacts(), true);
  }

  /** With a number of copies: what each of those who share keys with us is to hold as we are. */
  public static SyncScope shared(Responsibility responsibility) {
    return new SyncScope(Id.ZERO, Id.MAX, responsibility.sharers(), false);
  }

  /** A node that holds nothing for others has nothing to compare. */
  public static SyncScope nothing() {
    return new SyncScope(Id.ZERO, Id.MAX, List.of(), false);
  }
}
