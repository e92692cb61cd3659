package io.simpledht.node;

/** Hears how far a value has come that is too large for one datagram. */
@FunctionalInterface
public interface TransferListener {

  /** Nobody listens. */
  TransferListener NONE = new TransferListener() { // a lambda costs short programs a millisecond
        @Override
        public void onTransfer(long doneBytes, long totalBytes) {}
      };

  /**
   * A part of the value has arrived on the other side, or here. Called on the client's event loop,
   * ten times a second at most: return quickly and do not block. Values that fit one datagram are
   * not told of. When all bytes of a put have arrived, the node goes on to its peers. A listener
   * that throws is not told again; the transfer goes on.
   */
  void onTransfer(long doneBytes, long totalBytes);
}
