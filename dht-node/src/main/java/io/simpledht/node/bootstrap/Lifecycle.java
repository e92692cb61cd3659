package io.simpledht.node.bootstrap;

import io.simpledht.protocol.NodeState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Owns the node's state and every move between states.
 *
 * <pre>
 * STARTING -> JOINING    there are seeds, saved peers or LAN peers to ask
 * STARTING -> READY      there is nobody to ask: a network of one
 * STARTING -> SYNCING    somebody answered before anyone was asked to join
 * READY    -> JOINING    bootstrap was called on a node that is alone
 * JOINING  -> SYNCING    somebody answered
 * JOINING  -> READY      the last peer asked has left, or all seeds are this node itself; we are a
 *                        network of one
 * SYNCING  -> READY      compared with a peer, and all differences fetched; or shares no key with any
 * SYNCING  -> ISOLATED   every peer fell silent
 * READY    -> ISOLATED   every peer fell silent
 * ISOLATED -> SYNCING    somebody answered again
 * any      -> CLOSED     the node was closed
 * </pre>
 *
 * A peer that says goodbye does not isolate anyone: whoever stays alone after that is READY.
 */
public final class Lifecycle {

  private static final Map<NodeState, Set<NodeState>> LEGAL = new EnumMap<>(NodeState.class);

  static {
    LEGAL.put(
        NodeState.STARTING,
        EnumSet.of(NodeState.JOINING, NodeState.READY, NodeState.SYNCING, NodeState.CLOSED));
    LEGAL.put(NodeState.JOINING, EnumSet.of(NodeState.SYNCING, NodeState.READY, NodeState.CLOSED));
    LEGAL.put(NodeState.SYNCING, EnumSet.of(NodeState.READY, NodeState.ISOLATED, NodeState.CLOSED));
    LEGAL.put(NodeState.READY, EnumSet.of(NodeState.JOINING, NodeState.ISOLATED, NodeState.CLOSED));
    LEGAL.put(NodeState.ISOLATED, EnumSet.of(NodeState.SYNCING, NodeState.CLOSED));
    LEGAL.put(NodeState.CLOSED, EnumSet.noneOf(NodeState.class));
  }

  private final BiConsumer<NodeState, NodeState> listener;
  private volatile NodeState state = NodeState.STARTING;

  /** Starts in {@link NodeState#STARTING}; {@code listener} hears of every move, on the loop. */
  public Lifecycle(BiConsumer<NodeState, NodeState> listener) {
    this.listener = listener;
  }

  /** Where the node stands. Any thread. */
  public NodeState state() {
    return state;
  }

  /** Whether the node is in {@code asked}. Any thread. */
  public boolean is(NodeState asked) {
    return state == asked;
  }

  /**
   * Moves to {@code next} if the node is elsewhere. Loop only.
   *
   * @throws IllegalStateException if there is no such move
   */
  public void move(NodeState next) {
    NodeState before = state;
    if (before == next) {
      return;
    }
    if (!LEGAL.get(before).contains(next)) {
      throw new IllegalStateException("no move from " + before + " to " + next);
    }
    state = next;
    listener.accept(before, next);
  }

  /** Moves to {@code next} if that is a legal move from here, else stays. Loop only. */
  public void moveIfLegal(NodeState next) {
    if (LEGAL.get(state).contains(next)) {
      move(next);
    }
  }
}
