package io.simpledht.benchmarks.simulation;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/** What lives on the heap, by class. */
final class Heap {

  private static final int SHOWN = 30;

  private Heap() {}

  /** Objects and bytes of one class. */
  private record Row(String name, long objects, long bytes) {}

  /** Live bytes by class. */
  record Census(Map<String, Row> rows) {

    long bytes() {
      return rows.values().stream().mapToLong(Row::bytes).sum();
    }

    /** Prints what is there beyond {@code before}, for each of {@code nodes}. */
    void print(Census before, int nodes) {
      long grown = bytes() - before.bytes();
      System.out.printf(Locale.ROOT, "heap: %,d bytes per node, of which%n", grown / nodes);
      List<Row> largest = new ArrayList<>(rows.values());
      largest.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
      for (Row row : largest.subList(0, Math.min(SHOWN, largest.size()))) {
        System.out.printf(
            Locale.ROOT,
            "  %,8d B in %7.2f objects of %s%n",
            row.bytes() / nodes,
            row.objects() / (double) nodes,
            row.name());
      }
    }
  }

  /** Collects garbage and counts what is left. */
  static Census census() {
    Map<String, Row> rows = new TreeMap<>();
    for (String line : histogram().lines().toList()) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length >= 4 && columns[0].endsWith(":")) {
        Row row = new Row(columns[3], Long.parseLong(columns[1]), Long.parseLong(columns[2]));
        rows.put(row.name(), row);
      }
    }
    return new Census(rows);
  }

  private static String histogram() {
    try {
      ObjectName command = new ObjectName("com.sun.management:type=DiagnosticCommand");
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  command,
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException unavailable) {
      throw new IllegalStateException("this JVM counts no classes", unavailable);
    }
  }
}
