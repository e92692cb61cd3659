package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Entries in key-hash order, as many as fit. Where several pages answer one request each begins
 * where the one before it says that it goes on.
 *
 * @param offers the entries, tombstones included
 * @param next where to go on; nothing once the range is exhausted
 * @param totalEntries entries the sender holds in all, for progress
 * @param totalBytes key and value bytes it holds in all, for progress
 * @param part place of this page among those that answer the request, from 0
 * @param more whether another page was sent behind this one
 */
public record Page(
    List<Offer> offers,
    Optional<Id> next,
    long totalEntries,
    long totalBytes,
    int part,
    boolean more)
    implements Response, Part {

  public Page {
    Limits.requireRange("part", part, 0, MAX_PARTS - 1);
    offers = Limits.requireSize("offers", offers, 0, Store.MAX_OFFERS);
    Objects.requireNonNull(next, "next");
    if (more && next.isEmpty()) {
      throw new IllegalArgumentException("there is nothing behind the end of the range");
    }
    if (part > 0 && offers.isEmpty()) {
      throw new IllegalArgumentException("a further page must hold entries");
    }
    Limits.requireRange("totalEntries", totalEntries, 0, Long.MAX_VALUE);
    Limits.requireRange("totalBytes", totalBytes, 0, Long.MAX_VALUE);
  }

  /** The only answer to a request. */
  public Page(List<Offer> offers, Optional<Id> next, long totalEntries, long totalBytes) {
    this(offers, next, totalEntries, totalBytes, 0, false);
  }

  @Override
  public MessageType type() {
    return MessageType.PAGE;
  }
}
