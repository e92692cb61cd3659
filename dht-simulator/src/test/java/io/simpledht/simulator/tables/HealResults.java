package io.simpledht.simulator.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What single seeds of {@link HealTable} gave, a line each in a file that outlives the process. */
final class HealResults {

  private record Result(double seconds, double bytesOverDifference) {}

  private final Path file;
  private final Map<Long, Result> bySeed = new TreeMap<>();

  private HealResults(Path file) {
    this.file = file;
  }

  /** The results in {@code file}, which need not exist yet. */
  static HealResults in(Path file) throws IOException {
    HealResults results = new HealResults(file);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ");
        Result result = new Result(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
        results.bySeed.put(Long.parseLong(words[0]), result);
      }
    }
    return results;
  }

  boolean has(long seed) {
    return bySeed.containsKey(seed);
  }

  void add(long seed, double seconds, double bytesOverDifference) throws IOException {
    bySeed.put(seed, new Result(seconds, bytesOverDifference));
    String line = String.format(Locale.ROOT, "%d %.1f %.2f%n", seed, seconds, bytesOverDifference);
    Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The cells of a Markdown row: seeds, median, worst and its seed, mean of the bytes. */
  String row() {
    List<Map.Entry<Long, Result>> slowestLast = new ArrayList<>(bySeed.entrySet());
    slowestLast.sort(Comparator.comparingDouble(entry -> entry.getValue().seconds));
    Map.Entry<Long, Result> worst = slowestLast.get(slowestLast.size() - 1);
    double mean =
        bySeed.values().stream().mapToDouble(Result::bytesOverDifference).average().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%,d | %.1f | %.1f (%d) | %.2f",
        bySeed.size(),
        slowestLast.get(slowestLast.size() / 2).getValue().seconds,
        worst.getValue().seconds,
        worst.getKey(),
        mean);
  }
}
