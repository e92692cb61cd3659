package io.simpledht.cli.console;

import java.util.function.LongFunction;

/**
 * Says how far something has come: a line that changes in place for a person who watches standard
 * error, a line now and then for a log. Not safe for use by several threads at once.
 */
public final class StatusLine {

  private static final long WATCHED_PAUSE_NANOS = 200_000_000L;
  private static final long PLAIN_PAUSE_NANOS = 10_000_000_000L;

  /** To the start of the line, and clear it. */
  private static final String REWRITE = "\r\u001b[K";

  private final Console console;
  private long toldNanos = System.nanoTime();
  private boolean open;

  public StatusLine(Console console) {
    this.console = console;
  }

  /** Shows what {@code text} says of the present instant, if the last showing is a while ago. */
  public void show(LongFunction<String> text) {
    long now = System.nanoTime();
    long pause = console.watched() ? WATCHED_PAUSE_NANOS : PLAIN_PAUSE_NANOS;
    if (now - toldNanos < pause) {
      return;
    }
    toldNanos = now;
    if (console.watched()) {
      console.err().print(REWRITE + text.apply(now));
      console.err().flush();
      open = true;
    } else {
      console.error(text.apply(now));
    }
  }

  /** Makes room for what is printed next. */
  public void clear() {
    if (open) {
      console.err().print(REWRITE);
      console.err().flush();
      open = false;
    }
  }
}
