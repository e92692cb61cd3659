package io.simpledht.node.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stock nodes and ours in one network. */
class LegacyPeersTest {

  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Joins from as many addresses that nobody has. */
  private static final int FORGED = 1_000;

  private final FakeWire wire = new FakeWire();
  private final OurNode node = new OurNode(wire, 1);
  private final StockPeer stock = new StockPeer(wire, 2);

  private void run(Duration time) {
    wire.loop().run(time);
  }

  private void join(StockPeer peer, OurNode seed) {
    peer.join(seed.address());
    run(MOMENT);
  }

  private long storesTo(StockPeer peer, OurNode from) {
    return wire.sent().stream()
        .filter(sent -> sent.from().equals(from.address()) && sent.to().equals(peer.address()))
        .filter(sent -> sent.text().contains("\"type\":\"store\""))
        .count();
  }

  private int refusedOfForgedJoins(int round) {
    int refused = 0;
    for (int i = round * FORGED; i < (round + 1) * FORGED; i++) {
      Address forged = Address.ofV4(0xC000_0200 + i, 5_000);
      String join = "{\"type\":\"join\",\"node_id\":\"" + i + "\",\"host\":\"h\",\"port\":1}";
      ByteBuffer datagram = ByteBuffer.wrap(join.getBytes(StandardCharsets.UTF_8));
      refused += node.gateway.onForeign(forged, datagram) ? 0 : 1;
    }
    return refused;
  }

  @Test
  void shouldIntroduceItselfAndWhomItKnows() {
    OurNode sibling = new OurNode(wire, 3);
    OurNode.connect(node, sibling);
    join(stock, node);
    join(new StockPeer(wire, 4), node);
    StockPeer third = new StockPeer(wire, 5);
    join(third, node);
    JsonNode table = third.joinAcks.get(0).get("routing_table");
    assertThat(table.get(third.nameOf(node.address())).toString()).isEqualTo("[\"10.0.0.1\",5000]");
    assertThat(table.get(sibling.id.shortText()).toString()).isEqualTo("[\"10.0.0.3\",5000]");
    assertThat(table.get("0000000000000002").toString()).isEqualTo("[\"10.0.0.2\",5000]");
    assertThat(third.peers).hasSize(4);
  }

  @Test
  void shouldKeepItsJoinAckReadableHoweverManyItKnows() {
    for (int i = 10; i < 200; i++) {
      node.siblings.add(new OurNode(wire, i));
    }
    join(stock, node);
    assertThat(stock.joinAcks).hasSize(1);
    assertThat(stock.count("undecodable")).isZero();
  }

  @Test
  void shouldSendAllItsDataInDatagramsAStockNodeCanRead() {
    for (int i = 0; i < 2_000; i++) {
      node.put("key" + i, "value \"" + i + "\" \u00fc");
    }
    node.put("widest", "x".repeat(3_900));
    node.put("huge", "x".repeat(4_100));
    node.put(Key.of("binary"), Bytes.wrap(new byte[] {(byte) 0xFF}));
    node.delete("key7");
    join(stock, node);
    assertThat(stock.data).hasSize(2_000).containsKey("widest").doesNotContainKey("key7");
    assertThat(stock.count("sync_response")).isGreaterThan(10);
    assertThat(wire.sent())
        .filteredOn(sent -> sent.to().equals(stock.address()))
        .allMatch(sent -> sent.bytes() < 4_096);
    assertThat(node.notices).singleElement().asString().startsWith("2 values");
  }

  @Test
  void shouldCopyToAStockNodeThatItJoinedThrough() {
    for (int i = 0; i < 500; i++) {
      node.put("key" + i, "x".repeat(1_000));
    }
    node.gateway.tryJoin(stock.address());
    run(MOMENT);
    stock.syncRequest(node.address());
    run(Duration.ofSeconds(5));
    assertThat(stock.data).hasSize(500);
    stock.nameOf(node.address()); // it has one
  }

  @Test
  void shouldReadItsStoreInPiecesHoweverLittleOfItCanBeSent() {
    for (int i = 0; i < 5_000; i++) {
      node.put(Key.of("key" + i), Bytes.wrap(new byte[] {(byte) (i % 10 == 0 ? 'x' : 0xFF)}));
    }
    stock.join(node.address());
    run(Duration.ofSeconds(5));
    assertThat(stock.data).hasSize(500);
    assertThat(node.lookedAtInOneGo).isBetween(1, 4 * OurNode.PIECE + 4);
  }

