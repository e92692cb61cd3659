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
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /** Changes worked off in one turn of the loop after a copy: a millisecond's work. */
  static final int PIECE = 1_024;

  /** Changes worked off at a further one, so that the backlog shrinks whatever comes. */
  private static final int PER_CHANGE = 2;

  /** Snapshots kept for partners that go on asking; a megabyte each at most. */
  private static final int MAX_SNAPSHOTS = 16;

  private final Store store;
  private final EventLoop loop;
  private final ItemIndex index;
  private final RatelessSketch sketch;
  private final Tables tables = new Tables();
  private final ItemBacklog backlog = new ItemBacklog();
  private final ItemLog changes = new ItemLog();
  private final Deque<Runnable> waiting = new ArrayDeque<>(0);
  private boolean postponing;
  private boolean turnPlanned;
  private RangeSums sums; // from the first question about a part on

  // The one not asked for longest goes first.
  private final Map<Long, Snapshot> snapshots = new LinkedHashMap<>(0, 0.75f, true);

  /**
   * Summarises {@code replica}: what it holds now and every change.
   *
   * @param loop calls it, and gives it turns to catch up
   * @param secrets gives numbers nobody else knows, see {@link ItemIndex}
   * @param shared may know the sums already
   */
  public SetSummary(Replica replica, EventLoop loop, LongSupplier secrets, SharedSums shared) {
    this.store = replica.store();
    this.loop = loop;
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
    long item = ItemIds.of(entry);
    sketch.discount(item);
    if (sums != null) {
      sums.remove(entry);
    }
    log(item, true);
    if (backlog.isEmpty()) {
      tables.remove(item);
    } else {
      backlog.remove(item); // after its addition, which may be waiting, too
      workOff(PER_CHANGE);
    }
  }

  private void add(Entry entry) {
    long item = ItemIds.of(entry);
    sketch.count(item);
    if (sums != null) {
      sums.add(entry);
    }
    log(item, false);
    if (postponing) {
      backlog.put(item, entry.key());
    } else if (backlog.isEmpty()) {
      extendSketch();
      tables.put(item, entry.key());
    } else {
      backlog.put(item, entry.key());
      workOff(PER_CHANGE);
    }
  }

  /** Symbols are those of the items in the index, at any time. */
  private final class Tables implements ItemBacklog.Target {

    @Override
    public void put(long item, Key key) {
      index.put(item, key);
      sketch.sum(item);
    }

    @Override
    public void remove(long item) {
      index.remove(item);
      sketch.subtract(item);
    }
  }

  private void extendSketch() {
    if (sketch.worthKeeping() >= 2 * Math.max(1, sketch.kept())) {
      sketch.extend(sketch.worthKeeping(), index.toArray());
    }
  }

  /**
   * From now on new entries are only counted and fingerprinted, which is what two equal sets are
   * recognised by; index and symbols, two thirds of the work on a new entry, wait until {@link
   * #catchUp} is called or somebody needs them. For the time of a copy, when everybody waits for it
   * to end. What is removed meanwhile waits behind them.
   */
  void postpone() {
    postponing = waiting.isEmpty();
  }

  /** Puts off nothing more, and does what was put off: a piece in each turn of the loop. */
  void catchUp() {
    postponing = false;
    planTurn();
  }

  /** Runs {@code action} once index and symbols are those of the present set: now, or soon. */
  void whenCaughtUp(Runnable action) {
    if (backlog.isEmpty()) {
      action.run();
    } else {
      waiting.add(action);
      catchUp();
    }
  }

  /** Changes that index and symbols do not know yet. */
  int behind() {
    return backlog.size();
  }

  private void planTurn() {
    if (!turnPlanned && !(backlog.isEmpty() && waiting.isEmpty())) {
      turnPlanned = true;
      loop.schedule(0, this::onTurn);
    }
  }

  /** A piece of the backlog, or one of those who wait for its end. */
  private void onTurn() {
    turnPlanned = false;
    index.reserve(index.size() + backlog.size());
    workOff(PIECE);
    Runnable next = backlog.isEmpty() ? waiting.poll() : null;
    planTurn();
    if (next != null) {
      next.run();
    }
  }

  private void workOff(int most) {
    if (!backlog.isEmpty()) {
      extendSketch();
      backlog.drain(most, tables);
    }
  }

  private void mustBeCaughtUp() {
    if (!backlog.isEmpty()) {
      throw new IllegalStateException(backlog.size() + " changes are not worked off");
    }
  }

  /** Nobody needs to know before the first snapshot. */
  private void log(long item, boolean removed) {
    if (!snapshots.isEmpty()) {
      changes.add(item, removed);
    }
  }

  /** Makes room for a set of about this many entries, unless they are put off. */
  void expect(long entries) {
    if (!postponing) {
      index.reserve((int) Math.min(Store.MAX_EXPECTED, entries));
    }
  }

  /** The key behind an item of the present set. To be asked {@link #whenCaughtUp}. */
  Optional<Key> keyOf(long item) {
    mustBeCaughtUp();
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
   * for it. To be asked {@link #whenCaughtUp}.
   *
   * @param shared which keys count; nothing stands for all
   */
  Optional<Snapshot> snapshot(Id from, Id to, Optional<IdRanges> shared) {
    mustBeCaughtUp();
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
   * else with as many as fit. Nothing if that has to wait until {@link #whenCaughtUp}.
   *
   * @param shared which keys count; nothing stands for all
   */
  Optional<Symbols> symbols(GetSymbols request, Optional<IdRanges> shared) {
    boolean begins = request.first() == 0;
    Snapshot asked = begins ? null : snapshots.get(request.state());
    if (asked != null && asked.has(request.first() + request.count())) {
      return Optional.of(answer(asked, request.first(), request.count()));
    }
    RangeSums.Outline now = outline(request.from(), request.to(), shared);
    Symbols none = new Symbols(now.fingerprint(), now.items(), 0, List.of());
    boolean same = request.state() == now.fingerprint();
    if (begins == same) {
      return Optional.of(none); // nothing differs; or our set has changed, and its state tells so
    }
    return backlog.isEmpty() ? Optional.of(summed(request, shared).orElse(none)) : Optional.empty();
  }

  private Optional<Symbols> summed(GetSymbols request, Optional<IdRanges> shared) {
    return snapshot(request.from(), request.to(), shared)
        .filter(set -> set.has(request.first() + request.count()))
        .map(set -> answer(set, request.first(), request.count()));
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
   * The set at one moment. Symbols not kept then are summed when needed, over what the index holds
   * and then corrected by what has changed there since. There was no backlog at that moment, so all
   * that is in it is in the log, too.
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
        frozen.extend(Math.max(i + 1, more), items != null ? items : index.toArray());
        if (items == null) {
          long indexed = changes.end() - backlog.size();
          changes.between(
              logPosition, indexed, (item, sign) -> frozen.correct(item, -sign, before));
        }
      }
      return frozen.symbol(i);
    }
  }
}
