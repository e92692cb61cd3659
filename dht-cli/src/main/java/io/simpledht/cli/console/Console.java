package io.simpledht.cli.console;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param in for {@code --file -}
 * @param out results, and nothing else
 * @param err whatever went wrong, and logs
 * @param terminal whether a person sees {@code out}
 * @param watched whether a person sees {@code err}
 */
public record Console(
    InputStream in, PrintStream out, PrintStream err, boolean terminal, boolean watched) {

  /** Set by the launcher, which can tell at no cost: {@code true} or {@code false}. */
  private static final String TERMINAL = "simpledht.terminal";

  private static final String WATCHED = "simpledht.watched";

  public static Console ofProcess() {
    return new Console(System.in, System.out, System.err, told(TERMINAL), told(WATCHED));
  }

  private static boolean told(String property) {
    String told = System.getProperty(property);
    return told == null ? System.console() != null : told.equals("true");
  }

  /** Prints a line of a result. */
  public void line(String text) {
    out.println(text);
  }

  /** Prints a line about what went wrong. */
  public void error(String text) {
    err.println(text);
  }

  /** A check mark where the terminal can show one. */
  public String checkMark() {
    String encoding = System.getProperty("native.encoding", "UTF-8");
    return encoding.startsWith("UTF") ? "\u2713" : "ok:";
  }

  /** Flushes; turns success into failure if what was printed did not arrive. */
  public int finish(int status) {
    boolean lost = out.checkError();
    err.flush();
    if (!lost || status != ExitStatus.OK) {
      return status;
    }
    error("Cannot write to standard output: the disk is full or the reader is gone");
    return ExitStatus.FAILED;
  }
}
