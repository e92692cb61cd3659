package io.simpledht.cli.console;

import io.simpledht.node.SyncProgress;
import java.util.function.LongSupplier;

/**
 * Shows a synchronisation: on a terminal as one line that changes in place, elsewhere as a line now
 * and then. A sync that finds nothing to fetch shows nothing.
 */
public final class ProgressLine {

  private static final long TERMINAL_PAUSE_NANOS = 100_000_000L;
  private static final long PLAIN_PAUSE_NANOS = 2_000_000_000L;

  /** To the start of the line, and clear it. */
  private static final String REWRITE = "\r\u001b[K";

  private final Console console;
  private final LongSupplier nanoClock;
  private boolean shown;
  private boolean lineOpen;
  private long lastNanos;

  public ProgressLine(Console console, LongSupplier nanoClock) {
    this.console = console;
    this.nanoClock = nanoClock;
  }

  public void show(SyncProgress progress) {
    if (progress.finished()) {
      finish(progress);
      return;
    }
    long now = nanoClock.getAsLong();
    long pause = console.terminal() ? TERMINAL_PAUSE_NANOS : PLAIN_PAUSE_NANOS;
    if (progress.entriesDone() == 0 || shown && now - lastNanos < pause) {
      return;
    }
    shown = true;
    lastNanos = now;
    if (console.terminal()) {
      console.out().print(REWRITE + text(progress));
      console.out().flush();
      lineOpen = true;
    } else {
      console.line(text(progress));
    }
  }

  private void finish(SyncProgress progress) {
    makeRoom();
    shown = false;
    if (progress.entriesDone() > 0) {
      console.line("Synced " + entries(progress.entriesDone()) + " (" + bytes(progress) + ")");
    }
  }

  /** Another line is about to be printed: gives way to it. */
  public void makeRoom() {
    if (lineOpen) {
      console.out().print(REWRITE);
      lineOpen = false;
    }
  }

  private static String text(SyncProgress progress) {
    long done = progress.entriesDone();
    long expected = progress.entriesExpected();
    if (expected < done) {
      return "Syncing: " + entries(done) + ", " + bytes(progress);
    }
    long percent = done * 100 / expected;
    return "Syncing: "
        + done
        + " of "
        + entries(expected)
        + " ("
        + percent
        + " %), "
        + bytes(progress);
  }

  private static String entries(long count) {
    return count == 1 ? "1 entry" : count + " entries";
  }

  private static String bytes(SyncProgress progress) {
    return Texts.size(progress.bytesDone());
  }
}
