package io.simpledht.cli;

/** What this program is. */
final class Build {

  private Build() {}

  /** Its version and the Java machine it runs on. */
  static String describe() {
    String version = Build.class.getPackage().getImplementationVersion();
    return "simpledht "
        + (version == null ? "(not packaged)" : version)
        + ", Java "
        + System.getProperty("java.version");
  }
}
