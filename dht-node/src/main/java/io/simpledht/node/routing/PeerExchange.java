package io.simpledht.node.routing;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.PeerList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Learns whom others know by reading their tables page by page. Lookups only show the nodes around
 * their targets; a broadcast wants to know all of a network that is small enough to be known.
 */
final class PeerExchange {

  /** Pages read in a row. */
  static final int MAX_PAGES = 32;

  /** As many contacts, about. */
  static final int MAX_CONTACTS = 20 * MAX_PAGES;

  private final RpcEndpoint rpc;
  private final Membership membership;
  private final RandomGenerator random;

  PeerExchange(RpcEndpoint rpc, Membership membership, RandomGenerator random) {
    this.rpc = rpc;
    this.membership = membership;
    this.random = random;
  }

  /**
   * Reads up to {@code pages} pages of the table of a peer, in the order of ids from {@code first}
   * on, and behind the last id from the first one. Where a peer falls silent another is read on:
   * where much is lost hardly any answers all of the questions, and what lies behind in the order
   * would be learned last.
   */
  void read(Id first, int pages) {
    new Reading(first, pages).readOnFromSomeone(first);
  }

  private final class Reading {
    private final Id first;
    private int pagesLeft;
    private boolean wrapped;
    private Contact teller;

    Reading(Id first, int pages) {
      this.first = first;
      this.pagesLeft = pages;
    }

    void readOnFromSomeone(Id from) {
      RoutingTable table = membership.table();
      List<Contact> tellers =
          table.contacts().stream().filter(peer -> !table.isSuspect(peer.id())).toList();
      if (!tellers.isEmpty()) {
        teller = tellers.get(random.nextInt(tellers.size()));
        ask(from);
      }
    }

    private void ask(Id from) {
      if (pagesLeft > 0) {
        pagesLeft--;
        rpc.call(
            teller,
            new ListPeers(from),
            CallPolicy.NORMAL,
            new CallListener<PeerList>() {
              @Override
              public void onReply(Contact source, PeerList page) {
                onPage(page);
              }

              @Override
              public void onFailed(CallFailure failure) {
                if (failure.isSilence()) {
                  readOnFromSomeone(from);
                }
              }
            });
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
