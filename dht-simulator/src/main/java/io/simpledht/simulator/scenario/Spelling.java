package io.simpledht.simulator.scenario;

import java.util.Collection;

/** What somebody may have meant who typed a word nobody knows. */
final class Spelling {

  private Spelling() {}

  /** {@code (did you mean X?)} with the nearest of the known words; empty if none is near. */
  static String hint(String typed, Collection<String> known) {
    String nearest = null;
    int least = StrictMath.max(1, typed.length() / 2) + 1;
    for (String word : known) {
      String begun = word.substring(0, StrictMath.min(word.length(), typed.length()));
      int distance = StrictMath.min(distance(typed, word), distance(typed, begun) + 1);
      if (distance < least) {
        least = distance;
        nearest = word;
      }
    }
    return nearest == null ? "" : " (did you mean " + nearest + "?)";
  }

  /** Letters to insert, delete or replace (Levenshtein), row by row. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = StrictMath.min(replaced, 1 + StrictMath.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
