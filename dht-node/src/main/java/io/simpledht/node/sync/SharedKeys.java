package io.simpledht.node.sync;

import io.simpledht.node.routing.IdRanges;
import io.simpledht.node.routing.Responsibility;
import io.simpledht.protocol.Contact;
import java.util.Optional;
import java.util.function.Supplier;

/** Which keys another node must hold as this one must, and therefore are compared. */
public final class SharedKeys {

  /** Every node holds everything. */
  public static final SharedKeys ALL = new SharedKeys(Optional.empty());

  private final Optional<Supplier<Responsibility>> responsibility;

  private SharedKeys(Optional<Supplier<Responsibility>> responsibility) {
    this.responsibility = responsibility;
  }

  /** Each key is held by those responsible for it at the moment of asking. */
  public static SharedKeys of(Supplier<Responsibility> responsibility) {
    return new SharedKeys(Optional.of(responsibility));
  }

  /** Where the keys lie that both are to hold; nothing stands for everywhere. */
  Optional<IdRanges> heldByBoth(Contact other) {
    return responsibility.map(
        now -> {
          Responsibility both = now.get().with(other);
          return both.ourRanges().and(both.rangesOf(other.id()));
        });
  }

  /** Where the keys lie that the other one is to hold; nothing stands for everywhere. */
  Optional<IdRanges> heldBy(Contact other) {
    return responsibility.map(now -> now.get().with(other).rangesOf(other.id()));
  }
}
