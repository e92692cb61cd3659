package io.simpledht.cli.start;

import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Texts;
import io.simpledht.node.DhtException;
import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeSnapshot;
import io.simpledht.node.PutResult;
import io.simpledht.protocol.NodeState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A network on loopback, driven through its main moves; each step says what it found. */
final class Demo implements AutoCloseable {

  private static final String KEY = "greeting";
  private static final String VALUE = "hello, world";
  private static final int MORE_VALUES = 100;
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long POLL_MILLIS = 5;

  private final Console console;
  private final List<DhtNode> nodes = new ArrayList<>();

  Demo(Console console) {
    this.console = console;
  }

  /** Whether every step worked; ends at the first that did not. */
  boolean run() {
    long started = System.nanoTime();
    boolean worked =
        step("start three nodes", this::startThree)
            && step("join the network", this::join)
            && step("put on the first", this::putOnFirst)
            && step("get from the third", this::getFromThird)
            && step("stop the first", this::stopFirst)
            && step("join a fresh one", this::joinFresh)
            && step("get from the fresh one", this::getFromFresh);
    long millis = (System.nanoTime() - started) / 1_000_000;
    console.line(
        worked ? "All of it worked, in " + millis + " ms." : "Stopped at the step that failed.");
    return worked;
  }

  /** A step: returns what it saw, or throws. */
  private interface Step {
    String take() throws IOException;
  }

  private boolean step(String title, Step step) {
    try {
      console.line(console.checkMark() + " " + title + ": " + step.take());
      return true;
    } catch (IOException | DhtException | IllegalStateException failed) {
      console.line("FAILED " + title + ": " + failed.getMessage());
      return false;
    }
  }

  private String startThree() throws IOException {
    DhtNode first = startNode();
    String seed = first.address().toString();
    startNode(seed);
    startNode(seed);
    StringBuilder addresses = new StringBuilder();
    for (DhtNode node : nodes) {
      addresses.append(addresses.length() == 0 ? "" : ", ").append(node.address());
    }
    return addresses.toString();
  }

  private DhtNode startNode(String... seeds) throws IOException {
    DhtNode node = DhtNode.builder().host("127.0.0.1").port(0).seeds(List.of(seeds)).build();
    nodes.add(node);
    node.start();
    return node;
  }

  private String join() {
    for (DhtNode node : nodes) {
      await(node, "did not find both others", now -> isReady(now) && now.peers().size() == 2);
    }
    return "each knows the 2 others, though each was told of one address only";
  }

  private static boolean isReady(NodeSnapshot snapshot) {
    return snapshot.state() == NodeState.READY;
  }

  private String putOnFirst() {
    PutResult result = nodes.get(0).put(KEY, VALUE);
    require(result.confirmed() == 3, result.summary() + " " + result.missed());
    return KEY + " = \"" + VALUE + "\", " + result.summary();
  }

  private String getFromThird() {
    return got(nodes.get(2));
  }

  private static String got(DhtNode node) {
    String value = node.getString(KEY).orElse("nothing");
    require(value.equals(VALUE), "got " + value);
    return "\"" + value + "\"";
  }

  private String stopFirst() {
    nodes.remove(0).close();
    for (int i = 0; i < MORE_VALUES; i++) {
      nodes.get(0).put("key-" + i, "value-" + i);
    }
    PutResult last = nodes.get(1).put("last", "written without the first");
    require(last.isStored() && last.asked() == 2, last.summary() + " " + last.missed());
    return MORE_VALUES + 1 + " more values, each " + last.summary();
  }

  private String joinFresh() throws IOException {
    long started = System.nanoTime();
    DhtNode fresh = startNode(nodes.get(1).address().toString());
    long expected = MORE_VALUES + 2L;
    await(fresh, "did not sync", now -> isReady(now) && now.entries() == expected);
    long millis = (System.nanoTime() - started) / 1_000_000;
    return "it synced " + expected + " entries in " + millis + " ms";
  }

  private String getFromFresh() {
    return got(nodes.get(nodes.size() - 1)) + ", put before it was born by a node that is gone";
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static void await(DhtNode node, String otherwise, Predicate<NodeSnapshot> condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    NodeSnapshot now = node.snapshot();
    while (!condition.test(now)) {
      require(
          System.nanoTime() - deadline < 0,
          node.address()
              + " "
              + otherwise
              + " within 5 s: "
              + now.state().text()
              + ", "
              + Texts.count(now.peers().size(), "peer")
              + ", entries "
              + now.entries());
      pause();
      now = node.snapshot();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  @Override
  public void close() {
    for (DhtNode node : nodes) {
      node.close();
    }
  }
}
