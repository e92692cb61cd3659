package io.simpledht.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.cli.console.ExitStatus;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as they ship, with real nodes on loopback. */
@Timeout(60)
final class EndToEndTest {

  private TestConsole console = TestConsole.pipe();

  private int run(String... words) {
    console = TestConsole.pipe();
    return new CommandLine(console.console(), UdpNode.OPENER).run(words);
  }

  @Test
  void valuesShouldTravelFromNodeToNode() {
    try (StartedNode first = new StartedNode();
        StartedNode second = new StartedNode("--bootstrap", "127.0.0.1:" + first.port())) {
      second.awaitLine("Joined the network: 1 peer");
      assertThat(run("put", "greeting", "hello", "--port", first.port())).isZero();
      assertThat(console.out()).isEqualTo("Stored \"greeting\" on 2 of 2 nodes\n");
      assertThat(run("get", "greeting", "--port", second.port())).isZero();
      assertThat(console.out()).isEqualTo("hello");
      assertThat(run("keys", "--port", second.port())).isZero();
      assertThat(console.out()).isEqualTo("greeting\n");
      assertThat(run("delete", "greeting", "--port", second.port())).isZero();
      assertThat(run("get", "greeting", "--port", first.port())).isEqualTo(ExitStatus.NO_VALUE);
    }
  }

  @Test
  void aRestartedNodeShouldBeItselfAndFindItsNetworkWithoutSeeds(@TempDir Path folder)
      throws IOException {
    String data = folder.resolve("not/yet/there").toString();
    try (StartedNode first = new StartedNode()) {
      String seed = "127.0.0.1:" + first.port();
      String id;
      try (StartedNode before = new StartedNode("--data", data, "--bootstrap", seed)) {
        before.awaitLine("Joined the network: 1 peer");
        id = idOf(before);
        assertThat(before.stop()).isZero();
      }
      assertThat(Files.readString(Path.of(data, "peers"))).isEqualTo(seed + "\n");
      try (StartedNode after = new StartedNode("--data", data)) {
        after.awaitLine("Joining through " + seed);
        after.awaitLine("Joined the network: 1 peer");
        assertThat(idOf(after)).isEqualTo(id);
      }
    }
  }

  private static String idOf(StartedNode node) {
    return node.console.out().split(" ")[1];
  }

  @Test
  void aNodeShouldHoldNoMoreThanItMay() {
    try (StartedNode node = new StartedNode("--max-entries", "1", "--max-content", "1K")) {
      assertThat(run("put", "a", "x".repeat(2_000), "--port", node.port()))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(run("put", "a", "x", "--port", node.port())).isZero();
      assertThat(run("put", "b", "x", "--port", node.port())).isEqualTo(ExitStatus.FAILED);
      assertThat(console.err()).contains("store is full");
    }
  }

  @Test
  void aNodeShouldServeTheAncestorUnlessToldNotTo() throws IOException {
    try (StartedNode node = new StartedNode();
        StartedNode deaf = new StartedNode("--no-legacy")) {
      assertThat(pythonPut(deaf, 500)).isFalse();
      assertThat(pythonPut(node, 5_000)).isTrue();
      assertThat(run("get", "k", "--port", deaf.port())).isEqualTo(ExitStatus.NO_VALUE);
      assertThat(run("get", "k", "--port", node.port())).isZero();
    }
  }