  @Test
  void shouldAnswerASyncOfNothingAndNotSendEverythingAgainAtOnce() {
    join(stock, node);
    assertThat(stock.count("sync_response")).isEqualTo(1);
    stock.syncRequest(node.address());
    run(MOMENT);
    assertThat(stock.count("sync_response")).isEqualTo(1);
    run(Duration.ofMinutes(11));
    stock.syncRequest(node.address());
    run(MOMENT);
    assertThat(stock.count("sync_response")).isEqualTo(1); // its join is too long ago
  }

  @Test
  void shouldTellEachWriteOnceAndNeverEcho() {
    join(stock, node);
    node.put("ours", "1");
    run(MOMENT);
    assertThat(stock.data).containsEntry("ours", "1");
    stock.put("theirs", "2");
    run(MOMENT);
    assertThat(node.held("theirs")).contains("2");
    assertThat(storesTo(stock, node)).isEqualTo(1);
    assertThat(node.puts).isEqualTo(2);
  }

  @Test
  void shouldTakeAValueThatAUserOfAStockNodeBringsBack() {
    join(stock, node);
    join(new StockPeer(wire, 4), node); // is told, and says it again
    for (int i = 0; i < 10; i++) {
      String value = i % 2 == 0 ? "on" : "off";
      stock.put("lamp", value);
      run(Duration.ofSeconds(3));
      assertThat(node.held("lamp")).contains(value);
    }
  }

  @Test
  void shouldTellAValueThatComesBack() {
    join(stock, node);
    for (String value : new String[] {"a", "b", "a"}) {
      node.put("k", value);
      run(MOMENT);
      assertThat(stock.data).containsEntry("k", value);
    }
    assertThat(node.held("k")).contains("a");
    assertThat(storesTo(stock, node)).isEqualTo(3);
  }

  @Test
  void shouldNotGrowTheStormOfTwoStockNodes() {
    OurNode sibling = new OurNode(wire, 3);
    OurNode.connect(node, sibling);
    StockPeer other = new StockPeer(wire, 4);
    join(stock, node);
    join(other, node);
    stock.join(node.address()); // now both know each other, and both of ours
    run(MOMENT);
    node.put("k", "1");
    run(Duration.ofMillis(3));
    node.put("k", "2"); // while the first value still goes round
    run(Duration.ofSeconds(30));
    assertThat(stock.count("store") + other.count("store")).isGreaterThan(100); // it did storm
    // Ours and no others, also where the sibling takes stock nodes for clients.
    assertThat(node.puts + sibling.puts).isEqualTo(2);
    assertThat(storesTo(stock, node) + storesTo(other, node)).isLessThanOrEqualTo(40);
    assertThat(storesTo(stock, sibling) + storesTo(other, sibling)).isZero();
    assertThat(node.held("k")).isEqualTo(sibling.held("k"));
  }

  @Test
  void shouldNotTakeALateEchoOfAnotherNodesWriteForAWrite() {
    OurNode sibling = new OurNode(wire, 3);
    OurNode.connect(node, sibling);
    node.put("k", "1");
    node.put("k", "2");
    run(Duration.ofMillis(10));
    stock.peers.put("sibling", sibling.address()); // which knows nothing of it
    stock.put("k", "1");
    run(Duration.ofMillis(5));
    stock.put("k", "2");
    run(Duration.ofSeconds(10));
    assertThat(sibling.held("k")).contains("2");
    assertThat(node.puts + sibling.puts).isEqualTo(2);
    node.delete("k");
    run(Duration.ofMillis(10));
    stock.put("k", "1");
    stock.put("k", "2");
    run(Duration.ofSeconds(10));
    assertThat(sibling.held("k")).isEmpty();
  }

  @Test
  void canJoinThroughAStockNodeWithoutUndoingItsOwnWrites() {
    stock.data.put("old", "theirs");
    stock.data.put("both", "theirs");
    stock.data.put("deleted", "theirs");
    node.put("both", "ours");
    node.put("deleted", "ours");
    node.delete("deleted");
    node.gateway.tryJoin(stock.address());
    run(Duration.ofSeconds(5));
    assertThat(node.found).containsExactly(stock.address());
    assertThat(node.synced).isEqualTo(1);
    assertThat(node.held("old")).contains("theirs");
    assertThat(node.held("both")).contains("ours");
    assertThat(node.held("deleted")).isEmpty();
    node.put("new", "1");
    run(MOMENT);
    assertThat(stock.data).containsEntry("new", "1");
  }

