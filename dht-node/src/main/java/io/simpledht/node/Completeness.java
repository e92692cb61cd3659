package io.simpledht.node;

import io.simpledht.node.bootstrap.Lifecycle;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.replication.Standing;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Whether this node holds all that it is to hold: once it has compared with its peers, and until it
 * cannot take something that it is offered.
 */
final class Completeness implements Standing {

  private final Lifecycle lifecycle;
  private final Replica replica;
  private final IntSupplier peers;
  private final Supplier<List<Contact>> missed;
  private boolean toldThatStoreIsFull;

  /** Of the node with this state, this copy, so many peers, and those that fell silent. */
  Completeness(
      Lifecycle lifecycle, Replica replica, IntSupplier peers, Supplier<List<Contact>> missed) {
    this.lifecycle = lifecycle;
    this.replica = replica;
    this.peers = peers;
    this.missed = missed;
  }

  @Override
  public boolean isComplete() {
    return lifecycle.is(NodeState.READY) && (replica.hasAllOffered() || isAlone());
  }

  @Override
  public boolean isComplete(Key key) {
    return lifecycle.is(NodeState.READY) && (!replica.mayLack(key) || isAlone());
  }

  @Override
  public boolean isAlone() {
    return lifecycle.is(NodeState.READY) && peers.getAsInt() == 0;
  }

  @Override
  public List<Contact> missedPeers() {
    return missed.get();
  }

  /** A comparison found nothing lacking, or what was lacking has been fetched. Loop only. */
  void onCompared() {
    toldThatStoreIsFull &= !replica.hasAllOffered();
  }

  /** Whether the operator has not been told of it since the copy was complete. Loop only. */
  boolean isNewsThatStoreIsFull() {
    boolean news = !toldThatStoreIsFull;
    toldThatStoreIsFull = true;
    return news;
  }
}
