package io.simpledht.benchmarks.simulation;

import java.util.List;

/** Measures the simulator: {@code scale NODES}. */
public final class SimulatorMain {

  private static final String USAGE = "simulator scale NODES";

  private SimulatorMain() {}

  /** Takes the name of a measurement and its size. */
  public static void main(String... args) {
    List<String> words = List.of(args);
    if (words.size() != 2) {
      System.err.println("usage: " + USAGE);
      System.exit(2);
    }
    int size = Integer.parseInt(words.get(1));
    switch (words.get(0)) {
      case "scale" -> Scale.run(size);
      default -> {
        System.err.println("usage: " + USAGE);
        System.exit(2);
      }
    }
  }
}
