package io.simpledht.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeBuilder;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.SimHost;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What the README says of the simulator, run. */
final class SimulatedNodesTest {

  @SimulationTest(seeds = 100)
  void canSyncAllDataUnderTwentyPercentLoss(Simulation sim) {
    sim.network().loss(0.20);
    SimNode first = sim.node();
    first.put("k", "v");
    SimNode late = sim.node();
    late.bootstrap(first);
    sim.until(late::isReady, Duration.ofSeconds(30));
    assertThat(late.get("k")).contains("v");
  }

  @SimulationTest(seeds = 20)
  void aProgramOfOnesOwnRunsOnAHost(Simulation sim) {
    sim.network().loss(0.2);
    SimHost<DhtNode> first = sim.host(host -> start(host));
    sim.run(Duration.ofSeconds(1));
    first.program().putAsync(Key.of("k"), Bytes.utf8("v"), WriteOptions.DEFAULT);
    SimHost<DhtNode> late = sim.host(host -> start(host, first.address().toString()));
    sim.until(() -> late.program().state() == NodeState.READY, Duration.ofSeconds(30));
    assertThat(late.program().getString("k")).contains("v");
  }

  private static DhtNode start(HostContext host, String... seeds) throws IOException {
    NodeBuilder node = DhtNode.builder().seeds(List.of(seeds));
    DhtNode built = node.transport(host.transport()).random(host.random()).build();
    built.start();
    return built;
  }
}
