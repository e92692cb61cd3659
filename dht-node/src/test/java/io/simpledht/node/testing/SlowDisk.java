package io.simpledht.node.testing;

import io.simpledht.store.ForwardingStore;
import io.simpledht.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A store whose syncs end when the test says so, by calling back {@link #syncs}. */
public final class SlowDisk extends ForwardingStore {

  private final List<Consumer<Boolean>> syncs = new ArrayList<>();
  private RuntimeException failure;

  /** An empty one. */
  public SlowDisk() {
    super(new MemoryStore());
  }

  @Override
  public void sync(Consumer<Boolean> whenKnown) {
    if (failure != null) {
      throw failure;
    }
    syncs.add(whenKnown);
  }

  /** Those who wait, the first to ask first. */
  public List<Consumer<Boolean>> syncs() {
    return syncs;
  }

  /** From now on each sync throws this; none does if null. */
  public void failWith(RuntimeException newFailure) {
    failure = newFailure;
  }
}
