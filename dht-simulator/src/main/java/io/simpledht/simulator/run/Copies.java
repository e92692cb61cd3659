package io.simpledht.simulator.run;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.simulator.JournaledStore;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Knows at any moment which node holds the newest version of each key, from the changes of all
 * stores; nothing is ever scanned but the disk of a node that comes back. Nodes go by their
 * numbers.
 */
final class Copies {

  /** Hears of what is worth a word. */
  interface Listener {

    /** Every node that is up has the newest version of a key, so long after it first appeared. */
    void onEverywhere(KeyRecord record, long nanos);

    /** A store did what none may. */
    void onViolation(String check, String what);
  }

  private static final long CONFLICT_MILLIS = 1_000;

  private final Map<Key, KeyRecord> records = new LinkedHashMap<>();
  private final LongSupplier clock;
  private final Listener listener;
  private final boolean everywhere;
  private final BitSet up = new BitSet();
  private final Map<Integer, JournaledStore> disks = new LinkedHashMap<>();
  private int[] held = new int[16];
  private long heldByLive;
  private int existing;
  private long tombstones;
  private long conflicts;

  /**
   * No copies.
   *
   * @param everywhere whether every node is to hold every key
   */
  Copies(LongSupplier clock, boolean everywhere, Listener listener) {
    this.clock = clock;
    this.everywhere = everywhere;
    this.listener = listener;
  }

  /** The keys that were ever written. */
  Collection<KeyRecord> records() {
    return records.values();
  }

  /** The record of a key, made if there is none: somebody writes it. */
  KeyRecord record(Key key) {
    return records.computeIfAbsent(key, Copies::made);
  }

  /** The record of a key, or an empty one that nobody hears of again: reading makes no copy due. */
  KeyRecord recordForReading(Key key) {
    KeyRecord known = records.get(key);
    return known == null ? made(key) : known;
  }

  private static KeyRecord made(Key key) {
    return new KeyRecord(key, key.bytes().asUtf8().orElse(key.toString()));
  }

  /** Nodes that are up. */
  BitSet up() {
    return up;
  }

  // Nodes

  /** A node starts, with what is on its disk. */
  void start(int node, JournaledStore disk) {
    disks.put(node, disk);
    if (node >= held.length) {
      held = Arrays.copyOf(held, 2 * node);
    }
    for (KeyRecord record : records.values()) {
      Entry entry = disk.get(record.key).orElse(null);
      if (entry != null && !entry.isTombstone()) {
        inspectValue(record, node, entry);
      }
      if (entry != null && entry.version().newerThan(record.newest)) {
        supersede(record, entry);
      }
      mark(record, node, isNewest(record, entry));
    }
    up.set(node);
    heldByLive += held[node];
  }

  private static boolean isNewest(KeyRecord record, Entry entry) {
    return entry == null
        ? record.forgotten && record.exists()
        : entry.version().equals(record.newest);
  }

  /** A node stops; its disk stays. What only it had is out of reach, and due nowhere for now. */
  void stop(int node) {
    if (!up.get(node)) {
      return;
    }
    up.clear(node);
    heldByLive -= held[node];
    for (KeyRecord record : records.values()) {
      if (record.holders.get(node) && !record.holders.intersects(up)) {
        fallBack(record);
      }
    }
  }

  /** A node that is down never had the last changes of a key on its disk. */
  void lose(int node, Key key) {
    KeyRecord record = record(key);
    mark(record, node, isNewest(record, disks.get(node).get(key).orElse(null)));
    record.forgetBurials(node);
  }

  /** A node that is down loses its disk. */
  void wipe(int node) {
    disks.remove(node);
    records.values().forEach(record -> wipe(node, record));
  }

  /** A node that is down loses what is on its disk of one key. */
  void wipe(int node, Key key) {
    wipe(node, record(key));
  }

  private void wipe(int node, KeyRecord record) {
    mark(record, node, false);
    record.forgetBurials(node);
    record.pending.forEach(write -> write.wipe(node));
    Write confirmed = record.confirmed;
    if (confirmed != null) {
      confirmed.wipe(node);
      record.excused |= confirmed.holders.isEmpty();
    }
  }

  /** Nobody who is up has the newest version: the next newest takes its place. */
  private void fallBack(KeyRecord record) {
    leave(record);
    record.newest = Version.NONE;
    existing--;
    for (int node = up.nextSetBit(0); node >= 0; node = up.nextSetBit(node + 1)) {
      Entry entry = disks.get(node).get(record.key).orElse(null);
      if (entry != null && entry.version().newerThan(record.newest)) {
        supersede(record, entry);
      }
      mark(record, node, entry != null && entry.version().equals(record.newest));
    }
    record.newestSince = -1;
  }

  // Changes of one store

  /** A node's store changed. */
  void change(int node, Entry before, Entry after) {
    if (after == null) {
      drop(node, before);
      return;
    }
    if (before != null && before.version().newerThan(after.version())) {
      listener.onViolation(
          Checks.MONOTONE, "node-" + node + " replaced " + before.key() + " by an older version");
    }
    KeyRecord record = record(after.key());
    Version version = after.version();
    tombstones += after.isTombstone() ? 1 : 0;
    conflicts += before != null && isConflict(before.version(), version) ? 1 : 0;
    inspect(record, node, after);
    if (up.get(node) && version.newerThan(record.newest)) {
      supersede(record, after);
    }
    mark(record, node, version.equals(record.newest));
    if (everywhere && held(record) == up.cardinality() && record.newestSince >= 0) {
      listener.onEverywhere(record, clock.getAsLong() - record.newestSince);
      record.newestSince = -1;
    }
  }

