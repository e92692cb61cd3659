package io.simpledht.cli.console;

/** The log's level, which must be set before anything logs. */
public final class Logging {

  public static final Option VERBOSE =
      new Option("verbose", 'v', "", "log more, to standard error; see also SIMPLEDHT_LOG", false);

  /** Read by the log's configuration. */
  private static final String LEVEL = "simpledht.log";

  private Logging() {}

  /** Nothing: thousands of simulated nodes would report every fault they are made to meet. */
  public static void silence() {
    System.setProperty(LEVEL, "OFF");
  }

  public static void configure(Arguments arguments) {
    if (arguments.has(VERBOSE)) {
      System.setProperty(LEVEL, "INFO");
    }
  }
}
