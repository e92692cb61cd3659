package io.simpledht.simulator;

import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeBuilder;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.Store;
import java.util.Optional;

/**
 * What stands between a node and its simulated world: to watch it, or to plant a fault in what it
 * relies on. Asked once in each life of the node, in the order of the methods.
 */
public interface NodeWiring {

  /** Nothing. */
  NodeWiring PLAIN = new NodeWiring() {};

  /** The transport the node gets in place of {@code transport}. */
  default Transport transport(HostContext host, Transport transport) {
    return transport;
  }

  /** How the host's disk behaves. */
  default DiskSettings disk(HostContext host) {
    return DiskSettings.IDEAL;
  }

  /**
   * What lies on the host's disk before its first life, asked in that life only; nothing. The host
   * gets a copy, and nodes that begin with copies of one store share what follows from its content.
   */
  default Optional<MemoryStore> content(HostContext host) {
    return Optional.empty();
  }

  /**
   * What the node makes of the last record in its journal, which a crash cut short; nothing, as the
   * checksum tells.
   */
  default Optional<Entry> torn(HostContext host, byte[] record) {
    return JournalRecord.read(record);
  }

  /** An entry on the disk could not be read, and is lost. */
  default void unreadable(HostContext host, Key key) {}

  /** What is on the disk has been read; what becomes of changes can be listened to. */
  default void opened(HostContext host, JournaledStore disk) {}

  /** The store the node gets in place of {@code store}. */
  default Store store(HostContext host, Store store) {
    return store;
  }

  /** The last word on the node's settings; its transport, store, chance and id are set already. */
  default NodeBuilder settings(HostContext host, NodeBuilder builder) {
    return builder;
  }

  /** The node is made and not started yet: a listener added here misses nothing. */
  default void made(HostContext host, DhtNode node) {}
}
