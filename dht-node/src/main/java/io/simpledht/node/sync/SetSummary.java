package io.simpledht.node.sync;

import io.simpledht.node.replication.Replica;
import io.simpledht.node.routing.IdRanges;
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

/**
 * The sketch of the replica's set, kept up to date at every change. Asked for symbols, it answers
 * from a snapshot that stays the same while a partner asks for more of them, though writes go on
 * meanwhile; a few snapshots are shared by all partners, none belongs to one.
 */
public final class SetSummary {

  /** Items summed in one go after a copy: a fifth of a millisecond's work. */
  private static final int CATCH_UP = 1_024;

  /** Snapshots kept for partners that go on asking; a megabyte each at most. */
  private static final int MAX_SNAPSHOTS = 16;

  private final Store store;
  private final ItemIndex index;
  private final RatelessSketch sketch;
  private final ItemBacklog backlog = new ItemBacklog();
  private final ItemLog changes = new ItemLog();
  private boolean postponing;
  private RangeSums sums; // from the first question about a part on

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
      remove(before);
    }
    if (after != null) {
      add(after);
    }
  }

  private void remove(Entry entry) {
    catchUpAll();
    long item = ItemIds.of(entry);
    index.remove(item);
    sketch.remove(item);
    if (sums != null) {
      sums.remove(entry);
    }
    log(item, true);
  }

  private void add(Entry entry) {
    long item = ItemIds.of(entry);
    sketch.count(item);
    if (sums != null) {
      sums.add(entry);
    }
    log(item, false);
    if (postponing) {
      backlog.add(item, entry.key());
    } else {
      extendSketch();
      sum(item, entry.key());
    }
  }

  private void sum(long item, Key key) {
    index.put(item, key);
    sketch.sum(item);
  }

  private void extendSketch() {
    if (sketch.worthKeeping() >= 2 * Math.max(1, sketch.kept())) {
      sketch.extend(sketch.worthKeeping(), index.toArray());
    }
  }

  /**
   * From now on new entries are only counted and fingerprinted, which is what two equal sets are
   * recognised by; index and symbols, two thirds of the work on a new entry, wait until they are
   * asked for or {@link #catchUp} is called. For the time of a copy, when everybody waits for it to
   * end and nobody may compare with us.
   */
  void postpone() {
    postponing = true;
  }

  /**
   * Does a part of what was put off, and puts off nothing more.
   *
   * @return whether something is left
   */
  boolean catchUp() {
    catchUp(CATCH_UP);
    postponing = !backlog.isEmpty(); // what comes meanwhile takes its turn behind the others
    return postponing;
  }

  private void catchUpAll() {
    catchUp(Integer.MAX_VALUE);
  }

  private void catchUp(int most) {
    if (!backlog.isEmpty()) {
      extendSketch();
      index.reserve(index.size() + backlog.size());
      backlog.drain(most, this::sum);
    }
  }

  private long[] allItems() {
    catchUpAll();
    return index.toArray();
  }

  /** Nobody needs to know before the first snapshot. */
  private void log(long item, boolean removed) {
    if (!snapshots.isEmpty()) {
      changes.add(item, removed);
    }
  }

  /** Makes room for a set of about this many entries. */
  void expect(long entries) {
    int expected = (int) Math.min(Store.MAX_EXPECTED, entries);
    if (postponing) {
      backlog.reserve(expected);
    } else {
      index.reserve(expected);
    }
  }

  /** The key behind an item of the present set. */
  public Optional<Key> keyOf(long item) {
    catchUpAll();
    return Optional.ofNullable(index.get(item));
  }

  private static boolean isAll(Id from, Id to, Optional<IdRanges> shared) {
    return from.equals(Id.ZERO) && to.equals(Id.MAX) && shared.isEmpty();
  }

  /**
   * Two numbers that tell whether a range holds the same here and there. Reads next to nothing.
   *
   * @param shared which keys count; nothing stands for all
   */
  RangeSums.Outline outline(Id from, Id to, Optional<IdRanges> shared) {
    if (isAll(from, to, shared)) {
      return new RangeSums.Outline(sketch.fingerprint(), sketch.items());
    }
    if (sums == null || sums.isCrowded()) {
      sums = new RangeSums(store);
    }
    return sums.of(shared.orElse(IdRanges.ALL).between(from, to));
  }

  /**
   * The entries of a range as they are now, for comparing; nothing if they are too many to be read
   * for it.
   *
   * @param shared which keys count; nothing stands for all
   */
  Optional<Snapshot> snapshot(Id from, Id to, Optional<IdRanges> shared) {
    catchUpAll();
    if (isAll(from, to, shared)) {
      return Optional.of(wholeSnapshot());
    }
    long items = outline(from, to, shared).items();
    return items > SyncPlan.MAX_SUMMED
        ? Optional.empty()
        : Optional.of(partSnapshot(shared.orElse(IdRanges.ALL).between(from, to), (int) items));
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

  /** A part has no symbols kept up to date: it is read when they are asked for. */
  private Snapshot partSnapshot(IdRanges part, int size) {
    RatelessSketch sketchOfPart = new RatelessSketch();
    long[] items = new long[size];
    for (IdRanges.Range range : part.list()) {
      store.scan(
          range.first(),
          range.last(),
          entry -> {
            if (range.admits(entry.key().id())) {
              long item = ItemIds.of(entry);
              items[(int) sketchOfPart.items()] = item;
              sketchOfPart.add(item);
            }
            return true;
          });
    }
    return keep(new Snapshot(sketchOfPart, items, 0));
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
   * Answers a partner: without symbols if its set is ours, or if there is too much to be summed;
   * else with as many as fit.
   *
   * @param shared which keys count; nothing stands for all
   */
  Symbols symbols(GetSymbols request, Optional<IdRanges> shared) {
    Snapshot asked = request.first() == 0 ? null : snapshots.get(request.state());
    if (asked != null && asked.has(request.first() + request.count())) {
      return answer(asked, request.first(), request.count());
    }
    RangeSums.Outline now = outline(request.from(), request.to(), shared);
    Symbols none = new Symbols(now.fingerprint(), now.items(), 0, List.of());
    boolean same = request.state() == now.fingerprint();
    boolean begins = request.first() == 0;
    if (begins && same || !begins && !same) {
      return none; // nothing differs; or our set has changed since, and its new state tells so
    }
    return snapshot(request.from(), request.to(), shared)
        .filter(set -> set.has(request.first() + request.count()))
        .map(set -> answer(set, request.first(), request.count()))
        .orElse(none);
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
      return length <= frozen.kept()
          || frozen.items() <= SyncPlan.MAX_SUMMED
              && length <= SyncPlan.MAX_SUMMED
              && (items != null || changes.reaches(logPosition));
    }

    /** Symbol {@code i}; needs {@link #has}. */
    CodedSymbol symbol(int i) {
      if (i >= frozen.kept()) {
        int before = frozen.kept();
        int more = Math.min(SyncPlan.MAX_SUMMED, Math.max(GetSymbols.MAX_COUNT, 2 * before));
        frozen.extend(Math.max(i + 1, more), items != null ? items : allItems());
        if (items == null) {
          changes.since(logPosition, (item, sign) -> frozen.correct(item, -sign, before));
        }
      }
      return frozen.symbol(i);
    }
  }
}
