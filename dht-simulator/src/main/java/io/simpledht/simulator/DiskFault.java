package io.simpledht.simulator;

/** What is wrong with a disk. A node that runs has read it; what it has read it still knows. */
public enum DiskFault {
  /** Nothing. */
  NONE,
  /** There is no room left: nothing may grow. */
  FULL,
  /** Whatever is written fails, syncs included. */
  FAILING,
  /** A part of what is on it cannot be read any more when a node starts, and is lost. */
  UNREADABLE
}
