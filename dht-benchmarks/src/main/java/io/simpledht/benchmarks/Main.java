package io.simpledht.benchmarks;

import io.simpledht.benchmarks.simulation.SimulatorMain;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the comparisons named on the command line, or all of them; {@code simulator} and what
 * follows it goes to {@link SimulatorMain}.
 */
public final class Main {

  private static final List<String> ALL =
      List.of(
          "remote-get",
          "puts",
          "join",
          "join-cost",
          "join-million",
          "jgroups",
          "hazelcast",
          "many-nodes");

  private Main() {}

  /** Takes names of comparisons. */
  public static void main(String[] args) throws Exception {
    System.out.printf(
        "%d processors, %d MiB heap, Java %s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        Runtime.version());
    if (args.length > 0 && args[0].equals("simulator")) {
      SimulatorMain.main(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    for (String name : args.length == 0 ? ALL : List.of(args)) {
      switch (name) {
        case "remote-get" -> RemoteGet.run();
        case "puts" -> Puts.run();
        case "join" -> Join.run();
        case "join-cost" -> JoinCost.run();
        case "join-million" -> LargeJoin.run();
        case "jgroups" -> ReplicatedPuts.againstJGroups();
        case "many-nodes" -> ManyNodes.run();
        case "hazelcast" -> ReplicatedPuts.againstHazelcast();
        default -> {
          System.err.println("no comparison is called " + name + "; there are " + ALL);
          System.exit(2);
        }
      }
    }
  }
}