  /** Whether a put of SimpleDHT 0.1 is acknowledged in time; the first one loads much code. */
  private static boolean pythonPut(StartedNode node, int millis) throws IOException {
    byte[] put = "{\"type\":\"store\",\"key\":\"k\",\"value\":\"v\"}".getBytes(UTF_8);
    InetAddress here = InetAddress.getByName("127.0.0.1");
    try (DatagramSocket socket = new DatagramSocket(0, here)) {
      socket.setSoTimeout(millis);
      socket.send(new DatagramPacket(put, put.length, here, Integer.parseInt(node.port())));
      DatagramPacket answer = new DatagramPacket(new byte[64], 64);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), UTF_8).contains("store_ack");
    } catch (SocketTimeoutException nothing) {
      return false;
    }
  }

  @Test
  void nodesShouldTellHowTheyAre() {
    try (StartedNode first = new StartedNode();
        StartedNode second = new StartedNode("--bootstrap", "127.0.0.1:" + first.port())) {
      second.awaitLine("Joined the network");
      assertThat(run("info", "--port", second.port())).isZero();
      assertThat(console.out()).contains("State:        ready", "Peers:        1,");
      assertThat(run("peers", "--port", second.port())).isZero();
      assertThat(console.out()).contains("\t127.0.0.1:" + first.port() + "\t").hasLineCount(1);
      assertThat(run("ping", "--host", "localhost", "--port", first.port())).isZero();
      assertThat(console.out()).startsWith("localhost:" + first.port() + " answered in ");
    }
  }

  @Test
  void aLargeBinaryValueShouldComeBackAsItWas(@TempDir Path folder) throws IOException {
    byte[] value = new byte[500_000];
    new Random(1).nextBytes(value);
    String in = Files.write(folder.resolve("in"), value).toString();
    Path out = folder.resolve("out");
    try (StartedNode node = new StartedNode()) {
      assertThat(run("put", "big", "--file", in, "--port", node.port())).isZero();
      assertThat(run("get", "big", "--out", out.toString(), "--port", node.port())).isZero();
      assertThat(Files.readAllBytes(out)).isEqualTo(value);
      assertThat(run("get", "big", "--port", node.port())).isZero();
      assertThat(console.outBytes()).isEqualTo(value);
    }
  }

  @Test
  void stoppingShouldLeaveTheNetwork() {
    StartedNode node = new StartedNode();
    node.awaitLine("It is the first of its network");
    assertThat(node.stop()).isZero();
    assertThat(node.console.out()).endsWith("Leaving the network\nLeft the network\n");
  }

  @Test
  void aPortInUseShouldEndStartWithAClearLine() {
    try (StartedNode node = new StartedNode()) {
      assertThat(run("start", "--host", "127.0.0.1", "--port", node.port()))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(console.err()).startsWith("Address already in use").contains("--port");
      assertThat(console.out()).isEmpty();
    }
  }

  @Test
  void anAddressOfAnotherMachineShouldEndStartWithAClearLine() {
    assertThat(run("start", "--host", "192.0.2.1", "--port", "0")).isEqualTo(ExitStatus.FAILED);
    assertThat(console.err())
        .startsWith("Cannot bind 192.0.2.1:0: ")
        .contains("192.0.2.1 is no address of this machine");
  }

  @Test
  void aNodeThatCannotJoinShouldSaySoAndGoOn() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String seed = "127.0.0.1:" + silent.getLocalPort();
      try (StartedNode node =
          new StartedNode("--bootstrap", seed, "--attempts", "2", "--timeout", "200ms")) {
        node.awaitLine("keeps trying");
        assertThat(node.console.out())
            .contains("Connection attempt 1/2 timed out, retrying...\n")
            .contains("Failed to bootstrap with " + seed + "\nLikely causes")
            .contains("NAT without port forwarding");
        assertThat(run("ping", "--port", node.port())).isZero();
      }
    }
  }

  @Test
  void silenceShouldEndWith1AndItsThreeCauses() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(silent.getLocalPort());
      assertThat(run("put", "k", "v", "--port", port, "--timeout", "300ms"))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(console.err())
          .startsWith("No response received from 127.0.0.1:" + port + " within 300 ms\n")
          .hasLineCount(5);
    }
  }

  @Test
  void theDemoShouldWork() {
    assertThat(run("demo")).as(console.out()).isZero();
    assertThat(console.out()).contains("All of it worked").hasLineCount(8);
  }
}
