package io.simpledht.examples;

import io.simpledht.node.BootstrapResult;
import io.simpledht.node.DhtNode;
import io.simpledht.node.PutResult;
import java.io.IOException;
import java.io.PrintStream;

/** Put, get and delete: on a network of one node, then on a network of two. */
public final class BasicUsage {

  private BasicUsage() {}

  /** Takes no arguments; exit status 0 only if every step did what it should. */
  public static void main(String[] args) throws IOException {
    run(System.out);
  }

  static void run(PrintStream out) throws IOException {
    try (DhtNode first = loopbackNode();
        DhtNode second = loopbackNode()) {
      networkOfOne(first, out);
      networkOfTwo(first, second, out);
    }
  }

  private static void networkOfOne(DhtNode first, PrintStream out) throws IOException {
    first.start();
    out.println("first node on " + first.address());

    PutResult put = first.put("greeting", "hello");
    out.println("put greeting: " + put.summary());
    Promise.holds(put.isStored() && put.asked() == 1, "a node alone stores on 1 of 1 node");
    Promise.holds(first.getString("greeting").orElse("").equals("hello"), "get finds the put");
    Promise.holds(first.getString("nothing").isEmpty(), "a key never written has no value");
  }

  private static void networkOfTwo(DhtNode first, DhtNode second, PrintStream out)
      throws IOException {
    second.start();
    BootstrapResult joined = second.bootstrap(first.address().toString());
    out.println("second node on " + second.address() + ", joined: " + joined.joined());
    Promise.holds(joined.joined(), "a node that answers can be joined through");

    // No need to wait for the copy to be complete: until then a miss is asked of the others.
    String greeting = second.getString("greeting").orElse("");
    out.println("get greeting from the second node: " + greeting);
    Promise.holds(greeting.equals("hello"), "what the first wrote is read from the second");

    PutResult put = second.put("answer", "42");
    out.println("put answer: " + put.summary());
    Promise.holds(put.isStored() && put.confirmed() == 2, "both nodes confirm a put");
    Promise.holds(first.getString("answer").orElse("").equals("42"), "what is confirmed is there");

    PutResult deleted = second.delete("greeting");
    out.println("delete greeting: its tombstone is " + deleted.summary());
    Promise.holds(deleted.confirmed() == 2, "both nodes confirm a delete");
    Promise.holds(first.getString("greeting").isEmpty(), "what is deleted is gone everywhere");
  }

  private static DhtNode loopbackNode() {
    return DhtNode.builder().host("127.0.0.1").port(0).build();
  }
}
