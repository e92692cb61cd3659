package io.simpledht.simulator.tables;

import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Measures one value written on one node and confirmed by the other, in virtual time. Arguments:
 * first seed, number of seeds for each row, then sizes in KiB. Prints a Markdown table that names
 * the seed of the worst run, so that it can be run again alone.
 */
public final class LargeValueTable {

  private static final Duration ONE_WAY = Duration.ofMillis(25);
  private static final int[] LOSS_PERCENTS = {0, 10, 20, 30};

  private LargeValueTable() {}

  private record Outcome(boolean confirmed, double seconds, double overIdeal) {}

  /** See the class. */
  public static void main(String[] args) {
    long first = Long.parseLong(args[0]);
    int seeds = Integer.parseInt(args[1]);
    print(
        "| KiB | loss %% | seeds | confirmed | seconds, median | worst (seed) | packets over ideal |%n");
    print("|---|---|---|---|---|---|---|%n");
    for (String size : Arrays.asList(args).subList(2, args.length)) {
      for (int loss : LOSS_PERCENTS) {
        row(Integer.parseInt(size), loss, first, seeds);
      }
    }
  }

  private static void row(int kibibytes, int lossPercent, long first, int seeds) {
    byte[] value = new byte[kibibytes << 10];
    new SplittableRandom(kibibytes).nextBytes(value);
    double[] seconds = new double[seeds];
    double packets = 0;
    int confirmed = 0;
    int worst = 0;
    for (int i = 0; i < seeds; i++) {
      Outcome outcome = write(Bytes.copyOf(value), lossPercent, first + i);
      confirmed += outcome.confirmed ? 1 : 0;
      seconds[i] = outcome.seconds;
      packets += outcome.overIdeal / seeds;
      worst = seconds[i] > seconds[worst] ? i : worst;
    }
    double slowest = seconds[worst];
    Arrays.sort(seconds);
    print(
        "| %,d | %d | %,d | %,d | %.2f | %.2f (%d) | %.2f |%n",
        kibibytes,
        lossPercent,
        seeds,
        confirmed,
        seconds[seeds / 2],
        slowest,
        first + worst,
        packets);
  }

  private static Outcome write(Bytes value, int lossPercent, long seed) {
    Simulation sim = Simulation.seeded(seed);
    sim.network().latency(ONE_WAY);
    int limit = 64 << 20;
    SimNode writer = sim.node(b -> b.maxValueBytes(limit).antiEntropyInterval(Duration.ofHours(1)));
    SimNode holder = sim.node(b -> b.maxValueBytes(limit).antiEntropyInterval(Duration.ofHours(1)));
    holder.bootstrapAsync(writer);
    sim.until("joined", holder::isReady, Duration.ofSeconds(30));
    sim.run(Duration.ofSeconds(5));
    sim.network().loss(lossPercent / 100.0);
    SyncTraffic traffic = new SyncTraffic(sim);
    long begin = sim.elapsed().toNanos();
    CompletableFuture<PutResult> result =
        writer
            .node()
            .putAsync(
                Key.of("large"),
                value,
                WriteOptions.DEFAULT
                    .withConcern(WriteConcern.ALL)
                    .withTimeout(Duration.ofMinutes(10)));
    PutResult put = writer.await(result);
    boolean confirmed = put.confirmed() == 2 && holder.held("large") != null;
    confirmed &=
        holder
            .store()
            .get(Key.of("large"))
            .flatMap(e -> e.value())
            .map(value::equals)
            .orElse(false);
    double seconds = (sim.elapsed().toNanos() - begin) / 1e9;
    long chunks = (value.length() + GetChunk.MAX_LENGTH - 1) / GetChunk.MAX_LENGTH;
    long ideal = 2 + (value.length() > 1_024 ? 2 * chunks : 0);
    return new Outcome(confirmed, seconds, (double) traffic.datagrams() / ideal);
  }

  private static void print(String format, Object... values) {
    System.out.print(String.format(Locale.ROOT, format, values));
  }
}
