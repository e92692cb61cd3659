package io.simpledht.node.sync;

import io.simpledht.node.replication.Replica;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sketch of the replica's set, kept up to date at every change. Asked for symbols, it answers
 * from a snapshot that stays the same while a partner asks for more of them, though writes go on
 * meanwhile; a few snapshots are shared by all partners, none belongs to one.
 */
public final class SetSummary {

  /** Snapshots kept for partners that go on asking; 40 KiB each. */
  private static final int MAX_SNAPSHOTS = 4;

  private final ItemIndex index = new ItemIndex();
  private final RatelessSketch sketch = new RatelessSketch();
  private final Map<Long, Snapshot> snapshots = new LinkedHashMap<>(0);

  /** Summarises {@code replica}: what it holds now and every change. */
  public SetSummary(Replica replica) {
    replica
        .store()
        .scan(
            Id.ZERO,
            Id.MAX,
            entry -> {
              onChange(null, entry);
              return true;
            });
    replica.addObserver(this::onChange);
  }

  private void onChange(Entry before, Entry after) {
    if (before != null && after != null && before.version().equals(after.version())) {
      return; // a value expired into its tombstone: the same item
    }
    if (before != null) {
      long item = ItemIds.of(before);
      index.remove(item);
      sketch.remove(item);
    }
    if (after != null) {
      long item = ItemIds.of(after);
      index.put(item, after.key());
      sketch.add(item);
      if (sketch.worthKeeping() >= 2 * Math.max(1, sketch.kept())) {
        sketch.extend(sketch.worthKeeping(), index.toArray());
      }
    }
  }

  /** The key behind an item of the present set. */
  public Optional<Key> keyOf(long item) {
    return Optional.ofNullable(index.get(item));
  }

  /** The set as it is now, for comparing. */
  Snapshot snapshot() {
    Snapshot known = snapshots.get(sketch.fingerprint());
    if (known != null) {
      return known;
    }
    if (snapshots.size() >= MAX_SNAPSHOTS) {
      snapshots.remove(snapshots.keySet().iterator().next());
    }
    Snapshot fresh = new Snapshot(sketch.copy());
    fresh.symbol(
        GetSymbols.MAX_COUNT - 1); // the first exchange must not depend on what changes later
    snapshots.put(fresh.fingerprint(), fresh);
    return fresh;
  }

  /** Answers a partner: with one symbol if its set is ours, else with as many as fit. */
  Symbols symbols(GetSymbols request) {
    if (request.first() == 0) {
      boolean equal = request.state() == sketch.fingerprint();
      return answer(snapshot(), 0, equal ? 1 : request.count());
    }
    Snapshot asked = snapshots.get(request.state());
    boolean servable = asked != null && asked.has(request.first() + request.count());
    // Otherwise the set has changed since: the new state tells the partner to begin again.
    return servable ? answer(asked, request.first(), request.count()) : answer(snapshot(), 0, 1);
  }

  private static Symbols answer(Snapshot snapshot, int first, int count) {
    List<CodedSymbol> symbols = new ArrayList<>(count);
    int bytes = WireSize.SYMBOLS_FIXED;
    for (int i = first; i < first + count; i++) {
      CodedSymbol symbol = snapshot.symbol(i);
      bytes += WireSize.of(symbol);
      if (bytes > MessageCodec.MAX_BODY_BYTES) {
        break;
      }
      symbols.add(symbol);
    }
    return new Symbols(snapshot.fingerprint(), snapshot.items(), first, symbols);
  }

  /**
   * The set at one moment. Symbols not kept then are summed when needed, while the set is
   * unchanged.
   */
  final class Snapshot {
    private final RatelessSketch frozen;

    private Snapshot(RatelessSketch frozen) {
      this.frozen = frozen;
    }

    long fingerprint() {
      return frozen.fingerprint();
    }

    long items() {
      return frozen.items();
    }

    /** Whether the first {@code length} symbols are there or can still be summed. */
    boolean has(int length) {
      return length <= frozen.kept() || frozen.fingerprint() == sketch.fingerprint();
    }

    /** Symbol {@code i}; needs {@link #has}. */
    CodedSymbol symbol(int i) {
      if (i >= frozen.kept()) {
        int doubled = Math.max(GetSymbols.MAX_COUNT, 2 * frozen.kept());
        frozen.extend(Math.max(i + 1, doubled), index.toArray());
      }
      return frozen.symbol(i);
    }
  }
}
