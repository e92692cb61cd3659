package io.simpledht.cli.client;

import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Texts;
import io.simpledht.node.TransferListener;

/**
 * Shows how far a large value has come, beside the result and never in it: as a bar for a person
 * who watches standard error, as a line now and then for a log. Our own few lines, because a
 * library for bars would start a thread and load more classes than the command itself.
 */
class TransferLine implements TransferListener {

  private static final long PLAIN_PAUSE_NANOS = 2_000_000_000L;
  private static final int BAR_WIDTH = 30;

  /** To the start of the line, and clear it. */
  private static final String REWRITE = "\r\u001b[K";

  private final Console console;
  private final String verb;
  private long startedNanos = -1;
  private long toldNanos;
  private boolean lineOpen;
  private boolean ended;

  /**
   * A line that shows nothing yet.
   *
   * @param verb {@code Sending} or {@code Receiving}
   */
  TransferLine(Console console, String verb) {
    this.console = console;
    this.verb = verb;
  }

  long nanoTime() {
    return System.nanoTime();
  }

  /** Called by the client's thread, while the command waits. */
  @Override
  public synchronized void onTransfer(long doneBytes, long totalBytes) {
    long now = nanoTime();
    if (startedNanos < 0) {
      startedNanos = now;
      toldNanos = now;
    }
    if (ended || doneBytes == 0) {
      return;
    }
    if (console.watched()) {
      console.err().print(REWRITE + bar(doneBytes, totalBytes) + text(doneBytes, totalBytes, now));
      console.err().flush();
      lineOpen = true;
    } else if (now - toldNanos >= PLAIN_PAUSE_NANOS) {
      toldNanos = now;
      console.error(verb + " " + text(doneBytes, totalBytes, now));
    }
  }

  /** Makes room for what is printed next. */
  synchronized void end() {
    ended = true;
    if (lineOpen) {
      console.err().print(REWRITE);
      console.err().flush();
    }
  }

  private String bar(long done, long total) {
    int filled = (int) (done * BAR_WIDTH / total);
    return verb + " [" + "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled) + "] ";
  }

  private String text(long done, long total, long now) {
    if (done == total) {
      return Texts.size(total) + ", waiting for the node";
    }
    String text = done * 100 / total + " %, " + Texts.size(done) + " of " + Texts.size(total);
    long millis = (now - startedNanos) / 1_000_000;
    return millis == 0 ? text : text + ", " + Texts.size(done * 1_000 / millis) + "/s";
  }
}
