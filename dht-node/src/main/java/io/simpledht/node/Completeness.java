package io.simpledht.node;

import io.simpledht.node.bootstrap.Lifecycle;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.replication.Standing;
import io.simpledht.protocol.NodeState;
import java.util.function.IntSupplier;

/**
 * Whether this node holds all that it is to hold: once it has compared with its peers, and until it
 * has to refuse something for lack of room.
 */
final class Completeness implements Standing {

  private final Lifecycle lifecycle;
  private final Replica replica;
  private final IntSupplier peers;
  private boolean toldThatStoreIsFull;

  /** Of the node with this state, this copy and so many peers. */
  Completeness(Lifecycle lifecycle, Replica replica, IntSupplier peers) {
    this.lifecycle = lifecycle;
    this.replica = replica;
    this.peers = peers;
  }

  @Override
  public boolean isComplete() {
    return lifecycle.is(NodeState.READY) && (!replica.lacksRefused() || isAlone());
  }

  /** Whose peers fell silent is not alone but isolated. */
  @Override
  public boolean isAlone() {
    return lifecycle.is(NodeState.READY) && peers.getAsInt() == 0;
  }

  /** A comparison found nothing lacking, or what was lacking has been fetched. Loop only. */
  void onCompared() {
    toldThatStoreIsFull &= replica.lacksRefused();
  }

  /** Whether the operator has not been told of it since the copy was complete. Loop only. */
  boolean isNewsThatStoreIsFull() {
    boolean news = !toldThatStoreIsFull;
    toldThatStoreIsFull = true;
    return news;
  }
}
