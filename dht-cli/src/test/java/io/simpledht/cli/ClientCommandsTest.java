package io.simpledht.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.node.DhtException;
import io.simpledht.node.NoResponseException;
import io.simpledht.node.RequestRefusedException;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ClientCommandsTest {

  private static final byte[] BINARY = {0, (byte) 0xFF, 27, '\n', 7};

  private final FakeNode node = new FakeNode();
  private TestConsole console = TestConsole.pipe();

  private int run(String... words) {
    return new CommandLine(console.console(), node).run(words);
  }

  private JsonNode json() throws IOException {
    assertThat(console.out()).endsWith("}\n").hasLineCount(1);
    return new ObjectMapper().readTree(console.out());
  }

  @Test
  void putShouldStoreAndTellOnHowManyNodes() {
    assertThat(run("put", "greeting", "hello")).isZero();
    assertThat(console.out()).isEqualTo("Stored \"greeting\" on 3 of 3 nodes\n");
    assertThat(node.values).containsEntry(Key.of("greeting"), Bytes.utf8("hello"));
    assertThat(node.closed).isTrue();
  }

  @Test
  void putShouldShareItsTimeBetweenTheNetworkAndTheWay() {
    run("put", "k", "v", "--timeout", "10", "--ttl", "2m", "--concern", "2");
    assertThat(node.options.timeout()).isEqualTo(Duration.ofSeconds(8));
    assertThat(node.patience).isEqualTo(Duration.ofSeconds(2));
    assertThat(node.options.ttl()).isEqualTo(Duration.ofMinutes(2));
    assertThat(node.options.concern()).isEqualTo(WriteConcern.count(2));
  }

  @Test
  void putShouldTakeTheValueFromStandardInputByteForByte() {
    console = TestConsole.pipe(BINARY);
    assertThat(run("put", "k", "--file", "-")).isZero();
    assertThat(node.values.get(Key.of("k")).toArray()).isEqualTo(BINARY);
  }

  @Test
  void putShouldFailAndSayWhatIsStoredIfFewerConfirmThanAsked() {
    node.lessThanAsked = true;
    assertThat(run("put", "k", "v")).isEqualTo(ExitStatus.FAILED);
    assertThat(console.out()).isEmpty();
    assertThat(console.err())
        .startsWith("Stored \"k\" only on 2 of 3 nodes\n  1f2e3d4c5b6a7988: no answer\n")
        .contains("keep it")
        .contains("--concern");
  }

  @Test
  void putShouldDescribeItsResultAsJson() throws IOException {
    node.lessThanAsked = true;
    assertThat(run("put", "k", "v", "--json")).isEqualTo(ExitStatus.FAILED);
    assertThat(json().get("ok").asBoolean()).isFalse();
    assertThat(json().get("confirmed").asInt()).isEqualTo(2);
    assertThat(json().get("asked").asInt()).isEqualTo(3);
    assertThat(json().get("version").asText()).isEqualTo("3.0@9");
    assertThat(json().get("missed").get(0).get("reason").asText()).isEqualTo("no answer");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void getShouldPrintTheValueByteForByte() {
    node.values.put(Key.of("k"), Bytes.copyOf(BINARY));
    assertThat(run("get", "k")).isZero();
    assertThat(console.outBytes()).isEqualTo(BINARY);
  }

  @Test
  void getShouldEndTheLineOnATerminal() {
    console = TestConsole.terminal();
    node.values.put(Key.of("k"), Bytes.utf8("gr\u00fc\u00df dich"));
    assertThat(run("get", "k")).isZero();
    assertThat(console.out()).isEqualTo("gr\u00fc\u00df dich\n");
  }

  @Test
  void getShouldNotLetAValueTakeOverTheTerminal() {
    console = TestConsole.terminal();
    node.values.put(Key.of("k"), Bytes.utf8("\u001b[2Jgone"));
    assertThat(run("get", "k")).isEqualTo(ExitStatus.FAILED);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).contains("8 B that are not text").contains("--out FILE");
  }

  @Test
  void getShouldEndWith3IfThereIsNoValue() throws IOException {
    assertThat(run("get", "nothing\u0007")).isEqualTo(ExitStatus.NO_VALUE);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).isEqualTo("No value for \"nothing\\x07\"\n");
    console = TestConsole.pipe();
    assertThat(run("get", "k", "--json")).isEqualTo(ExitStatus.NO_VALUE);
    assertThat(json().get("found").asBoolean()).isFalse();
  }

  @Test
  void getShouldDescribeTextAndBinaryValuesAsJson() throws IOException {
    node.values.put(Key.of("k"), Bytes.utf8("a \"quoted\"\nline \ud83d\ude00"));
    run("get", "k", "--json");
    assertThat(json().get("value").asText()).isEqualTo("a \"quoted\"\nline \ud83d\ude00");
    console = TestConsole.pipe();
    node.values.put(Key.of("k"), Bytes.copyOf(BINARY));
    run("get", "k", "--json");
    assertThat(json().get("valueBase64").binaryValue()).isEqualTo(BINARY);
    assertThat(json().get("bytes").asInt()).isEqualTo(5);
  }

  @Test
  void deleteShouldTellOnHowManyNodes() {
    node.values.put(Key.of("k"), Bytes.utf8("v"));
    assertThat(run("delete", "k")).isZero();
    assertThat(console.out()).isEqualTo("Deleted \"k\" on 3 of 3 nodes\n");
    assertThat(node.values).isEmpty();
  }

  @Test
  void infoShouldShowTheNode() throws IOException {
    assertThat(run("info", "--host", "localhost", "--port", "5001")).isZero();
    assertThat(node.host).isEqualTo("localhost");
    assertThat(node.port).isEqualTo(5_001);
    assertThat(console.out())
        .contains("Node:         1f2e3d4c5b6a7988 at 127.0.0.1:5000\n")
        .contains("State:        ready, up 1 h 2 m\n")
        .contains("Peers:        2, network of about 3\n")
        .contains("Entries:      5 (1.5 KiB)\n");
    console = TestConsole.pipe();
    run("info", "--json");
    assertThat(json().get("peers").asInt()).isEqualTo(2);
    assertThat(json().get("id").asText()).isEqualTo(FakeNode.ID.toString());
  }

  @Test
  void peersShouldGiveEachALine() throws IOException {
    assertThat(run("peers")).isZero();
    assertThat(console.out())
        .isEqualTo(
            "1f2e3d4c5b6a7988\t127.0.0.1:5000\t1.500 ms\t1 m 1 s\n"
                + "ffffffffffffffff\t127.0.0.1:5001\t-\t0 s\n");
    console = TestConsole.pipe();
    run("peers", "--json");
    assertThat(json().get("peers").get(1).get("address").asText()).isEqualTo("127.0.0.1:5001");
    assertThat(json().get("count").asInt()).isEqualTo(2);
  }

  @Test
  void keysShouldGiveEachALineWhateverItsBytes() {
    node.values.put(Key.of("a\nb"), Bytes.utf8("123"));
    node.values.put(Key.of("c\\d"), Bytes.EMPTY);
    node.values.put(Key.of(Bytes.copyOf(new byte[] {'x', (byte) 0xFE})), Bytes.EMPTY);
    assertThat(run("keys")).isZero();
    assertThat(console.out()).isEqualTo("a\\x0ab\nc\\d\nx\\xfe\n");
    console = TestConsole.pipe();
    run("keys", "--sizes");
    assertThat(console.out()).startsWith("3\ta\\x0ab\n0\t");
  }

  @Test
  void keysShouldBeOneJsonObjectHoweverManyThereAre() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      node.values.put(Key.of("key-" + i), Bytes.utf8("v"));
    }
    assertThat(run("keys", "--json")).isZero();
    assertThat(json().get("keys")).hasSize(1_000);
    assertThat(json().get("count").asInt()).isEqualTo(1_000);
  }

  @Test
  void keysShouldBeOneJsonObjectThoughTheNodeFailsMidway() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      node.values.put(Key.of("key-" + i), Bytes.utf8("v"));
    }
    node.failure = new DhtException("planned");
    node.failsMidway = true;
    assertThat(run("keys", "--json")).isEqualTo(ExitStatus.FAILED);
    assertThat(json().get("keys")).hasSize(1_000);
    assertThat(json().get("ok").asBoolean()).isFalse();
    assertThat(json().get("error").asText()).isEqualTo("planned");
  }

  @Test
  void pingShouldTellWhoAnsweredAndHowFast() throws IOException {
    assertThat(run("ping")).isZero();
    assertThat(console.out())
        .isEqualTo(
            "127.0.0.1:5000 answered in 1.234 ms: node 1f2e3d4c5b6a7988, ready,"
                + " sees us at 127.0.0.1:40000\n");
    console = TestConsole.pipe();
    run("ping", "--json");
    assertThat(json().get("roundTripMicros").asInt()).isEqualTo(1_234);
  }

  @Test
  void silenceShouldBeExplainedWithItsThreeCauses() {
    node.failure = new NoResponseException("whatever");
    assertThat(run("get", "k", "--host", "::1", "--timeout", "500ms")).isEqualTo(ExitStatus.FAILED);
    assertThat(console.out()).isEmpty();
    assertThat(console.err())
        .startsWith("No response received from [::1]:5000 within 500 ms\n")
        .contains(
            "the node is not running", "blocked by a firewall", "NAT without port forwarding");
  }

  @Test
  void failuresShouldBeJsonWhereItWasAskedFor() throws IOException {
    node.failure = new NoResponseException("whatever");
    assertThat(run("ping", "--json")).isEqualTo(ExitStatus.FAILED);
    assertThat(json().get("ok").asBoolean()).isFalse();
    assertThat(json().get("error").asText()).startsWith("No response received");
    assertThat(json().get("hints")).hasSize(3);
    assertThat(console.err()).isEmpty();
  }

  @Test
  void everyRefusalShouldComeWithANextStep() {
    for (Refused.Reason reason : Refused.Reason.values()) {
      console = TestConsole.pipe();
      node.failure = new RequestRefusedException(reason);
      assertThat(run("get", "k")).isEqualTo(ExitStatus.FAILED);
      assertThat(console.err())
          .startsWith("127.0.0.1:5000 refused: " + reason.text() + "\n  - ")
          .hasLineCount(2);
    }
  }

  @Test
  void unknownNamesShouldBeToldApartFromSilence() {
    node.failure = new DhtException("the host name nowhere is unknown");
    assertThat(run("get", "k", "--host", "nowhere")).isEqualTo(ExitStatus.FAILED);
    assertThat(console.err())
        .isEqualTo(
            "the host name nowhere is unknown\n"
                + "  - check the spelling of --host, or use an IP address\n");
  }

  @Test
  void lostOutputShouldNotPassForSuccess() {
    Console broken =
        new Console(
            System.in,
            new java.io.PrintStream(
                new java.io.OutputStream() {
                  @Override
                  public void write(int b) throws IOException {
                    throw new IOException("No space left on device");
                  }
                },
                true,
                StandardCharsets.UTF_8),
            console.console().err(),
            false,
            false);
    int status = new CommandLine(broken, node).run("ping");
    assertThat(broken.finish(status)).isEqualTo(ExitStatus.FAILED);
    assertThat(console.err()).startsWith("Cannot write to standard output");
  }
}
