package io.simpledht.simulator.run;

import io.simpledht.node.DhtNode;
import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.WriteConcern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Makes the calls of users and holds every answer against what the stores really hold. */
final class Calls {

  /** How many calls of one kind ended, and how. */
  static final class Tally {
    long ended;
    long failed;
    final Durations durations = new Durations();

    private void end(long nanos, boolean success) {
      ended++;
      failed += success ? 0 : 1;
      durations.add(nanos);
    }
  }

  private final Copies copies;
  private final Violations violations;
  private final LongSupplier clock;
  private final WriteOptions options;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Map<Integer, Pending> pending = new LinkedHashMap<>();
  private long stale;
  private long skipped;
  private long writes;

  /**
   * A call whose result is out.
   *
   * @param write what it writes; null for a read
   */
  record Pending(String kind, int node, KeyRecord record, Write write, long sinceNanos) {

    private void abandon() {
      if (write != null) {
        record.pending.remove(write);
      }
    }
  }

  Calls(Copies copies, Violations violations, LongSupplier clock, WriteConcern concern) {
    this.copies = copies;
    this.violations = violations;
    this.clock = clock;
    this.options = WriteOptions.DEFAULT.withConcern(concern);
    for (String kind : new String[] {"put", "get", "delete"}) {
      tallies.put(kind, new Tally());
    }
  }

  Map<String, Tally> tallies() {
    return tallies;
  }

  /** Reads that found an older version than had been confirmed when they began. */
  long stale() {
    return stale;
  }

  /** Calls not made, as their node was down. */
  long skipped() {
    return skipped;
  }

  /** Puts and deletes made, whatever has become of them. */
  long writes() {
    return writes;
  }

  /** Calls without a result, by number. */
  Map<Integer, Pending> pending() {
    return pending;
  }

  void skip() {
    skipped++;
  }

  /** The node's life has ended, and with it whatever it was asked. */
  void forget(int node) {
    List<Pending> ended = pending.values().stream().filter(call -> call.node() == node).toList();
    ended.forEach(Pending::abandon);
    pending.values().removeAll(ended);
  }

  // Writes

  void put(DhtNode node, int number, int call, String key, int bytes) {
    Bytes value = Payloads.of(key, call, bytes);
    write(
        number,
        new Write(call, number, false, clock.getAsLong()),
        key,
        "put",
        k -> node.putAsync(k, value, options));
  }

  void delete(DhtNode node, int number, int call, String key) {
    write(
        number,
        new Write(call, number, true, clock.getAsLong()),
        key,
        "delete",
        k -> node.deleteAsync(k, options));
  }

  private interface Writing {
    CompletableFuture<PutResult> begin(Key key);
  }

  private void write(int number, Write write, String name, String kind, Writing writing) {
    writes++;
    KeyRecord record = copies.record(Key.of(name));
    record.pending.add(write);
    pending.put(write.call, new Pending(kind, number, record, write, clock.getAsLong()));
    writing
        .begin(record.key)
        .whenComplete(
            (result, failure) -> {
              if (close(write.call, kind, result != null && result.isStored()) && result != null) {
                written(record, write, result);
              }
            });
  }

  private void written(KeyRecord record, Write write, PutResult result) {
    write.settle(result.version());
    write.confirmed = result.confirmed();
    if (result.confirmed() > 0) {
      record.confirm(write);
    }
    if (result.confirmed() > write.witnesses.cardinality()) {
      // A store may have held something newer from before this write began.
      write.witnesses.or(copies.holding(record, write));
    }
    if (result.confirmed() > write.witnesses.cardinality()) {
      violations.add(
          Checks.HONESTY,
          "call "
              + write.call
              + " to "
              + record.name
              + " on node-"
              + write.node
              + " reported "
              + result.confirmed()
              + " copies, there had been "
              + write.witnesses.cardinality());
    }
  }

  // Reads

  void get(DhtNode node, int number, int call, String key) {
    Key wanted = Key.of(key);
    KeyRecord record = copies.recordForReading(wanted);
    Write before = record.confirmed;
    pending.put(call, new Pending("get", number, record, null, clock.getAsLong()));
    node.getAsync(wanted, ReadConcern.ONE)
        .whenComplete(
            (found, failure) -> {
              boolean due = before != null && !before.delete && record.confirmed == before;
              boolean success = failure == null && (found.isPresent() || !due);
              if (close(call, "get", success) && failure == null) {
                read(record, before, number, found);
              }
            });
  }

  private void read(KeyRecord record, Write before, int node, Optional<Bytes> found) {
    if (found.isEmpty()) {
      return;
    }
    int writer = Payloads.callOf(record.name, found.get());
    if (writer < 0) {
      violations.add(
          Checks.PHANTOM,
          "node-" + node + " read a value of " + record.name + " that nobody wrote");
    }
    stale += before != null && record.isOlder(writer, before) ? 1 : 0;
  }

  // Book-keeping

  /** Whether the call was still waited for: a crash ends it before its node can. */
  private boolean close(int call, String kind, boolean success) {
    Pending ended = pending.remove(call);
    if (ended != null) {
      ended.abandon();
      tallies.get(kind).end(clock.getAsLong() - ended.sinceNanos(), success);
    }
    return ended != null;
  }
}
