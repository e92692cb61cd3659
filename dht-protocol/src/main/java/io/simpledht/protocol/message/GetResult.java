package io.simpledht.protocol.message;

import java.util.Objects;
import java.util.Optional;

/**
 * What a client's read found.
 *
 * @param found the newest entry; nothing if there is none; who cannot tell refuses
 * @param replies replicas that answered, 1 when the local copy was enough
 */
public record GetResult(Optional<Offer> found, int replies) implements Response {

  public GetResult {
    Objects.requireNonNull(found, "found");
    Limits.requireRange("replies", replies, 0, 65_535);
  }

  @Override
  public MessageType type() {
    return MessageType.GET_RESULT;
  }
}
