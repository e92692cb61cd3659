package io.simpledht.simulator;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.store.ForwardingStore;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.StoreException;
import io.simpledht.store.StoreFullException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One life of a store on a simulated disk: changes are visible at once and appended to a journal,
 * of which only the part that was synced is sure to survive a crash. Of the rest, a beginning of
 * random length may have reached the disk all the same; the record at the cut is torn, which its
 * checksum tells at the next start, and goes with those behind it.
 *
 * <p>The disk does one sync at a time. Who asks meanwhile waits for the next one, which is for all
 * that wait (group commit).
 */
public final class JournaledStore extends ForwardingStore {

  /** Hears what becomes of changes, on the loop or while the host crashes. */
  public interface Listener {

    /** Hears nothing. */
    Listener NONE =
        new Listener() {
          @Override
          public void onDurable(Entry after) {}

          @Override
          public void onLost(Key key) {}
        };

    /** An entry survives a crash from now on, unless it is overwritten. */
    void onDurable(Entry after);

    /** A crash undid the last changes of a key. */
    void onLost(Key key);

    /** The disk refused to take an entry. */
    default void onRefused(Entry entry) {}
  }

  /** The file in which a crash leaves the record it tore. */
  static final String TORN_RECORD = "torn-record";

  /** The operating system writes out after this long what nobody synced; bounds the journal. */
  private static final long WRITE_BACK_NANOS = 5_000_000_000L;

  /** One change, either side null if there was or is nothing. */
  private record Change(Key key, Entry before, Entry after) {}

  private final EventLoop loop;
  private final long latencyNanos;
  private final HostDisk disk;
  private final Deque<Change> journal = new ArrayDeque<>();
  private List<Consumer<Boolean>> waiting = new ArrayList<>(0);
  private MemoryStore memory;
  private Listener listener = Listener.NONE;
  private long durable;
  private boolean writeBackPlanned;
  private boolean syncing;

  JournaledStore(MemoryStore memory, EventLoop loop, Duration latency, HostDisk disk) {
    super(memory);
    this.memory = memory;
    this.loop = loop;
    this.latencyNanos = latency.toNanos();
    this.disk = disk;
  }

  /** Sets the one who hears of durability. */
  public void listener(Listener newListener) {
    listener = newListener;
  }

  /** What would be found under a key if everything not synced were lost now. */
  public Optional<Entry> durable(Key key) {
    for (Change change : journal) {
      if (change.key.equals(key)) {
        return Optional.ofNullable(change.before);
      }
    }
    return get(key);
  }

  /**
   * As that of the store it stands for; while the disk is full only what does not grow is taken,
   * and while it fails nothing new at all.
   */
  @Override
  public Merge merge(Entry entry) {
    DiskFault fault = disk.fault();
    if (fault == DiskFault.FULL || fault == DiskFault.FAILING) {
      requireTaken(fault, get(entry.key()), entry);
    }
    return super.merge(entry);
  }

  private void requireTaken(DiskFault fault, Optional<Entry> before, Entry entry) {
    boolean applies = before.isEmpty() || entry.supersedes(before.get());
    if (applies && fault == DiskFault.FAILING) {
      listener.onRefused(entry);
      throw new StoreException("the disk failed", null);
    }
    if (applies && (before.isEmpty() || grows(before.get(), entry))) {
      listener.onRefused(entry);
      throw new StoreFullException("disk bytes", contentBytes());
    }
  }

  private static boolean grows(Entry before, Entry after) {
    return after.contentBytes() > before.contentBytes();
  }

  @Override
  public void observe(Observer observer) {
    super.observe(
        (before, after) -> {
          append(new Change(before == null ? after.key() : before.key(), before, after));
          observer.onChange(before, after);
        });
  }

  private void append(Change change) {
    journal.add(change);
    if (latencyNanos == 0 && !isFailing()) {
      writeTo(durable + journal.size());
    } else if (!writeBackPlanned) {
      writeBackPlanned = true;
      loop.schedule(WRITE_BACK_NANOS, this::writeBack);
    }
  }

  /** A disk that fails takes nothing; what is waiting is written when it works again. */
  private void writeBack() {
    if (isFailing()) {
      loop.schedule(WRITE_BACK_NANOS, this::writeBack);
      return;
    }
    writeTo(durable + journal.size());
    writeBackPlanned = false;
  }

  private boolean isFailing() {
    return disk.fault() == DiskFault.FAILING;
  }

  @Override
  public Optional<Object> contentMark() {
    return memory.contentMark();
  }

  /** While the disk fails, so does every sync that ends. */
  @Override
  public void sync(Consumer<Boolean> whenKnown) {
    if (latencyNanos == 0) {
      whenKnown.accept(reach(durable + journal.size()));
      return;
    }
    waiting.add(whenKnown);
    if (!syncing) {
      beginSync();
    }
  }

  private void beginSync() {
    syncing = true;
    long reached = durable + journal.size();
    List<Consumer<Boolean>> served = waiting;
    waiting = new ArrayList<>(0);
    loop.schedule(
        latencyNanos,
        () -> {
          boolean done = reach(reached);
          syncing = false;
          served.forEach(whenKnown -> whenKnown.accept(done));
          if (!syncing && !waiting.isEmpty()) {
            beginSync();
          }
        });
  }

  /** Whether there are so many durable changes now: not if some are left and the disk fails. */
  private boolean reach(long reached) {
    if (durable < reached && isFailing()) {
      return false;
    }
    writeTo(reached);
    return true;
  }

  private void tear(RandomGenerator random) {
    Entry after = journal.isEmpty() ? null : journal.peek().after;
    if (after != null) {
      byte[] whole = JournalRecord.write(after);
      disk.put(TORN_RECORD, JournalRecord.torn(whole, random.nextInt(whole.length)));
    }
  }

  /** Makes changes durable until there are {@code reached} in all. */
  private void writeTo(long reached) {
    while (durable < reached) {
      durable++;
      Entry after = journal.remove().after;
      if (after != null) {
        listener.onDurable(after);
      }
    }
  }

  /**
   * Loses what is not on the disk, and answers what is. What it tore goes under {@link
   * #TORN_RECORD} to be found at the next start.
   */
  MemoryStore crash(MemoryStore empty, RandomGenerator random) {
    if (journal.isEmpty()) {
      return memory;
    }
    writeTo(durable + random.nextInt(journal.size() + 1));
    tear(random);
    Map<Key, Optional<Entry>> lost = new LinkedHashMap<>();
    for (Change change : journal) {
      lost.putIfAbsent(change.key, Optional.ofNullable(change.before));
    }
    journal.clear();
    memory.scan(
        Id.ZERO, Id.MAX, entry -> lost.containsKey(entry.key()) || empty.merge(entry) != null);
    lost.values().forEach(before -> before.ifPresent(empty::merge));
    memory = empty;
    replace(empty);
    lost.keySet().forEach(listener::onLost);
    return memory;
  }
}
