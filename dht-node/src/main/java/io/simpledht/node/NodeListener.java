package io.simpledht.node;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.Version;
import java.util.Optional;

/**
 * Hears what happens in a node. Called on its event loop, in order; return quickly and do not
 * block. What a listener throws is logged and counted and reaches nobody else.
 */
public interface NodeListener {

  /** The node's standing changed. */
  default void onState(NodeState from, NodeState to) {}

  /**
   * A key changed here, by whoever's write.
   *
   * @param value the new value; nothing if it was deleted or expired
   */
  default void onChange(Key key, Optional<Bytes> value, Version version) {}

  /** A synchronisation moved on. */
  default void onSync(SyncProgress progress) {}

  /**
   * Something an operator wants to read, such as {@code Connection attempt 1/3 timed out,
   * retrying...}
   */
  default void onNotice(String line) {}
}
