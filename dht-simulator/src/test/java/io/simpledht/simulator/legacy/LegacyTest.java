package io.simpledht.simulator.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.simpledht.node.DhtNode;
import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.SimHost;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.junit.SimulationTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Stock SimpleDHT 0.1 nodes and command lines against ours, on the same port. */
class LegacyTest {

  private static final Duration MOMENT = Duration.ofSeconds(2);

  @SimulationTest(seeds = 3)
  void shouldServeTheStockCommandLine(Simulation sim) {
    SimNode node = sim.node();
    StockPeer cli = sim.host(StockPeer::new).program();
    cli.store(node.address(), "k", "v");
    sim.run(MOMENT);
    assertThat(cli.count("store_ack")).isEqualTo(1);
    assertThat(node.held("k")).contains("v");
    cli.say(node.address(), "{'type':'get','key':'k'}");
    cli.say(node.address(), "{'type':'info_request'}");
    sim.run(MOMENT);
    assertThat(cli.last("get_response").path("value").asText()).isEqualTo("v");
    JsonNode info = cli.last("info_response");
    assertThat(info.path("node_id").asText()).isEqualTo(node.node().id().shortText());
    assertThat(info.path("peer_count").asInt()).isZero();
    assertThat(info.path("data_count").asInt()).isEqualTo(1);
  }

  @SimulationTest
  void shouldBeDeafToTheAncestorIfToldSo(Simulation sim) {
    SimHost<StockPeer> stock = sim.host(StockPeer::new);
    String seed = stock.address().toString();
    SimNode node = sim.node(builder -> builder.legacy(false).seeds(List.of(seed)));
    stock.program().store(node.address(), "k", "v");
    stock.program().join(node.address());
    stock.program().say(node.address(), "{'type':'info_request'}");
    sim.run(Duration.ofSeconds(20));
    assertThat(stock.program().received).isEmpty();
    assertThat(node.held("k")).isEmpty();
  }

  @SimulationTest
  void shouldLetAStockClientOverwriteWithAnEarlierValue(Simulation sim) {
    SimNode node = sim.node();
    StockPeer cli = sim.host(StockPeer::new).program();
    for (String value : List.of("a", "b", "a")) {
      cli.store(node.address(), "k", value);
      sim.run(MOMENT);
      assertThat(node.held("k")).contains(value);
    }
  }

  @SimulationTest
  void shouldAnswerNullForWhatIsAbsentOrNotText(Simulation sim) {
    SimNode node = sim.node();
    StockPeer cli = sim.host(StockPeer::new).program();
    byte[] binary = {(byte) 0xFF, (byte) 0xFE};
    node.await(node.node().putAsync(Key.of("binary"), Bytes.wrap(binary), WriteOptions.DEFAULT));
    for (String key : List.of("absent", "binary")) {
      cli.say(node.address(), "{'type':'get','key':'" + key + "'}");
      sim.run(MOMENT);
      assertThat(cli.last("get_response").path("value").isNull()).isTrue();
    }
  }

  @SimulationTest(seeds = 3)
  void shouldGiveAJoiningStockNodeAllOfItsDataInDatagramsItCanRead(Simulation sim) {
    SimNode node = sim.node();
    for (int i = 0; i < 1_000; i++) {
      node.putAsync("key" + i, "value" + i);
    }
    node.put("huge", "x".repeat(5_000));
    SimHost<StockPeer> stock = sim.host(StockPeer::new);
    stock.program().join(node.address());
    sim.run(Duration.ofSeconds(5));
    assertThat(stock.program().peers.values()).containsExactly(node.address()); // under one name
    assertThat(stock.program().data).hasSize(1_000).containsEntry("key999", "value999");
    assertThat(stock.program().count("sync_response")).isGreaterThan(5);
  }

  @SimulationTest(seeds = 3)
  void shouldTellStockNodesOfEveryWriteOnceAndNeverEcho(Simulation sim) {
    SimNode first = sim.node();
    SimNode second = sim.node();
    second.bootstrapAsync(first);
    SimHost<StockPeer> stock = sim.host(StockPeer::new);
    stock.program().join(first.address());
    sim.until("ready", second::isReady, Duration.ofSeconds(10));
    sim.run(MOMENT);
    second.put("ours", "1");
    sim.run(MOMENT);
    assertThat(stock.program().data).containsEntry("ours", "1");
    assertThat(stock.program().count("store")).isEqualTo(1);
    stock.program().store(first.address(), "theirs", "2");
    sim.run(MOMENT);
    assertThat(first.held("theirs")).contains("2");
    assertThat(second.held("theirs")).contains("2");
    assertThat(stock.program().count("store")).isEqualTo(1); // nothing came back
  }