  /** What a node stored would survive its crash: only now may it tell a user. */
  void secure(int node, Entry after) {
    KeyRecord record = record(after.key());
    record.pending.forEach(write -> write.arrive(node, after.version()));
    if (record.confirmed != null) {
      record.confirmed.arrive(node, after.version());
    }
  }

  /** Whether what a node stored is what a user wrote, and not what it knew to be deleted. */
  private void inspect(KeyRecord record, int node, Entry after) {
    if (after.isTombstone()) {
      record.bury(node, after.version());
      return;
    }
    inspectValue(record, node, after);
    if (record.isBuriedAt(node, after.version())) {
      listener.onViolation(
          Checks.RESURRECTION,
          "node-" + node + " took a value of " + record.name + " it had known to be deleted");
    }
  }

  /** Whether a value, taken now or found on the disk at a start, is what a user wrote. */
  private void inspectValue(KeyRecord record, int node, Entry after) {
    int call = Payloads.callOf(record.name, after.value().orElseThrow());
    if (call < 0) {
      listener.onViolation(
          Checks.PHANTOM, "node-" + node + " stored a value of " + record.name + " nobody wrote");
    } else if (!record.isVersionOf(call, after.version())) {
      listener.onViolation(
          Checks.NEWEST,
          "node-" + node + " stored the value of call " + call + " under another version");
    }
  }

  /** Whether two nodes wrote a key at nearly the same time. */
  private static boolean isConflict(Version one, Version other) {
    long apart = StrictMath.abs(one.wallMillis() - other.wallMillis());
    return one.writer() != other.writer() && apart < CONFLICT_MILLIS;
  }

  /** Deletes that nodes took. */
  long tombstones() {
    return tombstones;
  }

  /** Writes that met another of the same key, by another node at nearly the same time. */
  long conflicts() {
    return conflicts;
  }

  private int held(KeyRecord record) {
    // Most holders are up; an exact count is only needed when the cheap bound allows it.
    if (record.holders.cardinality() < up.cardinality()) {
      return -1;
    }
    BitSet live = (BitSet) record.holders.clone();
    live.and(up);
    return live.cardinality();
  }

  private void supersede(KeyRecord record, Entry after) {
    leave(record);
    existing += record.newest.equals(Version.NONE) ? 1 : 0;
    record.newest = after.version();
    record.newestSince = clock.getAsLong();
    record.deleted = after.isTombstone();
    record.forgotten = false;
  }

  /** Nobody holds the newest version any more, as it is another one now. */
  private void leave(KeyRecord record) {
    for (int node = record.holders.nextSetBit(0); node >= 0; ) {
      mark(record, node, false);
      node = record.holders.nextSetBit(node + 1);
    }
  }

  private void mark(KeyRecord record, int node, boolean has) {
    if (record.holders.get(node) == has) {
      return;
    }
    record.holders.set(node, has);
    held[node] += has ? 1 : -1;
    if (up.get(node)) {
      heldByLive += has ? 1 : -1;
    }
  }

  private void drop(int node, Entry before) {
    KeyRecord record = record(before.key());
    if (before.isTombstone()) {
      if (before.version().equals(record.newest) && !record.forgotten) {
        forget(record);
      }
      return;
    }
    mark(record, node, isNewest(record, null));
    if (record.confirmed != null) {
      record.confirmed.holders.clear(node);
    }
    if (!everywhere && !record.forgotten && !isElsewhere(node, before)) {
      listener.onViolation(
          Checks.MONOTONE, "node-" + node + " dropped the last copy of " + record.name);
    }
  }

  /** The time of a delete has come: who has nothing is as good as who has it, and never gets it. */
  private void forget(KeyRecord record) {
    record.forgotten = true;
    for (int node = up.nextSetBit(0); node >= 0; node = up.nextSetBit(node + 1)) {
      if (disks.get(node).get(record.key).isEmpty()) {
        mark(record, node, true);
      }
    }
  }

  /**
   * Whether another disk has an entry or something newer. A write that was confirmed later may be
   * lost with its disks: then this one is all that there is, and to be kept as such.
   */
  private boolean isElsewhere(int node, Entry entry) {
    return disks.entrySet().stream()
        .filter(disk -> disk.getKey() != node)
        .flatMap(disk -> disk.getValue().durable(entry.key()).stream())
        .anyMatch(held -> !entry.version().newerThan(held.version()));
  }

  /**
   * A node has let go of a key, which is for others to hold from now on: whether it was deleted is
   * for them to know, too.
   */
  void letGo(int node, Key key) {
    record(key).forgetBurials(node);
  }

  // What is missing

  /** Copies there should be on nodes that are up, if every node is to hold every key. */
  long dueEverywhere() {
    return (long) existing * up.cardinality();
  }

  /** Those of {@link #dueEverywhere} that there are. */
  long heldByLive() {
    return heldByLive;
  }

  /** Keys of which a node that is up has a copy. */
  int existing() {
    return existing;
  }

  /** Nodes whose disk has this write or something newer, which may be from before it began. */
  BitSet holding(KeyRecord record, Write write) {
    BitSet nodes = new BitSet();
    disks.forEach(
        (node, disk) ->
            nodes.set(
                node,
                disk.durable(record.key).map(Entry::version).filter(write::isIn).isPresent()));
    return nodes;
  }

  /** Newest versions on a node's disk. */
  int held(int node) {
    return held[node];
  }
}
