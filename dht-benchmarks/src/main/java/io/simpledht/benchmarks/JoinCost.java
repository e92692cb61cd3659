package io.simpledht.benchmarks;

import com.sun.management.ThreadMXBean;
import io.simpledht.node.DhtNode;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What the join of {@link Join} costs the two event loops in processor time and the joiner in
 * allocated bytes: figures that hold on a machine with other work, too, where the time by the clock
 * says little.
 */
final class JoinCost {

  private static final int WARM_UP = 8;
  private static final int COUNTED = 24;
  private static final int ECHO_WINDOW = 32;

  /** When all of what a join puts off is done. */
  private static final long SETTLED_MILLIS = 150;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<String> FIGURES =
      List.of(
          "join, ms",
          "joiner's loop, ms",
          "and when it has settled, ms",
          "source's loop, ms",
          "collecting, ms",
          "joiner allocates, MB",
          "raw echo, ms",
          "join over raw echo");

  private JoinCost() {}

  static void run() throws Exception {
    try (Cluster cluster = Cluster.of(1);
        RawEcho echo = new RawEcho()) {
      int datagrams = Join.fill(cluster.get(0));
      List<double[]> rounds = new ArrayList<>();
      for (int i = -WARM_UP; i < COUNTED; i++) {
        double[] round = join(cluster);
        round[6] = echo.roundTrips(datagrams, Join.PAGE_BYTES, ECHO_WINDOW) / 1e6;
        round[7] = round[0] / round[6];
        if (i >= 0) {
          rounds.add(round);
        }
      }
      for (int i = 0; i < FIGURES.size(); i++) {
        print(FIGURES.get(i), i, rounds);
      }
    }
  }

  private static void print(String name, int figure, List<double[]> rounds) {
    double[] sorted = rounds.stream().mapToDouble(round -> round[figure]).sorted().toArray();
    System.out.printf("%-28s %,8.1f, least %,.1f%n", name, sorted[sorted.length / 2], sorted[0]);
  }

  private static double[] join(Cluster cluster) throws Exception {
    double[] round = new double[FIGURES.size()];
    long source = loops()[0];
    long sourceBefore = THREADS.getThreadCpuTime(source);
    long collectingBefore = collectingMillis();
    long start = System.nanoTime();
    DhtNode joiner = cluster.join();
    Cluster.awaitReady(joiner);
    round[0] = (System.nanoTime() - start) / 1e6;
    long loop = loops()[1];
    round[1] = THREADS.getThreadCpuTime(loop) / 1e6;
    round[3] = (THREADS.getThreadCpuTime(source) - sourceBefore) / 1e6;
    round[4] = collectingMillis() - collectingBefore;
    round[5] = THREADS.getThreadAllocatedBytes(loop) / 1e6;
    Thread.sleep(SETTLED_MILLIS);
    round[2] = THREADS.getThreadCpuTime(loop) / 1e6;
    if (joiner.snapshot().entries() != Join.ENTRIES) {
      throw new IllegalStateException("the copy is not complete");
    }
    cluster.leaveLast();
    return round;
  }

  /** Event loops, in the order in which their nodes were made. */
  private static long[] loops() {
    return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
        .filter(Objects::nonNull)
        .filter(thread -> thread.getThreadName().startsWith("simpledht-"))
        .mapToLong(ThreadInfo::getThreadId)
        .sorted()
        .toArray();
  }

  private static long collectingMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }
}
