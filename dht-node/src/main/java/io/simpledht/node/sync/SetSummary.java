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
import io.simpledht.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The sketch of the replica's set, kept up to date at every change. Asked for symbols, it answers
 * from a snapshot that stays the same while a partner asks for more of them, though writes go on
 * meanwhile; a few snapshots are shared by all partners, none belongs to one.
 */
public final class SetSummary {

  /** Snapshots kept for partners that go on asking; 80 KiB each, 1.3 MB at most. */
  private static final int MAX_SNAPSHOTS = 16;

  /** Entries of a part that are summed for one question; a part this full is not compared. */
  private static final int MAX_RANGE = 65_536;

  private final Store store;
  private final ItemIndex index;
  private final RatelessSketch sketch;
  private final ItemLog changes = new ItemLog();

  // The one not asked for longest goes first.
  private final Map<Long, Snapshot> snapshots = new LinkedHashMap<>(0, 0.75f, true);

  /**
   * Summarises {@code replica}: what it holds now and every change.
   *
   * @param secrets gives numbers nobody else knows, see {@link ItemIndex}
   * @param shared may know the sums already
   */
  public SetSummary(Replica replica, LongSupplier secrets, SharedSums shared) {
    store = replica.store();
    Optional<SharedSums.Sums> known = shared.of(store.contentMark());
    index = known.map(sums -> sums.index().copy(secrets)).orElseGet(() -> new ItemIndex(secrets));
    sketch = known.map(sums -> sums.sketch().copy()).orElseGet(RatelessSketch::new);
    if (known.isEmpty()) {
      sumAll();
      shared.keep(store.contentMark(), index, sketch);
    }
    replica.addObserver(this::onChange);
  }

  private void sumAll() {
    store.scan(
        Id.ZERO,
        Id.MAX,
        entry -> {
          onChange(null, entry);
          return true;
        });
  }

  private void onChange(Entry before, Entry after) {
    if (before != null && after != null && before.version().equals(after.version())) {
      return; // a value expired into its tombstone: the same item
    }
    if (before != null) {
      long item = ItemIds.of(before);
      index.remove(item);
      sketch.remove(item);
      log(item, true);
    }
    if (after != null) {
      long item = ItemIds.of(after);
      index.put(item, after.key());
      sketch.add(item);
      log(item, false);
      if (sketch.worthKeeping() >= 2 * Math.max(1, sketch.kept())) {
        sketch.extend(sketch.worthKeeping(), index.toArray());
      }
    }
  }

  /** Nobody needs to know before the first snapshot. */
  private void log(long item, boolean removed) {
    if (!snapshots.isEmpty()) {
      changes.add(item, removed);
    }
  }

  /** Makes room for a set of about this many entries. */
  void expect(long entries) {
    index.reserve((int) Math.min(Store.MAX_EXPECTED, entries));
  }

  /** The key behind an item of the present set. */
  public Optional<Key> keyOf(long item) {
    return Optional.ofNullable(index.get(item));
  }

  /**
   * The entries of a range as they are now, for comparing; nothing if they are too many to sum.
   *
   * @param shared which keys count; nothing stands for all
   */
  Optional<Snapshot> snapshot(Id from, Id to, Optional<Predicate<Id>> shared) {
    return from.equals(Id.ZERO) && to.equals(Id.MAX) && shared.isEmpty()
        ? Optional.of(wholeSnapshot())
        : partSnapshot(from, to, shared.orElse(any -> true));
  }

  private Snapshot wholeSnapshot() {
    Snapshot known = snapshots.get(sketch.fingerprint());
    if (known != null) {
      return known;
    }
    Snapshot fresh = keep(new Snapshot(sketch.copy(), null, changes.end()));
    fresh.symbol(GetSymbols.MAX_COUNT - 1); // the first exchange must not depend on later changes
    return fresh;
  }

  /** A part has no symbols kept up to date: it is summed when asked for, so it must be small. */
  private Optional<Snapshot> partSnapshot(Id from, Id to, Predicate<Id> shared) {
    List<Long> items = new ArrayList<>();
    store.scan(
        from,
        to,
        entry -> {
          if (shared.test(entry.key().id())) {
            items.add(ItemIds.of(entry));
          }
          return items.size() <= MAX_RANGE;
        });
    if (items.size() > MAX_RANGE) {
      return Optional.empty();
    }
    RatelessSketch range = new RatelessSketch();
    items.forEach(range::add);
    long[] all = items.stream().mapToLong(Long::longValue).toArray();
    return Optional.of(keep(new Snapshot(range, all, 0)));
  }

  private Snapshot keep(Snapshot fresh) {
    snapshots.remove(fresh.fingerprint());
    if (snapshots.size() >= MAX_SNAPSHOTS) {
      snapshots.remove(snapshots.keySet().iterator().next());
    }
    snapshots.put(fresh.fingerprint(), fresh);
    return fresh;
  }

  /**
   * Answers a partner: with one symbol if its set is ours, else with as many as fit. Nothing if the
   * part is too large to be summed for it.
   *
   * @param shared which keys count; nothing stands for all
   */
  Optional<Symbols> symbols(GetSymbols request, Optional<Predicate<Id>> shared) {
    Snapshot asked = request.first() == 0 ? null : snapshots.get(request.state());
    if (asked != null && asked.has(request.first() + request.count())) {
      return Optional.of(answer(asked, request.first(), request.count()));
    }
    // Begin, or begin again: the set has changed since, and its new state tells the partner so.
    return snapshot(request.from(), request.to(), shared)
        .map(
            now -> {
              boolean more = request.first() == 0 && request.state() != now.fingerprint();
              return answer(now, 0, more ? request.count() : 1);
            });
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
   * The set at one moment. Symbols not kept then are summed when needed, over the present set and
   * then corrected by what has changed since.
   */
  final class Snapshot {
    private final RatelessSketch frozen;
    private final long[] items; // null: all that the replica holds
    private final long logPosition;

    private Snapshot(RatelessSketch frozen, long[] items, long logPosition) {
      this.frozen = frozen;
      this.items = items;
      this.logPosition = logPosition;
    }

    long fingerprint() {
      return frozen.fingerprint();
    }

    long items() {
      return frozen.items();
    }

    /** Whether the first {@code length} symbols are there or can still be summed. */
    boolean has(int length) {
      return length <= frozen.kept() || items != null || changes.reaches(logPosition);
    }

    /** Symbol {@code i}; needs {@link #has}. */
    CodedSymbol symbol(int i) {
      if (i >= frozen.kept()) {
        int before = frozen.kept();
        int more = i == 0 ? 1 : Math.max(GetSymbols.MAX_COUNT, 2 * before); // one if all is equal
        frozen.extend(Math.max(i + 1, more), items != null ? items : index.toArray());
        if (items == null) {
          changes.since(logPosition, (item, sign) -> frozen.correct(item, -sign, before));
        }
      }
      return frozen.symbol(i);
    }
  }
}
