package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.JournaledStore;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.Fault;
import io.simpledht.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes whose disks are copies of one store behave as if each had been filled by itself. */
class PreparedDiskTest {

  private static final int NODES = 6;
  private static final int ENTRIES = 3_000; // more than need no secret places, see ItemIndex

  private static Entry entry(int i) {
    Version version = Version.of(Simulation.START.toEpochMilli() - 1 - i, 0, 77);
    return Entry.value(Key.of("k" + i), Bytes.utf8("v" + i), version, Entry.NEVER);
  }

  private static MemoryStore filled() {
    MemoryStore store = new MemoryStore();
    for (int i = 0; i < ENTRIES; i++) {
      store.merge(entry(i));
    }
    return store;
  }

  private static NodeWiring copied() {
    MemoryStore common = filled();
    return new NodeWiring() {
      @Override
      public Optional<MemoryStore> content(HostContext host) {
        return Optional.of(common);
      }
    };
  }

  private static NodeWiring merged() {
    return new NodeWiring() {
      @Override
      public void opened(HostContext host, JournaledStore disk) {
        for (int i = 0; i < ENTRIES; i++) {
          disk.merge(entry(i));
        }
      }
    };
  }

  /** Nodes meet, part, write on both sides and meet again. */
  private static Simulation run(NodeWiring wiring) {
    Simulation sim = Simulation.seeded(5);
    List<SimNode> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(sim.node(wiring));
      if (i > 0) {
        nodes.get(i).bootstrapAsync(nodes.get(0));
      }
    }
    sim.until("ready", () -> nodes.stream().allMatch(SimNode::isReady), Duration.ofMinutes(1));
    Fault cut = sim.network().partition(numbers(nodes, 0), numbers(nodes, 1));
    for (int i = 0; i < 100; i++) {
      nodes.get(i % NODES).putAsync("k" + i, "new" + i);
      sim.run(Duration.ofMillis(100));
    }
    cut.heal();
    sim.eventually("equal", () -> equal(nodes), Duration.ofMinutes(1));
    return sim;
  }

  private static int[] numbers(List<SimNode> nodes, int side) {
    return nodes.stream()
        .mapToInt(node -> node.host().number())
        .filter(n -> n % 2 == side)
        .toArray();
  }

  private static boolean equal(List<SimNode> nodes) {
    return nodes.stream()
        .allMatch(
            node -> {
              for (int i = 0; i < 100; i++) {
                if (!node.held("k" + i).equals(Optional.of("new" + i))) {
                  return false;
                }
              }
              return node.entries() == ENTRIES;
            });
  }

  @Test
  void shouldGiveTheSameRunAsDisksFilledOneByOne() {
    Simulation copied = run(copied());
    Simulation merged = run(merged());
    assertThat(copied.events()).isEqualTo(merged.events());
    assertThat(copied.traceHash()).isEqualTo(merged.traceHash());
  }

  @Test
  void shouldBeEmptyOnceWiped() {
    Simulation sim = Simulation.seeded(1);
    SimNode node = sim.node(copied());
    assertThat(node.entries()).isEqualTo(ENTRIES);
    node.host().amnesia();
    node.restart();
    assertThat(node.entries()).isZero();
  }

  @Test
  void shouldKeepItsContentThroughACrash() {
    Simulation sim = Simulation.seeded(1);
    SimNode node = sim.node(copied());
    node.put("k0", "new");
    node.crash();
    node.restart();
    assertThat(node.entries()).isEqualTo(ENTRIES);
    assertThat(node.held("k0")).contains("new");
  }
}
