package io.simpledht.store.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.store.Store;
import io.simpledht.store.Store.Merge;
import io.simpledht.store.StoreFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Does the same random operations to a store and to the model, and compares all they say. */
final class RandomRun {

  private static final int KEYS = 150;
  private static final int MAX_ENTRIES = 100; // fewer than keys: both limits are met
  private static final int MAX_BYTES = 1_200;

  private final Random random;
  private final Store store;
  private final Replay replay = new Replay();
  private final ModelStore model = new ModelStore(MAX_ENTRIES, MAX_BYTES, StoreUnderTest.RETENTION);
  private final List<Entry> recent = new ArrayList<>(); // to be merged again
  private long now = 1;

  RandomRun(long seed, StoreUnderTest source) {
    random = new Random(seed);
    store = source.limited(MAX_ENTRIES, MAX_BYTES);
    store.observe(replay);
  }

  void run(int operations) {
    for (int i = 0; i < operations; i++) {
      now += random.nextInt(20);
      operate(random.nextInt(200));
      Content.check(store, model.all());
      assertThat(replay.content()).isEqualTo(model.all());
      assertThat(store.newestVersion()).isEqualTo(model.newestVersion());
    }
  }

  private void operate(int dice) {
    if (dice == 0) {
      drop();
    } else if (dice < 20) {
      expire();
    } else if (dice < 30) {
      scan();
    } else if (dice < 35 && !recent.isEmpty()) {
      Entry written = recent.get(random.nextInt(recent.size()));
      store.drop(written.key(), written.version());
      model.drop(written.key(), written.version());
    } else if (dice < 60 && !recent.isEmpty()) {
      merge(recent.get(random.nextInt(recent.size())));
    } else {
      Entry entry = entry();
      recent.add(entry);
      merge(entry);
    }
  }

  private void merge(Entry entry) {
    Optional<Merge> expected = model.merge(entry);
    assertThat(outcome(entry)).isEqualTo(expected);
  }

  private Optional<Merge> outcome(Entry entry) {
    try {
      return Optional.of(store.merge(entry));
    } catch (StoreFullException full) {
      return Optional.empty();
    }
  }

  private Entry entry() {
    Key key = Key.of("k" + random.nextInt(KEYS));
    long written = Math.max(0, now - random.nextInt(100));
    Version version = Version.of(written, random.nextInt(2), random.nextInt(2));
    long ends = random.nextInt(3) == 0 ? Entry.NEVER : now + random.nextInt(600);
    return random.nextInt(4) == 0
        ? Entry.tombstone(key, version, ends)
        : Entry.value(key, Bytes.wrap(new byte[random.nextInt(40)]), version, ends);
  }

  /** With one time for many entries the order of equal times is the store's choice: all or one. */
  private void expire() {
    int limit = random.nextInt(5) + 1;
    int touched = store.expire(now, limit);
    while (touched == limit) {
      touched = store.expire(now, limit);
    }
    assertThat(touched).isLessThan(limit);
    while (model.expireOne(now)) {
      // The model knows no limit.
    }
  }

  private void drop() {
    long before = now - random.nextInt(2_000);
    store.dropOld(version -> version.wallMillis() < before);
    model.dropOld(before);
  }

  private void scan() {
    Id from = Id.random(random);
    Id to = Id.random(random);
    assertThat(Content.between(store, from, to)).isEqualTo(model.scan(from, to));
  }
}
