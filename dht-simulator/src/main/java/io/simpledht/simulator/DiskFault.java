package io.simpledht.simulator;

/** What is wrong with a disk; reading goes on in any case. */
public enum DiskFault {
  /** Nothing. */
  NONE,
  /** There is no room left: nothing may grow. */
  FULL,
  /** Whatever is written fails. */
  FAILING
}
