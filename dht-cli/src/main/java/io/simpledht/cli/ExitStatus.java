package io.simpledht.cli;

/** What the process ends with. Scripts rely on these numbers: they never change. */
final class ExitStatus {

  /** It worked. */
  static final int OK = 0;

  /** It was tried and failed. */
  static final int FAILED = 1;

  /** The command line makes no sense; nothing was tried. */
  static final int WRONG_USAGE = 2;

  /** The network answered that the key has no value. */
  static final int NO_VALUE = 3;

  /** A simulation ran out of budget, or tested nothing: it proves neither the one nor the other. */
  static final int UNKNOWN = 4;

  private ExitStatus() {}
}
