package io.simpledht.protocol;

/**
 * How many replicas must answer a read before the newest of their values is returned; the read
 * fails if fewer do. The copy of the node that reads is one of them. With full replication every
 * node holds everything and that copy alone answers {@link #ONE}, once the node has copied the
 * rest.
 *
 * @param replies 1 to {@value #MAX_REPLIES}
 */
public record ReadConcern(int replies) {

  /**
   * The first answer that has a value, or agreement of all who can be asked that there is none.
   * Nobody's silence is agreement: without an answer of a node that is to hold the key the read
   * fails.
   */
  public static final ReadConcern ONE = new ReadConcern(1);

  /** The most replies that can be asked for. */
  public static final int MAX_REPLIES = 255;

  public ReadConcern {
    if (replies < 1 || replies > MAX_REPLIES) {
      throw new IllegalArgumentException(
          "replies must be 1 to " + MAX_REPLIES + ", was " + replies);
    }
  }

  /** The newest of {@code replies} answers. */
  public static ReadConcern count(int replies) {
    return new ReadConcern(replies);
  }
}
