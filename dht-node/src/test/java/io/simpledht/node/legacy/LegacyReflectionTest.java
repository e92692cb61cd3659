package io.simpledht.node.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What others are sent because of datagrams in their name: anybody may have sent those. */
class LegacyReflectionTest {

  private static final String JOIN = "{'type':'join','node_id':'x','host':'h','port':1}";
  private static final Address VICTIM = Address.ofV4(0xC000_0201, 5_000);

  private final FakeWire wire = new FakeWire();
  private final OurNode node = new OurNode(wire, 1);
  private long asked;

  private void forge(Address victim, String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    asked += bytes.length;
    node.gateway.onForeign(victim, ByteBuffer.wrap(bytes));
  }

  private long sentTo(Address victim) {
    return wire.sent().stream()
        .filter(sent -> sent.to().sameHost(victim))
        .mapToLong(FakeWire.Sent::bytes)
        .sum();
  }

  private void fill() {
    for (int i = 0; i < 1_000; i++) {
      node.put("key" + i, "x".repeat(3_500));
    }
  }

  @Test
  void shouldNotSendEverythingToWhoeverForgesAJoin() {
    fill();
    for (int i = 0; i < 100; i++) {
      forge(VICTIM, JOIN);
      forge(VICTIM, "{'type':'sync_request'}");
      forge(VICTIM, "{'type':'pong'}");
      wire.loop().run(Duration.ofSeconds(1));
    }
    assertThat(sentTo(VICTIM)).isLessThanOrEqualTo(3 * asked);
  }

  @Test
  void shouldNotTellWritesToWhoeverForgesJoins() {
    for (int port = 1; port <= 16; port++) {
      forge(VICTIM.withPort(port), JOIN);
      forge(VICTIM.withPort(port), "{'type':'pong'}");
    }
    wire.loop().run(Duration.ofSeconds(1));
    long before = sentTo(VICTIM);
    fill();
    wire.loop().run(Duration.ofSeconds(1));
    assertThat(sentTo(VICTIM)).isEqualTo(before);
  }

  @Test
  void shouldSpendLittleOnLongAnswersToStrangers() {
    node.put("key", "x".repeat(4_000));
    for (int i = 0; i < 10_000; i++) {
      forge(VICTIM.withPort(1 + i), "{'type':'get','key':'key'}");
      wire.loop().run(Duration.ofMillis(1));
    }
    assertThat(sentTo(VICTIM)).isBetween(16_000L, 300_000L);
  }

  @Test
  void shouldServeAStockClientThatReadsMuch() {
    node.put("key", "x".repeat(4_000));
    StockCli cli = new StockCli(wire, 2);
    for (int i = 0; i < 100; i++) { // one after the other, as fast as it is answered
      assertThat(cli.askOnce(node.address(), "{'type':'get','key':'key'}")).isPresent();
    }
    assertThat(wire.loop().nanoTime()).isLessThan(Duration.ofSeconds(30).toNanos());
  }

  @Test
  void shouldNotCountWhatCannotComeFromAnotherMachine() {
    node.put("key", "x".repeat(4_000));
    Address local = Address.ofV4(0x7F00_0001, 4_711);
    for (int i = 0; i < 1_000; i++) {
      forge(local, "{'type':'get','key':'key'}");
    }
    assertThat(sentTo(local)).isGreaterThan(4_000_000);
  }

  @Test
  void shouldNotNameToOthersWhoDidNotProveToBeThere() {
    forge(VICTIM, JOIN);
    StockPeer stock = new StockPeer(wire, 2);
    stock.join(node.address());
    wire.loop().run(Duration.ofSeconds(1));
    assertThat(stock.peers.values()).containsExactly(node.address());
    JsonNode info = new StockCli(wire, 3).ask(node.address(), "{'type':'info_request'}").get(0);
    assertThat(info.get("peer_count").intValue()).isEqualTo(1);
  }

  @Test
  void shouldEndACopyWhenNobodyIsThereAnyMore() {
    fill();
    StockPeer stock = new StockPeer(wire, 2);
    stock.join(node.address());
    wire.loop().run(Duration.ofMillis(30));
    stock.die();
    long before = sentTo(stock.address());
    wire.loop().run(Duration.ofMinutes(1));
    assertThat(sentTo(stock.address()) - before).isLessThan(100_000);
    assertThat(node.notices).singleElement().asString().contains("does not answer");
  }

  @Test
  void shouldNotSendCopyAfterCopyInTheNameOfAStockNode() {
    fill();
    StockPeer stock = new StockPeer(wire, 2);
    stock.join(node.address());
    wire.loop().run(Duration.ofSeconds(20));
    long copy = sentTo(stock.address());
    for (int i = 0; i < 60; i++) {
      forge(stock.address(), "{'type':'sync_request'}");
      wire.loop().run(Duration.ofSeconds(1));
    }
    assertThat(sentTo(stock.address())).isBetween(2 * copy, 5 * copy);
  }
}
