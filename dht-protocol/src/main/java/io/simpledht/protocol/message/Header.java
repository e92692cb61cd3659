package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.Objects;

/**
 * What every datagram carries besides its message.
 *
 * @param requestId 64 unpredictable bits; a response repeats its request's
 * @param sender the sending node's id; a client that is no node draws one at random
 * @param light whether the sender asks not to be listed in routing tables: a client, or a node that
 *     cannot be reached from outside
 * @param attempt 0 for the first transmission of a request, then 1, 2, ... up to {@value
 *     #MAX_ATTEMPT}; a response repeats it, so that a retransmitted request still yields a
 *     round-trip sample
 */
public record Header(long requestId, Id sender, boolean light, int attempt) {

  /** Attempts beyond this one all carry this number. */
  public static final int MAX_ATTEMPT = 15;

  public Header {
    Objects.requireNonNull(sender, "sender");
    if (attempt < 0 || attempt > MAX_ATTEMPT) {
      throw new IllegalArgumentException(
          "attempt must be 0 to " + MAX_ATTEMPT + ", was " + attempt);
    }
  }
}
