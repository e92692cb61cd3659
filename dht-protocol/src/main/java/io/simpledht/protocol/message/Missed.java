package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.Objects;

/**
 * A replica that did not confirm an entry.
 *
 * @param node the replica
 * @param entry position of the entry in its batch, 0 to 255
 * @param reason why; never that it holds this very version. {@link StoreStatus#STALE}: it holds a
 *     newer one that the writer had never seen
 */
public record Missed(Id node, int entry, StoreStatus reason) {

  public Missed {
    Objects.requireNonNull(node, "node");
    Limits.requireRange("entry", entry, 0, 255);
    if (reason == StoreStatus.APPLIED || reason == StoreStatus.DUPLICATE) {
      throw new IllegalArgumentException("reason must not be that it is stored, was " + reason);
    }
  }
}
