package io.simpledht.simulator.network;

/** Why a datagram never arrived. */
public enum DropCause {
  /** Larger than the path allows. */
  MTU,
  /** A partition or another rule cut the path. */
  PARTITION,
  /** Nobody was bound to the address when it was sent or when it arrived. */
  DOWN,
  /** The receiver's address translation had no mapping for the sender. */
  NAT,
  /** The queue in front of a link was full. */
  QUEUE,
  /** A link was in a bad period. */
  BURST,
  /** Lost on its own. */
  LOSS,
  /** The receiver was paused or slow and its socket buffer full. */
  SOCKET_BUFFER,
  /** A rule of the test asked for it. */
  RULE,
  /** Lost on the line of the sender or of the receiver. */
  LINE,
  /** Lost on the way between two regions. */
  PATH,
  /** An answer, lost when the work had been done. */
  REPLY
}
