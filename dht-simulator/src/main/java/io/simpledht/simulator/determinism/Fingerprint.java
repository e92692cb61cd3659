package io.simpledht.simulator.determinism;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a run was, in a few numbers: two runs with equal fingerprints did the same.
 *
 * @param events events the trace recorded
 * @param hash of all of them
 * @param checkpoints the hash after every {@value #BLOCK} events
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its methods only
public record Fingerprint(long events, long hash, long[] checkpoints) {

  /** Events between two checkpoints. */
  public static final int BLOCK = 65_536;

  /** Whether the two stand for equal runs. */
  public boolean matches(Fingerprint other) {
    return events == other.events
        && hash == other.hash
        && Arrays.equals(checkpoints, other.checkpoints);
  }

  /** The number of the first block in which the two differ, if they do. */
  int firstDifferingBlock(Fingerprint other) {
    int block = Arrays.mismatch(checkpoints, other.checkpoints);
    return block < 0 ? checkpoints.length : block;
  }

  /** One line: events, hash, checkpoints. */
  public String toLine() {
    StringBuilder line = new StringBuilder();
    line.append(events).append(' ').append(hex(hash));
    for (long checkpoint : checkpoints) {
      line.append(' ').append(hex(checkpoint));
    }
    return line.toString();
  }

  /**
   * The inverse of {@link #toLine}.
   *
   * @throws IllegalArgumentException if the line is none
   */
  public static Fingerprint ofLine(String line) {
    String[] words = line.strip().split(" ");
    if (words.length < 2) {
      throw new IllegalArgumentException("not a fingerprint: " + line);
    }
    long[] checkpoints =
        Arrays.stream(words).skip(2).mapToLong(word -> Long.parseUnsignedLong(word, 16)).toArray();
    return new Fingerprint(
        Long.parseLong(words[0]), Long.parseUnsignedLong(words[1], 16), checkpoints);
  }

  private static String hex(long word) {
    return String.format(Locale.ROOT, "%016x", word);
  }
}
