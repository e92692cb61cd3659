package io.simpledht.benchmarks.simulation;

/**
 * Measures the simulator: a network of some size that joins and rests, one in which keys are looked
 * up, one with full copies, or a scenario for some number of seeds.
 */
public final class SimulatorMain {

  private static final String USAGE =
      "usage: simulator scale NODES [LOSS_PERCENT] | lookups NODES | full NODES | seeds COUNT";

  private SimulatorMain() {}

  /** Takes the name of a measurement, its size, and for {@code scale} the loss each way. */
  public static void main(String... args) {
    boolean lossy = args.length == 3 && args[0].equals("scale") && args[2].matches("[1-9]?[0-9]");
    if (args.length != 2 && !lossy || !args[1].matches("[1-9][0-9]{0,5}")) {
      usage();
      return;
    }
    int size = Integer.parseInt(args[1]);
    switch (args[0]) {
      case "scale" -> Scale.run(size, lossy ? Integer.parseInt(args[2]) / 100.0 : 0);
      case "lookups" -> Lookups.run(size);
      case "full" -> FullCopies.run(size);
      case "seeds" -> Seeds.run(size);
      default -> usage();
    }
  }

  private static void usage() {
    System.err.println(USAGE);
    System.exit(2);
  }
}
