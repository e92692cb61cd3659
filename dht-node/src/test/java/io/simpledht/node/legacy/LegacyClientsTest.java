package io.simpledht.node.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The stock command line against our node. */
class LegacyClientsTest {

  private final FakeWire wire = new FakeWire();
  private final OurNode node = new OurNode(wire, 1);
  private final StockCli cli = new StockCli(wire, 2);

  private JsonNode one(String json) {
    List<JsonNode> answers = cli.ask(node.address(), json);
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @Test
  void shouldServePutGetInfoAndPing() {
    assertThat(one("{'type':'store','key':'k','value':'v'}").toString())
        .isEqualTo("{\"type\":\"store_ack\"}");
    assertThat(node.held("k")).contains("v");
    assertThat(one("{'type':'get','key':'k'}").get("value").textValue()).isEqualTo("v");
    JsonNode info = one("{'type':'info_request'}");
    assertThat(info.get("node_id").textValue()).isEqualTo(node.id.shortText());
    assertThat(info.get("peer_count").intValue()).isZero();
    assertThat(info.get("data_count").intValue()).isEqualTo(1);
    assertThat(one("{'type':'ping'}").get("type").textValue()).isEqualTo("pong");
  }

  @Test
  void shouldNotAcknowledgeAStoreThatIsRefused() {
    node.full = true;
    assertThat(cli.ask(node.address(), "{'type':'store','key':'k','value':'v'}")).isEmpty();
    node.full = false;
    one("{'type':'store','key':'k','value':'v'}");
    assertThat(node.held("k")).contains("v");
  }

  @Test
  void shouldAcknowledgeWhatSurvivesACrashAndNotBefore() {
    node.syncNanos = Duration.ofSeconds(2).toNanos();
    for (int i = 0; i < 2; i++) { // new, and held already
      long before = wire.loop().nanoTime();
      one("{'type':'store','key':'k','value':'v'}");
      assertThat(cli.answeredAtNanos() - before).isGreaterThan(node.syncNanos);
    }
    assertThat(node.puts).isEqualTo(1);
  }

  @Test
  void shouldLetAClientOverwriteWhatAnotherHasJustWritten() {
    node.put("k", "1");
    one("{'type':'store','key':'k','value':'2'}");
    assertThat(node.held("k")).contains("2");
    node.put("k", "3");
    wire.loop().schedule(500_000_000, () -> node.put("k", "5")); // newer than what comes first
    one("{'type':'store','key':'k','value':'4'}");
    assertThat(node.held("k")).contains("5");
  }

  @Test
  void shouldNotMakeAClientWaitForItself() {
    long before = wire.loop().nanoTime();
    for (int i = 0; i < 100; i++) {
      cli.askOnce(node.address(), "{'type':'store','key':'counter','value':'" + i + "'}");
      assertThat(node.held("counter")).contains("" + i);
    }
    assertThat(wire.loop().nanoTime() - before).isLessThan(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void shouldTakeEveryWriteItAcknowledgesToAClientThatTogglesAValue() {
    for (int i = 0; i < 20; i++) {
      String value = i % 2 == 0 ? "on" : "off";
      one("{'type':'store','key':'lamp','value':'" + value + "'}");
      assertThat(node.held("lamp")).contains(value);
    }
  }

  @Test
  void shouldSayNothingToAStoreOfNothing() {
    String tooLong = "x".repeat(Key.MAX_BYTES + 1);
    assertThat(cli.ask(node.address(), "{'type':'store','key':'','value':'v'}")).isEmpty();
    assertThat(cli.ask(node.address(), "{'type':'store','key':'k','value':''}")).isEmpty();
    assertThat(cli.ask(node.address(), "{'type':'store','key':'" + tooLong + "','value':'v'}"))
        .isEmpty();
    assertThat(node.puts).isZero();
  }

  @Test
  void shouldAnswerNullForWhatAStockReaderCannotHave() {
    node.put(Key.of("binary"), Bytes.wrap(new byte[] {(byte) 0xFF, 0}));
    node.put("huge", "x".repeat(5_000));
    for (String key : List.of("binary", "huge", "absent", "")) {
      assertThat(one("{'type':'get','key':'" + key + "'}").get("value").isNull()).isTrue();
    }
  }

  @Test
  void shouldRefuseDataAndAcknowledgementsNobodyAskedFor() {
    List<String> unasked =
        List.of(
            "{'type':'sync_response','data':{'a':'b'}}",
            "{'type':'join_ack','routing_table':{'a':['10.0.0.2',5000]}}",
            "{'type':'sync_request'}",
            "{'type':'pong'}",
            "{'type':'store_ack'}");
    for (String message : unasked) {
      assertThat(cli.ask(node.address(), message)).isEmpty();
    }
    assertThat(node.refused).isEqualTo(unasked.size());
    assertThat(node.entries).isEmpty();
  }

  @Test
  void shouldServeOnAfterAFloodOfMutatedMessages() {
    SplittableRandom random = new SplittableRandom(7);
    List<String> good =
        List.of(
            "{\"type\":\"store\",\"key\":\"k\",\"value\":\"v\"}",
            "{\"type\":\"join\",\"node_id\":\"00\",\"host\":\"h\",\"port\":1}",
            "{\"type\":\"sync_response\",\"data\":{\"a\":\"b\"}}",
            "{\"type\":\"sync_request\"}",
            "{\"type\":\"get\",\"key\":\"k\"}");
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.get(i % good.size()).getBytes(StandardCharsets.UTF_8);
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      node.gateway.onForeign(cli.address(), ByteBuffer.wrap(bytes));
    }
    wire.loop().run(Duration.ofSeconds(1)); // the answers to what was still a message
    assertThat(one("{'type':'get','key':'absent'}").get("value").isNull()).isTrue();
  }
}
