package io.simpledht.protocol.message;

import io.simpledht.protocol.Id;
import java.util.Objects;

/**
 * Asks for coded symbols of the set of entries whose key hash lies in a range. The asker drives and
 * the answerer keeps no state for it.
 *
 * @param from first key hash of the range, inclusive
 * @param to last key hash of the range, inclusive
 * @param state asking from symbol 0: the fingerprint of the asker's own set, so that equal sets
 *     cost one short answer; going on: the fingerprint that came with the symbols so far
 * @param first index of the first symbol, 0 to {@value #MAX_INDEX}
 * @param count symbols wanted, 1 to {@value #MAX_COUNT}; fewer come if they do not fit
 */
public record GetSymbols(Id from, Id to, long state, int first, int count)
    implements Request<Symbols> {

  /** Beyond this many symbols pages are cheaper than a sketch. */
  public static final int MAX_INDEX = 65_535;

  /** More never fit one datagram. */
  public static final int MAX_COUNT = 64;

  public GetSymbols {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("from must not be beyond to");
    }
    Limits.requireRange("first", first, 0, MAX_INDEX);
    Limits.requireRange("count", count, 1, MAX_COUNT);
  }

  @Override
  public MessageType type() {
    return MessageType.GET_SYMBOLS;
  }

  @Override
  public Class<Symbols> responseType() {
    return Symbols.class;
  }
}
