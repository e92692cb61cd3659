package io.simpledht.cli.start;

import io.simpledht.cli.console.Arguments;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.MemoryStoreConfig;
import io.simpledht.store.Store;

/**
 * What a node may hold. Apart from {@link StartCommand}, which every command's start loads: those
 * that only ask a node have no store on their class path.
 */
final class StoreLimits {

  private StoreLimits() {}

  /** An empty store with the limits that were given. */
  static Store store(Arguments arguments) {
    int entries = (int) MemoryStoreConfig.DEFAULT_MAX_ENTRIES;
    return new MemoryStore(
        MemoryStoreConfig.DEFAULT
            .withMaxEntries(
                arguments.number(StartCommand.MAX_ENTRIES, entries, 1, Integer.MAX_VALUE))
            .withMaxContentBytes(
                StartCommand.size(arguments, StartCommand.MAX_CONTENT, "512M", "1024G")));
  }
}
