package io.simpledht.simulator;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One life of a store on a simulated disk: changes are visible at once and appended to a journal,
 * of which only the part that was synced is sure to survive a crash. Of the rest, a beginning of
 * random length may have reached the disk all the same; the record at the cut is torn, which its
 * checksum tells at the next start, and goes with those behind it.
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
  }

  /** The operating system writes out after this long what nobody synced; bounds the journal. */
  private static final long WRITE_BACK_NANOS = 5_000_000_000L;

  /** One change, either side null if there was or is nothing. */
  private record Change(Key key, Entry before, Entry after) {}

  private final EventLoop loop;
  private final long latencyNanos;
  private final Deque<Change> journal = new ArrayDeque<>();
  private MemoryStore memory;
  private Listener listener = Listener.NONE;
  private long durable;
  private boolean writeBackPlanned;

  JournaledStore(MemoryStore memory, EventLoop loop, Duration latency) {
    super(memory);
    this.memory = memory;
    this.loop = loop;
    this.latencyNanos = latency.toNanos();
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
    if (latencyNanos == 0) {
      writeTo(durable + 1);
    } else if (!writeBackPlanned) {
      writeBackPlanned = true;
      loop.schedule(WRITE_BACK_NANOS, this::writeBack);
    }
  }

  private void writeBack() {
    writeTo(durable + journal.size());
    writeBackPlanned = false;
  }

  @Override
  public void sync(Runnable whenDurable) {
    if (latencyNanos == 0) {
      whenDurable.run();
      return;
    }
    long reached = durable + journal.size();
    loop.schedule(
        latencyNanos,
        () -> {
          writeTo(reached);
          whenDurable.run();
        });
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

  /** Loses what is not on the disk, and answers what is. */
  MemoryStore crash(MemoryStore empty, RandomGenerator random) {
    if (journal.isEmpty()) {
      return memory;
    }
    writeTo(durable + random.nextInt(journal.size() + 1));
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
