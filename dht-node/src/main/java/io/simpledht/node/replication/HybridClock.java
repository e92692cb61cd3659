package io.simpledht.node.replication;

import io.simpledht.protocol.Version;
import io.simpledht.protocol.transport.EventLoop;

/**
 * Stamps writes with a hybrid logical clock (Kulkarni et al., 2014): as close to wall time as
 * possible, and always above every version this node has written or merged, also when the wall
 * clock jumps back.
 */
public final class HybridClock {

  /**
   * Versions further ahead of our wall clock than this are refused: their writer's clock is wrong.
   */
  public static final long MAX_AHEAD_MILLIS = 60_000;

  private final EventLoop loop;
  private final long writer;
  private long last;

  /**
   * A clock that continues above {@code newestKnown}.
   *
   * @param writer the first 64 bits of the node's id
   */
  public HybridClock(EventLoop loop, long writer, Version newestKnown) {
    this.loop = loop;
    this.writer = writer;
    this.last = newestKnown.clock();
  }

  /** A version above all versions seen so far. */
  public Version next() {
    long wall = Version.of(loop.wallMillis(), 0, writer).clock();
    // Past 65,535 writes in a millisecond the counter carries into the milliseconds.
    last = Long.compareUnsigned(wall, last) > 0 ? wall : last + 1;
    return new Version(last, writer);
  }

  /** Notes a version merged from elsewhere, so that our next write is above it. */
  public void observe(Version seen) {
    if (Long.compareUnsigned(seen.clock(), last) > 0) {
      last = seen.clock();
    }
  }

  /**
   * Notes what a peer says of its newest version, so that our next write is above all that it holds
   * though we have not merged it yet. Nothing happens if that is too far ahead to be believed.
   */
  public void observe(long peerClock) {
    Version claimed = new Version(peerClock, writer);
    if (!isFromTheFuture(claimed)) {
      observe(claimed);
    }
  }

  /** The clock of the newest version written or merged, 0 if there was none. */
  public long newest() {
    return last;
  }

  /** Whether this node made a version. */
  public boolean wrote(Version version) {
    return version.writer() == writer;
  }

  /** Whether a version lies too far ahead to be believed. */
  public boolean isFromTheFuture(Version version) {
    return version.wallMillis() > loop.wallMillis() + MAX_AHEAD_MILLIS;
  }
}
