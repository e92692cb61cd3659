package io.simpledht.node.replication;

import io.simpledht.protocol.Key;

/** What it means that this node does not hold a key. */
public interface Standing {

  /** Whether it holds all that it is to hold, so that what it lacks is not there. Any thread. */
  boolean isComplete();

  /** Whether this is so for one key, which it is to hold and does not. Loop only. */
  boolean isComplete(Key key);

  /** Whether there is nobody else, so that what it lacks is nowhere. Any thread. */
  boolean isAlone();
}
