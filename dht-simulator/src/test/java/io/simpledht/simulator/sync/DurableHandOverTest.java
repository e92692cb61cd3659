package io.simpledht.simulator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.NodeBuilder;
import io.simpledht.node.Replication;
import io.simpledht.protocol.Key;
import io.simpledht.simulator.DiskSettings;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A node lets go of its copies when those of others would survive a crash, not before. */
class DurableHandOverTest {

  private static final int KEYS = 100;
  private static final Duration SYNC = Duration.ofMillis(500);

  /** A single copy of each key, on disks that take their time. */
  private static final NodeWiring ONE_COPY =
      new NodeWiring() {
        @Override
        public DiskSettings disk(HostContext host) {
          return DiskSettings.syncingIn(SYNC);
        }

        @Override
        public NodeBuilder settings(HostContext host, NodeBuilder builder) {
          return builder.replication(Replication.factor(1));
        }
      };

  /** The heir has been given all on its arrival, and its disk is at work when it is asked. */
  @SimulationTest(seeds = 10)
  void shouldNotLeaveBeforeItsHeirHasAllOnItsDisk(Simulation sim) {
    SimNode leaving = sim.node(ONE_COPY);
    SimNode heir = sim.node(ONE_COPY);
    List<String> keys =
        IntStream.range(0, KEYS)
            .mapToObj(i -> "key" + i)
            .filter(key -> isCloser(key, heir, leaving))
            .toList();
    keys.forEach(key -> leaving.put(key, "value"));
    heir.bootstrap(leaving);
    sim.until("given", () -> heir.entries() == keys.size(), Duration.ofSeconds(20));
    leaving.await(leaving.node().leaveAsync());
    heir.crash();
    heir.restart();
    assertThat(heir.entries()).isEqualTo(keys.size());
  }

  private static boolean isCloser(String key, SimNode one, SimNode other) {
    return Key.of(key).id().compareDistance(one.node().id(), other.node().id()) < 0;
  }
}