  @SimulationTest(seeds = 3)
  void shouldNotFeedTheStormOfTwoStockNodes(Simulation sim) {
    SimNode node = sim.node();
    SimHost<StockPeer> left = sim.host(StockPeer::new);
    SimHost<StockPeer> right = sim.host(StockPeer::new);
    left.program().join(node.address());
    sim.run(MOMENT);
    right.program().join(node.address());
    sim.run(MOMENT);
    node.put("k", "v");
    Version written = node.store().newestVersion();
    sim.run(Duration.ofSeconds(20));
    assertThat(left.program().data).containsEntry("k", "v");
    assertThat(right.program().data).containsEntry("k", "v");
    // Whatever they send each other for ever: from us each hears of the write once, and we make
    // none.
    assertThat(left.program().storesFrom(node.address())).isEqualTo(1);
    assertThat(right.program().storesFrom(node.address())).isEqualTo(1);
    assertThat(node.store().newestVersion()).isEqualTo(written);
  }

  @SimulationTest(seeds = 3)
  void canJoinThroughAStockNodeAndTakesItsData(Simulation sim) {
    SimHost<StockPeer> stock = sim.host(StockPeer::new);
    stock.program().data.put("old", "value");
    Address seed = stock.address();
    SimNode node = sim.node(builder -> builder.seeds(List.of(seed.toString())));
    sim.until("ready", node::isReady, Duration.ofSeconds(30));
    sim.run(MOMENT);
    assertThat(node.held("old")).contains("value");
    node.put("new", "1");
    sim.run(MOMENT);
    assertThat(stock.program().data).containsEntry("new", "1");
  }

  @SimulationTest(seeds = 10)
  void shouldNotTakeItsOwnKindForStockNodesHoweverMuchIsLost(Simulation sim) {
    SimNode first = sim.node();
    first.put("k", "v");
    Version written = first.store().newestVersion();
    sim.network().loss(0.5);
    SimNode second = sim.node(builder -> builder.seeds(List.of(first.address().toString())));
    sim.until("ready", second::isReady, Duration.ofMinutes(5));
    sim.run(MOMENT);
    assertThat(second.held("k")).contains("v");
    // A copy in the ancestor's language would have come with a version of its own.
    assertThat(second.store().newestVersion()).isEqualTo(written);
  }

  @SimulationTest(seeds = 3)
  void shouldNotTakeTheHeirOfAStockNodeForOne(Simulation sim) {
    SimNode node = sim.node();
    SimHost<Object> host =
        sim.host(context -> context.life() == 0 ? new StockPeer(context) : heir(context, node));
    ((StockPeer) host.program()).join(node.address());
    sim.run(MOMENT);
    host.crash();
    host.restart();
    sim.until("found", () -> node.peers().size() == 1, Duration.ofSeconds(10));
    for (int i = 0; i < 20; i++) {
      PutResult put = node.put("key" + i, "v");
      sim.run(Duration.ofMillis(100));
      // Told of it in the ancestor's language, the heir would have written it anew.
      assertThat(node.store().newestVersion()).isEqualTo(put.version());
    }
  }

  /** One of ours on the port of a stock node that is gone. */
  private static DhtNode heir(HostContext context, SimNode seed) throws IOException {
    DhtNode node =
        DhtNode.builder()
            .transport(context.transport())
            .random(context.random())
            .seeds(List.of(seed.address().toString()))
            .build();
    node.start();
    return node;
  }

  @Test
  void shouldSurviveEveryKindOfBrokenJson() {
    Simulation sim = Simulation.seeded(5);
    SimNode node = sim.node();
    SimHost<StockPeer> stock = sim.host(StockPeer::new);
    SplittableRandom random = new SplittableRandom(5);
    String[] good = {
      "{'type':'store','key':'k','value':'v'}",
      "{'type':'join','node_id':'00','host':'h','port':1}",
      "{'type':'join_ack','routing_table':{'a':['h',1]}}",
      "{'type':'sync_response','data':{'a':'b'}}",
      "{'type':'get','key':'k'}"
    };
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good[i % good.length].replace('\'', '"').getBytes();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        bytes[random.nextInt(1, bytes.length)] = (byte) random.nextInt();
      }
      stock.program().say(node.address(), new String(bytes, StandardCharsets.ISO_8859_1));
      if (i % 100 == 0) {
        sim.run(Duration.ofMillis(200));
      }
    }
    stock.program().say(node.address(), "{'a':".repeat(700));
    stock.program().say(node.address(), "{'type':'info_request','x':" + "9".repeat(900) + "}");
    sim.run(MOMENT);
    assertThat(node.put("still", "alive").isStored()).isTrue();
  }
}
