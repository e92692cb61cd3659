package io.simpledht.protocol.transport;

import java.util.concurrent.Executor;

/**
 * The one thread on which a node lives: datagrams, timers and API calls all run here, one at a
 * time.
 *
 * <p>Contract for implementers:
 *
 * <ul>
 *   <li>Tasks given to {@link #execute} from any thread run in the order given and never inside the
 *       call; a task given from the loop itself runs after the current one returned.
 *   <li>A timer never fires early and never inside {@link #schedule}. Two timers with the same
 *       deadline fire in the order they were scheduled.
 *   <li>A task that throws does not stop the loop: the throwable goes to the {@link FaultPolicy}
 *       the transport was opened with.
 *   <li>After the transport closed, {@code execute} throws {@link
 *       java.util.concurrent.RejectedExecutionException} and {@code schedule} returns a handle that
 *       is already cancelled.
 * </ul>
 *
 * <p>The loop is also the only source of time. Elapsed time (nanoseconds, for timeouts) and wall
 * time (milliseconds, for versions and expiry) never share a variable: a wall clock may jump.
 */
public interface EventLoop extends Executor {

  /** Elapsed nanoseconds since an arbitrary origin; never goes backwards. Any thread. */
  long nanoTime();

  /**
   * Milliseconds since 1970-01-01T00:00Z as this host believes; may jump either way. Any thread.
   */
  long wallMillis();

  /**
   * Runs {@code task} on the loop once, no earlier than {@code delayNanos} from now.
   *
   * @param delayNanos nanoseconds, negative counts as zero
   * @return a handle; cancelling it costs O(log n) or less and forgets the task at once
   */
  Cancellable schedule(long delayNanos, Runnable task);

  /** Whether the caller is on this loop. Never blocks. */
  boolean inLoop();
}
