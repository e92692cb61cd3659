package io.simpledht.simulator;

import io.simpledht.simulator.random.Law;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures by hand, on one core: events per second under an echo-like load with loss, duplicates
 * and cancelled timeouts, and bytes per host that does nothing.
 *
 * <p>Arguments: hosts, virtual seconds. Not a test.
 */
final class EngineSpeed {

  private static final int ROUNDS = 5;

  private EngineSpeed() {}

  public static void main(String[] args) {
    int hosts = Integer.parseInt(args[0]);
    idle(hosts);
    for (int round = 0; round < ROUNDS; round++) {
      load(hosts, Duration.ofSeconds(Integer.parseInt(args[1])));
    }
  }

  private static void idle(int hosts) {
    Simulation sim = Simulation.seeded(1);
    usedBytes();
    long before = usedBytes();
    for (int i = 0; i < hosts; i++) {
      sim.host(
          context -> {
            context.transport().start((source, datagram) -> {});
            return context;
          });
    }
    long each = (usedBytes() - before) / hosts;
    print("%d idle hosts, %d bytes each%n", sim.hosts().size(), each);
  }

  private static void load(int hosts, Duration time) {
    Simulation sim = Simulation.seeded(1);
    sim.network().loss(0.1).duplicate(0.01);
    for (int i = 0; i < hosts; i++) {
      sim.host(context -> new Pinger(context, hosts, Law.exponential(Duration.ofSeconds(1))));
    }
    long start = System.nanoTime();
    sim.run(time);
    double wall = (System.nanoTime() - start) / 1e9;
    print(
        "%d hosts, %d events in %.2f s: %.0f events/s, trace %x%n",
        hosts, sim.events(), wall, sim.events() / wall, sim.traceHash());
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