  @Test
  void shouldLetOneOfSeveralTellTheStockNodeAllJoinedThrough() {
    OurNode second = new OurNode(wire, 3);
    OurNode third = new OurNode(wire, 4);
    OurNode.connect(node, second, third);
    for (OurNode joiner : new OurNode[] {node, second, third}) {
      joiner.gateway.tryJoin(stock.address());
      run(MOMENT);
    }
    run(Duration.ofSeconds(31)); // all have renewed, so all know each other
    second.put("k", "v");
    run(MOMENT);
    assertThat(stock.data).containsEntry("k", "v");
    long stores = storesTo(stock, node) + storesTo(stock, second) + storesTo(stock, third);
    assertThat(stores).isEqualTo(1);
  }

  @Test
  void shouldNotTakeItsOwnKindForAStockNode() {
    OurNode slow = new OurNode(wire, 3);
    slow.gateway.tryJoin(node.address());
    run(Duration.ofSeconds(10));
    assertThat(slow.found).isEmpty();
    node.put("k", "v");
    run(MOMENT);
    assertThat(slow.puts).isZero();
  }

  @Test
  void shouldNotTakeItsOwnKindForAStockNodeThoughItsMarkIsDamaged() {
    OurNode slow = new OurNode(wire, 3);
    slow.gateway.tryJoin(node.address());
    String join = wire.sent().get(0).text();
    String damaged = join.replace("successor", "{uccessor");
    assertThat(damaged).isNotEqualTo(join);
    node.gateway.onForeign(
        slow.address(), ByteBuffer.wrap(damaged.getBytes(StandardCharsets.UTF_8)));
    run(Duration.ofSeconds(10));
    assertThat(slow.found).isEmpty();
    slow.put("k", "v");
    run(MOMENT);
    assertThat(node.puts).isZero(); // it would have been written anew
  }

  @Test
  void shouldForgetAStockNodeWhoseAddressAnswersInOurLanguage() {
    join(stock, node);
    node.gateway.tryJoin(stock.address());
    node.gateway.onOwnKind(stock.address());
    stock.die();
    int before = wire.sent().size();
    node.put("k", "v");
    run(Duration.ofMinutes(3));
    assertThat(wire.sent()).hasSize(before);
  }

  @Test
  void shouldForgetAStockNodeThatFellSilent() {
    join(stock, node);
    run(Duration.ofMinutes(5));
    node.put("k", "1");
    run(MOMENT);
    assertThat(stock.data).containsEntry("k", "1");
    stock.die();
    run(Duration.ofMinutes(3));
    int before = wire.sent().size();
    node.put("k", "2");
    run(Duration.ofMinutes(3));
    assertThat(wire.sent()).hasSize(before);
  }

  @Test
  void shouldBoundWhatForgedJoinsDo() {
    join(stock, node);
    for (int round = 0; round < 12; round++) {
      assertThat(refusedOfForgedJoins(round)).isGreaterThanOrEqualTo(FORGED - 17);
      run(Duration.ofSeconds(5));
    }
    node.put("k", "v");
    run(MOMENT);
    assertThat(stock.data).containsEntry("k", "v"); // who spoke was not pushed out
    assertThat(wire.sent())
        .filteredOn(sent -> sent.text().contains("\"store\""))
        .hasSizeLessThan(70);
  }

  @Test
  void shouldAnswerOneJoinASecondOfWhoJoinedAlready() {
    for (int i = 0; i < 100; i++) {
      stock.join(node.address());
    }
    run(MOMENT);
    assertThat(stock.joinAcks).hasSize(1);
    join(stock, node);
    assertThat(stock.joinAcks).hasSize(2);
  }

  @Test
  void shouldLeaveNoTimerBehind() {
    for (int i = 0; i < 5_000; i++) {
      node.put("key" + i, "x".repeat(500));
    }
    stock.join(node.address());
    run(Duration.ofMillis(20)); // in the middle of its copy
    node.gateway.tryJoin(Address.ofV4(0xC000_0201, 5_000));
    node.gateway.close();
    run(Duration.ofMillis(5)); // what is on the wire
    assertThat(wire.loop().waiting()).isZero();
  }
}
