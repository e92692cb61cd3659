package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Entries in key-hash order, as many as fit.
 *
 * @param offers the entries, tombstones included
 * @param next where to go on; nothing once the range is exhausted
 * @param totalEntries entries the sender holds in all, for progress
 * @param totalBytes key and value bytes it holds in all, for progress
 */
public record Page(List<Offer> offers, Optional<Id> next, long totalEntries, long totalBytes)
    implements Response {

  public Page {
    offers = Limits.requireSize("offers", offers, 0, Store.MAX_OFFERS);
    Objects.requireNonNull(next, "next");
    Limits.requireRange("totalEntries", totalEntries, 0, Long.MAX_VALUE);
    Limits.requireRange("totalBytes", totalBytes, 0, Long.MAX_VALUE);
  }

  @Override
  public MessageType type() {
    return MessageType.PAGE;
  }
}
