package io.simpledht.cli.console;

import java.util.List;

/** What somebody may have meant. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * {@code (did you mean X?)} with the word nearest to {@code typed}, or nothing if none is near.
   */
  public static String forWord(String typed, List<String> known) {
    String nearest = null;
    int least = Math.max(1, typed.length() / 2) + 1;
    for (String word : known) {
      int distance = word.startsWith(typed) ? 0 : distance(typed, word);
      if (distance < least) {
        least = distance;
        nearest = word;
      }
    }
    return nearest == null ? "" : " (did you mean " + nearest + "?)";
  }

  /** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
  public static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int cheapest(int[][] cost, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int best = cost[i - 1][j - 1] + (same ? 0 : 1);
    best = Math.min(best, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
  }
}
