package io.simpledht.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.PutResult;
import io.simpledht.protocol.Entry;
import io.simpledht.simulator.DiskSettings;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.canary.Canary;
import io.simpledht.simulator.junit.SimulationTest;
import io.simpledht.simulator.plan.Planner;
import io.simpledht.simulator.result.CheckResult;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import io.simpledht.simulator.run.Checks;
import io.simpledht.simulator.run.PlanRun;
import io.simpledht.simulator.run.RunOptions;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was confirmed survives a crash of every node at once; what was not may be lost. */
class SlowDiskTest {

  private static final Duration SYNC = Duration.ofMillis(10);

  private static final NodeWiring SLOW_DISK =
      new NodeWiring() {
        @Override
        public DiskSettings disk(HostContext host) {
          return DiskSettings.syncingIn(SYNC);
        }
      };

  @SimulationTest(seeds = 20)
  void shouldKeepWhatItConfirmed(Simulation sim) {
    SimNode node = sim.node(SLOW_DISK);
    sim.run(Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) {
      Duration before = sim.elapsed();
      assertThat(node.put("key" + i, "value").confirmed()).isEqualTo(1);
      assertThat(sim.elapsed().minus(before)).isGreaterThanOrEqualTo(SYNC);
      node.crash();
      assertThat(node.held("key" + i)).contains("value");
      node.restart();
      assertThat(node.held("key" + i)).contains("value");
    }
  }

  @Test
  void shouldLoseOnlyAnEndOfWhatItDidNotConfirm() {
    long keptInAll = 0;
    for (int seed = 1; seed <= 30; seed++) {
      long kept = keptAfterCrash(Simulation.seeded(seed));
      assertThat(kept).isBetween(1L, 11L);
      keptInAll += kept - 1;
    }
    // Of ten writes under way, five reach the disk on average.
    assertThat(keptInAll).isBetween(100L, 200L);
  }

  /** One write that is confirmed, ten that are cut off, and a later life that sees a beginning. */
  private static long keptAfterCrash(Simulation sim) {
    SimNode node = sim.node(SLOW_DISK);
    sim.run(Duration.ofSeconds(1));
    node.put("key", "old");
    CompletableFuture<PutResult> overwrite = node.putAsync("key", "new");
    for (int i = 1; i < 10; i++) {
      node.putAsync("key" + i, "value");
    }
    sim.run(SYNC.dividedBy(2));
    assertThat(node.held("key")).contains("new");
    assertThat(overwrite).isNotDone();
    node.crash();
    node.restart();
    long kept = node.entries();
    boolean overwritten = node.held("key").orElseThrow().equals("new");
    for (int i = 1; i < 10; i++) {
      assertThat(node.held("key" + i).isPresent()).isEqualTo(i < kept);
    }
    assertThat(overwritten || kept == 1).isTrue();
    return kept + (overwritten ? 1 : 0);
  }

  /** The record at the cut is there in part, and nobody takes it for an entry. */
  @Test
  void shouldMeetTornRecordsAfterACrashAndDropThem() {
    List<byte[]> torn = new ArrayList<>();
    NodeWiring watched =
        new NodeWiring() {
          @Override
          public DiskSettings disk(HostContext host) {
            return DiskSettings.syncingIn(SYNC);
          }

          @Override
          public Optional<Entry> torn(HostContext host, byte[] record) {
            torn.add(record);
            Optional<Entry> read = NodeWiring.super.torn(host, record);
            assertThat(read).isEmpty();
            return read;
          }
        };
    for (int seed = 1; seed <= 30; seed++) {
      Simulation sim = Simulation.seeded(seed);
      SimNode node = sim.node(watched);
      sim.run(Duration.ofSeconds(1));
      for (int i = 0; i < 10; i++) {
        node.putAsync("key" + i, "value");
      }
      sim.run(SYNC.dividedBy(2));
      node.crash();
      node.restart();
      sim.run(Duration.ofSeconds(1));
      node.crash();
      node.restart();
    }
    // One in eleven crashes cuts behind the last record.
    assertThat(torn).hasSizeBetween(20, 30);
  }

  /** One sync at a time: who comes while it goes on waits for the next, with all others. */
  @SimulationTest(seeds = 1)
  void shouldSyncOneAfterTheOther(Simulation sim) {
    SimNode node = sim.node(SLOW_DISK);
    sim.run(Duration.ofSeconds(1));
    Duration began = sim.elapsed();
    CompletableFuture<PutResult> first = node.putAsync("first", "value");
    sim.run(SYNC.dividedBy(10));
    CompletableFuture<PutResult> second = node.putAsync("second", "value");
    CompletableFuture<PutResult> third = node.putAsync("third", "value");
    node.await(first);
    assertThat(sim.elapsed().minus(began)).isLessThan(SYNC.multipliedBy(2));
    assertThat(second).isNotDone();
    node.await(second);
    assertThat(third).isDone();
    assertThat(sim.elapsed().minus(began)).isBetween(SYNC.multipliedBy(2), SYNC.multipliedBy(3));
  }

  private static RunResult run(long seed, NodeWiring variant) {
    String text =
        """
        nodes: 8
        node: { disk: { latency: 50ms } }
        workload: { puts: 20/s, deletes: 2/s, keys: 50 }
        phases:
          - join: { over: 1s }
          - run: { for: 10s }
          - crash: { nodes: all, for: 5s, over: 1s }
          - run: { for: 10s }
          - crash: { nodes: 50%, for: 5s, over: 5s }
          - heal: { within: 2m }
          - expect: { lost: 0 }
        """;
    Scenario scenario = ScenarioFile.parse("slow-disk", text, List.of());
    return PlanRun.run(Planner.plan(scenario, seed), RunOptions.PLAIN.withVariant(variant));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldLoseNothingConfirmedWhenAllCrash(long seed) {
    RunResult result = run(seed, NodeWiring.PLAIN);
    assertThat(result.verdict()).as(result.checks().toString()).isEqualTo(Verdict.PASS);
  }

  /** The checks would notice. */
  @Test
  void shouldFailTheRunOfANodeThatConfirmsBeforeTheSync() {
    assertThat(run(1, Canary.ACK_BEFORE_SYNC.wiring()).checks())
        .filteredOn(check -> check.verdict() == Verdict.FAIL)
        .extracting(CheckResult::check)
        .contains(Checks.HONESTY);
  }
}
