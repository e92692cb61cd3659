package io.simpledht.node;

import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.PutOutcome;
import java.util.List;
import java.util.Objects;

/**
 * What became of a write, without embellishment: how many replicas hold it, of how many that
 * should, and why the others do not.
 */
public sealed interface PutResult {

  /** The version the write was given. */
  Version version();

  /** Replicas that hold this version or a newer one. */
  int confirmed();

  /** Replicas that were responsible for it. */
  int asked();

  /** Replicas that did not confirm, as far as they are known by name (at most 16). */
  List<Missed> missed();

  /** Whether the write concern was met. */
  default boolean isStored() {
    return this instanceof Stored;
  }

  /** One line for people, such as {@code stored on 3 of 3 nodes}. */
  default String summary() {
    return "stored on " + confirmed() + " of " + asked() + (asked() == 1 ? " node" : " nodes");
  }

  /** The write concern was met. Replicas not yet heard of may still confirm. */
  record Stored(Version version, int confirmed, int asked, List<Missed> missed)
      implements PutResult {
    public Stored {
      missed = checked(version, missed);
    }
  }

  /**
   * Fewer replicas confirmed than the write concern asks for; those that did keep the write, and
   * anti-entropy goes on spreading it.
   */
  record Partial(Version version, int confirmed, int asked, List<Missed> missed)
      implements PutResult {
    public Partial {
      missed = checked(version, missed);
    }
  }

  /** The result as it came from the node that carried the write out. */
  static PutResult of(PutOutcome outcome) {
    return outcome.satisfied()
        ? new Stored(outcome.version(), outcome.confirmed(), outcome.asked(), outcome.missed())
        : new Partial(outcome.version(), outcome.confirmed(), outcome.asked(), outcome.missed());
  }

  private static List<Missed> checked(Version version, List<Missed> missed) {
    Objects.requireNonNull(version, "version");
    return List.copyOf(missed);
  }
}
