package io.simpledht.node.sync;

import io.simpledht.node.replication.HybridClock;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.sync.SketchDecoder.Status;
import io.simpledht.node.testing.ManualLoop;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Measures by hand, on one core: what an item costs the symbols kept, what a merge costs with and
 * without them, how many symbols a difference takes, and what decoding a symbol costs. Not a test.
 */
final class SketchFigures {

  private static final int SET = 100_000;
  private static final int ROUNDS = 6;
  private static final int DIFFERENCES_PER_SIZE = 500_000;
  private static final int MAX_SAMPLES = 5_000;
  private static final CodedSymbol NOTHING = new CodedSymbol(0, 0, 0);

  private final SplittableRandom random = new SplittableRandom(1);

  private SketchFigures() {}

  public static void main(String[] args) {
    SketchFigures figures = new SketchFigures();
    for (int round = 0; round < ROUNDS; round++) {
      figures.keep();
      print("merge: %d ns without, %d ns with a summary%n", merge(false), merge(true));
    }
    figures.decode(10_000); // warms up
    for (int differences : new int[] {1, 10, 100, 1_000, 10_000}) {
      figures.decode(differences);
    }
  }

  private void keep() {
    long[] items = random.longs(SET).toArray();
    RatelessSketch sketch = new RatelessSketch();
    sketch.extend(RatelessSketch.MAX_KEPT, new long[0]);
    long start = System.nanoTime();
    for (long item : items) {
      sketch.add(item);
    }
    long added = System.nanoTime();
    new RatelessSketch().extend(RatelessSketch.MAX_KEPT, items);
    long grown = System.nanoTime();
    print("add: %d ns; grow over %d: %d us%n", (added - start) / SET, SET, (grown - added) / 1_000);
  }

  /** Nanoseconds for each of {@value #SET} new entries of 100 bytes; keys are hashed before. */
  private static long merge(boolean summarised) {
    EventLoop loop = new ManualLoop();
    HybridClock clock = new HybridClock(loop, 1, Version.NONE);
    Replica replica = new Replica(new MemoryStore(), clock, loop, 1 << 20);
    if (summarised) {
      new SetSummary(replica, loop, () -> 1, SharedSums.ofOne());
    }
    List<Entry> entries = new ArrayList<>(SET);
    for (int i = 0; i < SET; i++) {
      Key key = Key.of("key" + i);
      key.id();
      entries.add(Entry.value(key, Bytes.wrap(new byte[91]), clock.next(), Entry.NEVER));
    }
    long start = System.nanoTime();
    entries.forEach(replica::merge);
    return (System.nanoTime() - start) / SET;
  }

  private void decode(int differences) {
    int samples = Math.min(MAX_SAMPLES, DIFFERENCES_PER_SIZE / differences);
    int room = 4 * differences + 256;
    long symbols = 0;
    long nanos = 0;
    for (int i = 0; i < samples; i++) {
      RatelessSketch theirs = new RatelessSketch();
      theirs.extend(room, random.longs(differences).toArray());
      SketchDecoder decoder = new SketchDecoder(room);
      long start = System.nanoTime();
      while (decoder.status() == Status.NEED_MORE) {
        decoder.add(theirs.symbol(decoder.size()), NOTHING);
      }
      nanos += System.nanoTime() - start;
      symbols += decoder.size();
    }
    double overhead = (double) symbols / samples / differences;
    print(
        "%d differences: %.3f symbols each, %d ns a symbol%n",
        differences, overhead, nanos / symbols);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
