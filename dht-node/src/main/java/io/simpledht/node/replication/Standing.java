package io.simpledht.node.replication;

/** What it means that this node does not hold a key. */
public interface Standing {

  /** Whether it holds all that it is to hold, so that what it lacks is not there. Any thread. */
  boolean isComplete();

  /** Whether there is nobody else, so that what it lacks is nowhere. Any thread. */
  boolean isAlone();
}
