package io.simpledht.simulator.network;

/**
 * Decides the fate of datagrams by hand. Rules are asked in the order they were added, for every
 * datagram sent; the first verdict that is not a pass holds.
 */
@FunctionalInterface
public interface Rule {

  /**
   * Called when a datagram is sent, before anything random is drawn.
   *
   * @param packet valid only until this returns
   */
  Verdict judge(Packet packet);
}
