package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;

/**
 * When to look whether another node has our id, as after a virtual machine was copied. A request
 * under our own id may come from ourselves, as we need not know all our addresses, or from nobody,
 * as it may be forged. So whoever is at its address is pinged: a ping that comes back to us was
 * sent to ourselves, and an answer under our own id comes from another node. Not more often than
 * once in a while, whoever sends such requests.
 */
final class TwinSearch {

  static final long PAUSE_NANOS = 60_000_000_000L;

  private Address ours; // null while none was found out
  private boolean sought;
  private long soughtNanos;

  /** This address has turned out to be our own. */
  void found(Address ownAddress) {
    ours = ownAddress;
  }

  /** Whether to ping an address now; it counts as done then. */
  boolean begins(Address at, long nowNanos) {
    boolean begins = !at.equals(ours) && (!sought || nowNanos - soughtNanos >= PAUSE_NANOS);
    if (begins) {
      sought = true;
      soughtNanos = nowNanos;
    }
    return begins;
  }
}
