package io.simpledht.node.sync;

import io.simpledht.node.routing.RoutingTable;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.List;

/**
 * What this node compares, and with whom: of a range of key hashes the partners must hold what we
 * hold.
 *
 * @param from first key hash
 * @param to last key hash
 * @param partners nodes that are responsible for all of the range, as we are
 */
public record SyncScope(Id from, Id to, List<Contact> partners) {

  /** Says what to compare at this moment. */
  @FunctionalInterface
  public interface Source {
    /** The present scope; without partners there is nobody to compare with. */
    SyncScope now();
  }

  /** With full replication everybody holds everything. */
  public static SyncScope everything(RoutingTable table) {
    return new SyncScope(Id.ZERO, Id.MAX, table.contacts());
  }

  /**
   * With {@code factor} copies: the largest subtree of ids around ours in which no more nodes than
   * that are known. Each key in it has all of them among its closest nodes, so each of them must
   * hold all of it. Keys near its border have copies outside as well, which others compare.
   */
  public static SyncScope neighbourhood(RoutingTable table, Id self, int factor) {
    int bits = table.sharedBitsOfClosest(factor);
    List<Contact> partners = table.sharing(bits);
    return new SyncScope(
        self.withTail(bits, Id.ZERO),
        self.withTail(bits, Id.MAX),
        partners.isEmpty() ? table.closest(self, factor) : partners);
  }
}
