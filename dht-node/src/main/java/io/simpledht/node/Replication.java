package io.simpledht.node;

/**
 * Where copies are kept.
 *
 * @param factor copies of each key on the nodes closest to it, 1 to {@value #MAX_FACTOR}; 0 for a
 *     copy on every node
 */
public record Replication(int factor) {

  /** As many as one iterative lookup finds. */
  public static final int MAX_FACTOR = 20;

  private static final Replication FULL = new Replication(0);

  public Replication {
    if (factor < 0 || factor > MAX_FACTOR) {
      throw new IllegalArgumentException(
          "factor must be 1 to " + MAX_FACTOR + ", or 0 for every node, was " + factor);
    }
  }

  /** A copy of everything on every node: the default, good for up to about a thousand nodes. */
  public static Replication full() {
    return FULL;
  }

  /**
   * {@code copies} of each key, on the nodes whose ids are closest to it; 1 to {@value
   * #MAX_FACTOR}.
   */
  public static Replication factor(int copies) {
    if (copies == 0) {
      throw new IllegalArgumentException("factor must be 1 to " + MAX_FACTOR + ", was 0");
    }
    return new Replication(copies);
  }

  /** Whether every node keeps everything. */
  public boolean isFull() {
    return factor == 0;
  }
}
