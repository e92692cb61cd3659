package io.simpledht.protocol.message;

import io.simpledht.protocol.Version;
import java.util.List;
import java.util.Objects;

/**
 * What became of a client's write.
 *
 * @param version the version it was given
 * @param confirmed replicas that hold it
 * @param asked replicas responsible for it
 * @param satisfied whether the write concern was met
 * @param missed replicas that did not confirm, at most {@value Stored#MAX_MISSED}
 */
public record PutOutcome(
    Version version, int confirmed, int asked, boolean satisfied, List<Missed> missed)
    implements Response {

  public PutOutcome {
    Objects.requireNonNull(version, "version");
    Limits.requireRange("asked", asked, 1, 65_535);
    Limits.requireRange("confirmed", confirmed, 0, asked);
    missed = Limits.requireSize("missed", missed, 0, Stored.MAX_MISSED);
  }

  @Override
  public MessageType type() {
    return MessageType.PUT_OUTCOME;
  }
}
