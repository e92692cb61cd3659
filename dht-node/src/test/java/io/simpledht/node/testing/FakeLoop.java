package io.simpledht.node.testing;

import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.time.Duration;
import java.util.PriorityQueue;

/** One virtual clock and queue, ordered by (time, sequence), run by the test's own thread. */
public final class FakeLoop implements EventLoop {

  private static final class Task implements Comparable<Task> {
    private final long atNanos;
    private final long sequence;
    private final Runnable body;

    Task(long atNanos, long sequence, Runnable body) {
      this.atNanos = atNanos;
      this.sequence = sequence;
      this.body = body;
    }

    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private static final long WALL_START_MILLIS = 1_750_000_000_000L;

  private final PriorityQueue<Task> queue = new PriorityQueue<>();
  private long nowNanos = 1;
  private long nextSequence;
  private boolean running;

  /** Runs everything that is due within {@code time} from now. */
  public void run(Duration time) {
    long endNanos = nowNanos + time.toNanos();
    running = true;
    while (!queue.isEmpty() && queue.peek().atNanos <= endNanos) {
      Task task = queue.poll();
      nowNanos = task.atNanos;
      task.body.run();
    }
    running = false;
    nowNanos = endNanos;
  }

  /** Tasks waiting; none after everything was closed. */
  public int waiting() {
    return queue.size();
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public long wallMillis() {
    return WALL_START_MILLIS + nowNanos / 1_000_000;
  }

  @Override
  public Cancellable schedule(long delayNanos, Runnable task) {
    Task added = new Task(nowNanos + Math.max(0, delayNanos), nextSequence++, task);
    queue.add(added);
    return () -> queue.remove(added);
  }

  @Override
  public boolean inLoop() {
    return running;
  }

  @Override
  public void execute(Runnable task) {
    schedule(0, task);
  }
}
