package io.simpledht.node.rpc;

import io.simpledht.protocol.message.MessageType;

/** What an endpoint has seen. Written on the loop; other threads may read slightly old values. */
public final class RpcCounters {

  private final int[] sentByType = new int[MessageType.values().length];
  private long retransmissions;
  private volatile long refused;
  private long overloads;
  private long unmatched;
  private long timeouts;
  private int[] rarePaths; // made when one is taken: most nodes of a large simulation take none

  void sent(MessageType type) {
    sentByType[type.ordinal()]++;
  }

  void retransmitted() {
    retransmissions++;
  }

  // Only the loop writes, so the read-modify-write needs no atomic operation.
  @SuppressWarnings("NonAtomicOperationOnVolatileField")
  void refusedDatagram() {
    refused++;
  }

  /** A request, or a value offered in one, had no place. */
  public void overloaded() {
    overloads++;
    refusedDatagram();
  }

  void unmatchedReply() {
    unmatched++;
  }

  void timedOut() {
    timeouts++;
  }

  /** Something was done that is seldom done. Loop only. */
  public void took(RarePath path) {
    if (rarePaths == null) {
      rarePaths = new int[RarePath.values().length];
    }
    rarePaths[path.ordinal()]++;
  }

  /** How often something was done that is seldom done. Loop only. */
  public long taken(RarePath path) {
    return rarePaths == null ? 0 : rarePaths[path.ordinal()];
  }

  /** Messages sent of one type, retransmissions included. */
  public long sentOf(MessageType type) {
    return sentByType[type.ordinal()];
  }

  /** Requests sent again. */
  public long retransmissions() {
    return retransmissions;
  }

  /** Requests and values for which there was no room, in all or for their host. */
  public long overloads() {
    return overloads;
  }

  /** Datagrams that were not understood or not allowed, those without room included. */
  public long refused() {
    return refused;
  }

  /** Replies to nothing that is pending: late, repeated or forged. */
  public long unmatched() {
    return unmatched;
  }

  /** Calls that ended in silence. */
  public long timeouts() {
    return timeouts;
  }
}
