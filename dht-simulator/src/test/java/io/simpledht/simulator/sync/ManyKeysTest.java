package io.simpledht.simulator.sync;

import io.simpledht.node.Replication;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;

/** With a replication factor, nodes that share more keys than one comparison takes at a time. */
class ManyKeysTest {

  private static final int KEYS = 70_000;
  private static final int LATER_KEYS = 20;

  private static SimNode add(Simulation sim) {
    return sim.node(builder -> builder.replication(Replication.factor(3)));
  }

  private static void fill(SimNode node, int from, int to) {
    Bytes value = Bytes.wrap(new byte[8]);
    for (int i = from; i < to; i++) {
      Version version = Version.of(Simulation.START.toEpochMilli() + i, 0, 1);
      node.store().merge(Entry.value(Key.of("key" + i), value, version, Entry.NEVER));
    }
  }

  @SimulationTest(seeds = 1)
  void shouldBeCopiedAndThenKeptEqual(Simulation sim) {
    sim.network().loss(0.05);
    SimNode first = add(sim);
    sim.until("alone", first::isReady, Duration.ofSeconds(10));
    fill(first, 0, KEYS);
    SimNode late = add(sim);
    late.bootstrapAsync(first);
    sim.until(
        "joined", () -> late.isReady() && late.store().values() == KEYS, Duration.ofMinutes(1));

    fill(late, KEYS, KEYS + LATER_KEYS);
    fill(first, KEYS + LATER_KEYS, KEYS + 2 * LATER_KEYS);
    sim.until(
        "equal",
        () ->
            first.store().values() == KEYS + 2 * LATER_KEYS
                && late.store().values() == KEYS + 2 * LATER_KEYS,
        Duration.ofMinutes(2));
  }
}
