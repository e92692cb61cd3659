package io.simpledht.cli.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A console on which nobody waits for a reader: a thread of its own prints what others said. A node
 * whose output is a pipe that nobody reads, or a terminal after Ctrl-S, goes on answering. What
 * finds no room is dropped, and its number is told where it would have stood.
 *
 * <p>While it is open the log, which goes to the process's standard error, takes the same way.
 */
public final class Spool implements AutoCloseable {

  /** What waits for its reader, some ten thousand lines. */
  static final int MAX_BYTES = 1 << 20;

  /** What a waiting message costs besides its bytes. */
  private static final int OVERHEAD_BYTES = 64;

  /** How long the end waits for a reader. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Message(PrintStream to, byte[] bytes) {
    int cost() {
      return bytes.length + OVERHEAD_BYTES;
    }
  }

  private final Console target;
  private final Console console;
  private final PrintStream processErr = System.err;
  private final Queue<Message> waiting = new ArrayDeque<>(); // this and below: guarded by this
  private int unprintedBytes;
  private long dropped;
  private boolean closed;

  public Spool(Console target) {
    this.target = target;
    this.console =
        new Console(
            target.in(),
            streamTo(target.out()),
            streamTo(target.err()),
            target.terminal(),
            target.watched());
    if (target.err() == processErr) {
      System.setErr(console.err());
    }
    Thread printer = new Thread(this::print, "simpledht-output");
    printer.setDaemon(true);
    printer.start();
  }

  /** Where to say things without waiting. */
  public Console console() {
    return console;
  }

  private PrintStream streamTo(PrintStream to) {
    OutputStream spooled =
        new OutputStream() {
          @Override
          public void write(int octet) {
            offer(to, new byte[] {(byte) octet});
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            offer(to, Arrays.copyOfRange(bytes, from, from + length));
          }
        };
    return new PrintStream(spooled, true, processCharset());
  }

  /** In which the platform writes standard output, and expects whoever encodes for it to. */
  private static Charset processCharset() {
    String before19 = System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name());
    return Charset.forName(System.getProperty("stdout.encoding", before19));
  }

  private synchronized void offer(PrintStream to, byte[] bytes) {
    Message message = new Message(to, bytes);
    if (closed || unprintedBytes > 0 && unprintedBytes + message.cost() > MAX_BYTES) {
      dropped++;
      return;
    }
    if (dropped > 0) {
      String note = "(" + Texts.count(dropped, "message") + " dropped: nobody read them)\n";
      dropped = 0;
      add(new Message(target.err(), note.getBytes(processCharset())));
    }
    add(message);
  }

  private synchronized void add(Message message) {
    waiting.add(message);
    unprintedBytes += message.cost();
    notifyAll();
  }

  private void print() {
    try {
      for (Message message = next(); message != null; message = next()) {
        message.to().write(message.bytes(), 0, message.bytes().length);
        message.to().flush();
        printed(message);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Message next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    return waiting.poll();
  }

  private synchronized void printed(Message message) {
    unprintedBytes -= message.cost();
    notifyAll();
  }

  /** Waits for the reader, but not long: whether everything was printed. */
  private synchronized boolean drain() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean interrupted = false;
    long left = PATIENCE_NANOS;
    while (unprintedBytes > 0 && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException again) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return unprintedBytes == 0;
  }

  /** As {@link Console#finish}, if there is a reader. */
  public int finish(int status) {
    return drain() ? target.finish(status) : status;
  }

  /** Gives what was said a moment to be printed, and takes no more. */
  @Override
  public void close() {
    drain();
    if (System.err == console.err()) {
      System.setErr(processErr);
    }
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }
}
