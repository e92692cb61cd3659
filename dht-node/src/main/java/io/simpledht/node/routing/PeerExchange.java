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

  /** Pages read from one peer in a row. */
  static final int MAX_PAGES = 32;

  /** As many contacts, about. */
  static final int MAX_CONTACTS = 20 * MAX_PAGES;

  private final RpcEndpoint rpc;
  private final Membership membership;

  PeerExchange(RpcEndpoint rpc, Membership membership) {
    this.rpc = rpc;
    this.membership = membership;
  }

  /**
   * Reads up to {@code pages} pages of {@code teller}'s table, in the order of ids from {@code
   * first} on, and behind the last id from the first one.
   */
  void read(Contact teller, Id first, int pages) {
    new Reading(teller, first, pages).ask(first);
  }

  private final class Reading {
    private final Contact teller;
    private final Id first;
    private int pagesLeft;
    private boolean wrapped;

    Reading(Contact teller, Id first, int pages) {
      this.teller = teller;
      this.first = first;
      this.pagesLeft = pages;
    }

    void ask(Id from) {
      if (pagesLeft > 0) {
        pagesLeft--;
        rpc.call(teller, new ListPeers(from), CallPolicy.NORMAL, (source, page) -> onPage(page));
      }
    }

    private void onPage(PeerList page) {
      membership.onHearsay(page.peers().stream().map(PeerList.Peer::contact).toList());
      boolean isLast = page.next().isEmpty();
      Id next = page.next().orElse(Id.ZERO);
      boolean allRead = wrapped && isLast || (wrapped || isLast) && next.compareTo(first) >= 0;
      wrapped |= isLast;
      if (!allRead) {
        ask(next);
      }
    }
  }
}
