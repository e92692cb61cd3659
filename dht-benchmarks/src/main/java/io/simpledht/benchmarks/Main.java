package io.simpledht.benchmarks;

import java.util.List;

/** Runs the comparisons named on the command line, or all of them. */
public final class Main {

  private static final List<String> ALL =
      List.of("remote-get", "puts", "join", "jgroups", "hazelcast");

  private Main() {}

  /** Takes names of comparisons. */
  public static void main(String[] args) throws Exception {
    System.out.printf(
        "%d processors, %d MiB heap, Java %s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        Runtime.version());
    for (String name : args.length == 0 ? ALL : List.of(args)) {
      switch (name) {
        case "remote-get" -> RemoteGet.run();
        case "puts" -> Puts.run();
        case "join" -> Join.run();
        case "jgroups" -> ReplicatedPuts.againstJGroups();
        case "hazelcast" -> ReplicatedPuts.againstHazelcast();
        default -> {
          System.err.println("no comparison is called " + name + "; there are " + ALL);
          System.exit(2);
        }
      }
    }
  }
}
