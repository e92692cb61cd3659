package io.simpledht.cli.console;

/** What the process ends with. Scripts rely on these numbers: they never change. */
public final class ExitStatus {

  /** It worked. */
  public static final int OK = 0;

  /** It was tried and failed. */
  public static final int FAILED = 1;

  /** The command line makes no sense; nothing was tried. */
  public static final int WRONG_USAGE = 2;

  /** The network answered that the key has no value. */
  public static final int NO_VALUE = 3;

  /** A simulation ran out of budget, or tested nothing: it proves neither the one nor the other. */
  public static final int UNKNOWN = 4;

  private ExitStatus() {}
}
