package io.simpledht.cli;

/** The log's level, which must be set before anything logs. */
final class Logging {

  static final Option VERBOSE =
      new Option("verbose", 'v', "", "log more, to standard error; see also SIMPLEDHT_LOG");

  /** Read by the log's configuration. */
  private static final String LEVEL = "simpledht.log";

  private Logging() {}

  static void configure(Arguments arguments) {
    if (arguments.has(VERBOSE)) {
      System.setProperty(LEVEL, "INFO");
    }
  }
}
