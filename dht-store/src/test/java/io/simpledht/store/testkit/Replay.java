package io.simpledht.store.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.store.Store;
import java.util.List;
import java.util.TreeMap;

/** Rebuilds a store's content from nothing but what its observer hears. */
final class Replay implements Store.Observer {

  private final TreeMap<Id, Entry> content = new TreeMap<>();
  private int changes;

  @Override
  public void onChange(Entry before, Entry after) {
    Entry one = after == null ? before : after;
    assertThat(one).as("a change has a side").isNotNull();
    assertThat(before).as("a change changes something").isNotEqualTo(after);
    Id place = one.key().id();
    Entry known = after == null ? content.remove(place) : content.put(place, after);
    assertThat(known).as("what was stored before").isEqualTo(before);
    changes++;
  }

  List<Entry> content() {
    return List.copyOf(content.values());
  }

  int changes() {
    return changes;
  }
}
