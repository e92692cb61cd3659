package io.simpledht.protocol.message;

import java.util.List;

/**
 * A run of coded symbols.
 *
 * @param state a fingerprint of the whole set the symbols were taken from: symbols of one sketch
 *     may be combined only while it stays the same
 * @param items entries in the range, tombstones included
 * @param first index of the first symbol
 * @param symbols up to {@value GetSymbols#MAX_COUNT} of them; none if the set is the asker's, or is
 *     too large to be summed in one piece
 */
public record Symbols(long state, long items, int first, List<CodedSymbol> symbols)
    implements Response {

  public Symbols {
    Limits.requireRange("items", items, 0, Long.MAX_VALUE);
    Limits.requireRange("first", first, 0, GetSymbols.MAX_INDEX);
    symbols = Limits.requireSize("symbols", symbols, 0, GetSymbols.MAX_COUNT);
  }

  @Override
  public MessageType type() {
    return MessageType.SYMBOLS;
  }
}
