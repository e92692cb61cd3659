package io.simpledht.simulator.sweep;

/**
 * One of several parts of a sweep. Runs are dealt out in turn, so that dear and cheap ones spread
 * evenly.
 *
 * @param number from 1
 * @param of how many parts there are
 */
public record Shard(int number, int of) {

  /** The whole sweep. */
  public static final Shard ALL = new Shard(1, 1);

  /** Checks that there is such a part. */
  public Shard {
    if (of < 1 || number < 1 || number > of) {
      throw new IllegalArgumentException("no part " + number + " of " + of);
    }
  }

  /** Reads {@code 2/8}; null if it is no part. */
  public static Shard parse(String text) {
    String[] words = text.split("/", -1);
    try {
      return words.length != 2
          ? null
          : new Shard(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether the run at this place of the list, from 0, belongs to it. */
  boolean has(int index) {
    return index % of == number - 1;
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
