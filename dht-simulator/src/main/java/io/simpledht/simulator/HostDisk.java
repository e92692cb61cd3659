package io.simpledht.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a host keeps through a crash: objects under names. The objects decide themselves what of
 * their content is durable.
 */
public final class HostDisk {

  private final Map<String, Object> files = new HashMap<>();
  private Runnable onCrash = () -> {};
  private DiskFault fault = DiskFault.NONE;

  HostDisk() {}

  /** What lies under {@code name}, made by {@code whenNew} the first time. */
  public <T> T file(String name, Class<T> type, Supplier<T> whenNew) {
    return type.cast(files.computeIfAbsent(name, key -> whenNew.get()));
  }

  /** Replaces what lies under {@code name}. */
  public void put(String name, Object content) {
    files.put(name, content);
  }

  /** Forgets what lies under {@code name}. */
  public void remove(String name) {
    files.remove(name);
  }

  /** What is wrong with it at this moment. */
  public DiskFault fault() {
    return fault;
  }

  /** Breaks it, or makes it whole again; the files stay. */
  public void fault(DiskFault newFault) {
    fault = newFault;
  }

  /** What a crash of the present life does to the files; replaces what was set before. */
  public void onCrash(Runnable effect) {
    onCrash = effect;
  }

  void crash() {
    Runnable effect = onCrash;
    onCrash = () -> {};
    effect.run();
  }

  void wipe() {
    files.clear();
  }
}
