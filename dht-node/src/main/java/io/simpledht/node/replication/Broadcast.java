package io.simpledht.node.replication;

import io.simpledht.node.routing.RoutingTable;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Store;
import java.util.List;

/**
 * Delegated broadcast: brings a batch of entries to every node of a share of the id space, each
 * node once. Every bucket of the routing table, split by its next bits, is a smaller share; one
 * node of it is made its delegate and serves that share and nothing else. Shares are disjoint and
 * strictly shrink, so there is no loop, no echo, and without loss exactly one store and one
 * acknowledgement for each node.
 */
public final class Broadcast {

  /** Bits by which a share shrinks at each hand-over. */
  private static final int BITS_PER_LEVEL = 5;

  /** Two nodes or more below a delegate may meet in one of its 16 shares: a level more. */
  private static final int LEVELS_BY_LUCK = 2;

  /** With 30 % loss each way one delegate in a million is given up wrongly, given the time. */
  private static final int TRANSMISSIONS = 20;

  private static final int SUSPECT_TRANSMISSIONS = 3;

  /** For what is sent without anybody waiting for it. */
  private static final long SPARE_BUDGET_NANOS = 5_000_000_000L;

  private final RpcEndpoint rpc;
  private final RoutingTable table;
  private final Replica replica;

  /** A broadcast over the peers of {@code table} of what {@code replica} holds. */
  public Broadcast(RpcEndpoint rpc, RoutingTable table, Replica replica) {
    this.rpc = rpc;
    this.table = table;
    this.replica = replica;
  }

  /**
   * Sends {@code offers} to all known nodes that share at least {@code fromBits} leading bits with
   * this one.
   *
   * @param offers few enough for one datagram
   * @param budgetNanos report what is known after this time
   * @return the delivery, which may be done already because there is nobody
   */
  Delivery send(List<Offer> offers, int fromBits, long budgetNanos, Delivery.Progress progress) {
    List<RoutingTable.Share> shares = table.shares(fromBits);
    Delivery delivery =
        new Delivery(
            offers,
            shares.stream().map(RoutingTable.Share::candidates).toList(),
            progress,
            offer -> replica.holdsNewer(offer.key(), offer.version()));
    for (RoutingTable.Share share : shares) {
      int levels = levelsBelow(share);
      Store request = new Store(share.shareBits(), budgetMillis(budgetNanos), offers);
      CallPolicy policy = new CallPolicy(TRANSMISSIONS, budgetNanos, 1 + levels);
      new ShareCall(rpc, delivery, share.candidates(), request, to -> policyFor(to, policy))
          .start();
    }
    return delivery;
  }

  /** Sends {@code offers} to one node and nobody else; whether it arrives is nobody's concern. */
  void sendTo(Contact peer, List<Offer> offers) {
    Store request = new Store(Store.RECEIVER_ONLY, budgetMillis(SPARE_BUDGET_NANOS), offers);
    rpc.call(peer, request, CallPolicy.NORMAL, (from, reply) -> {});
  }

  /** Whoever was silent last time is asked, but does not keep everybody waiting again. */
  private CallPolicy policyFor(Contact delegate, CallPolicy usual) {
    return table.isSuspect(delegate.id()) ? usual.atMost(SUSPECT_TRANSMISSIONS) : usual;
  }

  /**
   * Hand-overs to expect below a delegate: none if it has its share to itself, as far as we know,
   * and else from the density of ids around us. Too few would send the write again while the
   * delegate still waits for others; one too many only makes us more patient.
   */
  private int levelsBelow(RoutingTable.Share share) {
    int others = share.candidates().size() - 1;
    if (others == 0) {
      return 0;
    }
    int networkBits = 64 - Long.numberOfLeadingZeros(table.networkSize());
    int levels = (networkBits - share.shareBits() + BITS_PER_LEVEL - 1) / BITS_PER_LEVEL;
    return Math.max(levels, Math.min(others, LEVELS_BY_LUCK));
  }

  /** What a delegate may use: less than we have, so that its answer still reaches us. */
  private static int budgetMillis(long budgetNanos) {
    long millis = budgetNanos / 1_000_000 * 4 / 5;
    return (int) Math.max(1, Math.min(Store.MAX_BUDGET_MILLIS, millis));
  }
}
