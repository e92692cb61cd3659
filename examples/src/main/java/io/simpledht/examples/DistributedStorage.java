package io.simpledht.examples;

import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeListener;
import io.simpledht.node.PutResult;
import io.simpledht.node.SyncProgress;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.WriteConcern;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Three nodes in one program: one joins late and fetches what it missed, one stops, and the data
 * stays.
 */
public final class DistributedStorage {

  private static final int ENTRIES = 100;

  private final PrintStream out;

  private DistributedStorage(PrintStream out) {
    this.out = out;
  }

  /** Takes no arguments; exit status 0 only if every step did what it should. */
  public static void main(String[] args) throws IOException, InterruptedException {
    run(System.out);
  }

  static void run(PrintStream out) throws IOException, InterruptedException {
    new DistributedStorage(out).run();
  }

  private void run() throws IOException, InterruptedException {
    try (DhtNode anna = node();
        DhtNode ben = node();
        DhtNode clara = node()) {
      anna.start();
      join(ben, anna);
      fill(ben);
      joinLate(clara, ben);
      writeToAll(anna, ben, clara);
      stopOne(anna, ben, clara);
    }
  }

  private static void join(DhtNode joiner, DhtNode seed) throws IOException {
    joiner.start();
    Promise.holds(joiner.bootstrap(seed.address().toString()).joined(), "the seed answers");
  }

  private void fill(DhtNode node) {
    for (int i = 0; i < ENTRIES; i++) {
      PutResult put = node.put("key-" + i, "value-" + i);
      Promise.holds(put.confirmed() == 2, "put number " + i + " is confirmed by both nodes");
    }
    out.println("two nodes: " + ENTRIES + " entries, each confirmed by both");
  }

  private void joinLate(DhtNode late, DhtNode seed) throws IOException, InterruptedException {
    late.addListener(
        new NodeListener() {
          @Override
          public void onSync(SyncProgress progress) {
            out.println("syncing: " + progress.entriesDone() + " entries");
          }
        });
    join(late, seed);
    Promise.soon(() -> late.state() == NodeState.READY, "a joiner becomes ready");
    long held = late.snapshot().entries();
    out.println("the late node is ready and holds " + held + " entries");
    Promise.holds(held == ENTRIES, "a node that is ready holds everything");
  }

  private void writeToAll(DhtNode anna, DhtNode ben, DhtNode clara) throws InterruptedException {
    // Each node was given one address; they find each other by themselves.
    Promise.soon(() -> knows(anna, 2) && knows(ben, 2) && knows(clara, 2), "all know all");

    print("all", put(clara, "colour", "red", WriteConcern.ALL));
    print("majority", put(clara, "colour", "green", WriteConcern.MAJORITY));
    print("local", put(clara, "colour", "blue", WriteConcern.LOCAL));

    PutResult tooMany = put(clara, "colour", "violet", WriteConcern.count(4));
    print("4 nodes", tooMany);
    Promise.holds(!tooMany.isStored(), "a put that asks for more nodes than there are says so");
    Promise.holds(tooMany.confirmed() == 3, "and it is kept by those there are");
  }

  private void stopOne(DhtNode stopping, DhtNode ben, DhtNode clara) throws InterruptedException {
    stopping.close();
    // It said goodbye, so nobody waits for a timeout.
    Promise.soon(() -> knows(ben, 1) && knows(clara, 1), "those who stay learn who left");
    for (int i = 0; i < ENTRIES; i++) {
      String expected = "value-" + i;
      Promise.holds(ben.getString("key-" + i).orElse("").equals(expected), "the data stays");
      Promise.holds(clara.getString("key-" + i).orElse("").equals(expected), "the data stays");
    }
    Promise.holds(ben.getString("colour").orElse("").equals("violet"), "the newest write wins");
    out.println("one node stopped: the other two still hold everything");

    PutResult put = put(ben, "colour", "white", WriteConcern.ALL);
    print("all", put);
    Promise.holds(put.confirmed() == 2 && put.asked() == 2, "all means those who are there");
  }

  private static boolean knows(DhtNode node, int peers) {
    return node.snapshot().peers().size() == peers;
  }

  private static PutResult put(DhtNode node, String key, String value, WriteConcern concern) {
    WriteOptions options =
        WriteOptions.DEFAULT.withConcern(concern).withTimeout(Duration.ofSeconds(10));
    return node.put(Key.of(key), Bytes.utf8(value), options);
  }

  private void print(String concern, PutResult result) {
    String verdict = result instanceof PutResult.Stored ? "enough" : "not enough";
    out.println("put, waiting for " + concern + ": " + result.summary() + ", " + verdict);
    result
        .missed()
        .forEach(m -> out.println("  " + m.node().shortText() + ": " + m.reason().text()));
  }

  private static DhtNode node() {
    return DhtNode.builder().host("127.0.0.1").port(0).build();
  }
}
