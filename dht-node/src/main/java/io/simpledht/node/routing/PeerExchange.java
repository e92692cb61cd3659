package io.simpledht.node.routing;

import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.PeerList;

/**
 * Learns whom others know by reading their tables page by page. Lookups only show the nodes around
 * their targets; a broadcast wants to know all of a network that is small enough to be known.
 */
final class PeerExchange {

  /** Pages read from one peer in a row: 640 contacts. */
  static final int MAX_PAGES = 32;

  private final RpcEndpoint rpc;
  private final Membership membership;

  PeerExchange(RpcEndpoint rpc, Membership membership) {
    this.rpc = rpc;
    this.membership = membership;
  }

  /** Reads up to {@code pages} pages of {@code teller}'s table, from {@code first} on. */
  void read(Contact teller, Id first, int pages) {
    if (pages > 0) {
      rpc.call(
          teller,
          new ListPeers(first),
          CallPolicy.NORMAL,
          (Contact from, PeerList page) -> onPage(from, page, pages));
    }
  }

  private void onPage(Contact teller, PeerList page, int pages) {
    membership.onHearsay(page.peers().stream().map(PeerList.Peer::contact).toList());
    page.next().ifPresent(next -> read(teller, next, pages - 1));
  }
}
