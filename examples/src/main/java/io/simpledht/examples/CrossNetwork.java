package io.simpledht.examples;

import io.simpledht.node.BootstrapResult;
import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeBuilder;
import io.simpledht.node.NodeListener;
import io.simpledht.node.PutResult;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Nodes on different machines, possibly behind routers. Start the first with a port, every other
 * with a port and the address of one that runs.
 */
public final class CrossNetwork {

  private static final int USAGE = 2;

  private CrossNetwork() {}

  /** {@code PORT [SEED_HOST:PORT]}; runs until it is interrupted. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: CrossNetwork PORT [SEED_HOST:PORT]");
      System.exit(USAGE);
    }
    NodeBuilder settings = DhtNode.builder().port(Integer.parseInt(args[0]));
    DhtNode node = open(settings, System.out);
    // Leaving with a goodbye spares the others a timeout.
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "goodbye"));
    if (args.length == 2) {
      join(node, args[1], System.out);
    }
    Thread.currentThread().join();
  }

  /** Listens, and says what must be open for others to get through. */
  static DhtNode open(NodeBuilder settings, PrintStream out) throws IOException {
    DhtNode node = settings.build();
    node.addListener(new Reporter(out));
    node.start();
    int port = node.address().port();
    out.println("listening on " + node.address());
    out.println("let others in: firewall, allow UDP port " + port + " inbound (no TCP)");
    out.println("behind a router: forward UDP port " + port + " to this machine");
    return node;
  }

  /** Joins through {@code seed} and writes a key for the others to see. */
  static boolean join(DhtNode node, String seed, PrintStream out) {
    BootstrapResult result = node.bootstrap(seed);
    if (!result.joined()) {
      // Not the end: the node keeps trying in the background, whatever this call says.
      out.println("No response received from " + seed + ". Likely causes:");
      out.println("  the node there is not running");
      out.println("  its UDP port is blocked by a firewall");
      out.println("  it is behind NAT without port forwarding");
      return false;
    }
    PutResult put = node.put("hello-from-" + node.id().shortText(), "hello");
    out.println("joined after " + result.attempts() + " attempt(s); put: " + put.summary());
    return true;
  }

  private static final class Reporter implements NodeListener {
    private final PrintStream out;

    Reporter(PrintStream out) {
      this.out = out;
    }

    @Override
    public void onState(NodeState from, NodeState to) {
      out.println("state: " + to.text());
    }

    @Override
    public void onNotice(String line) {
      out.println(line);
    }

    @Override
    public void onChange(Key key, Optional<Bytes> value, Version version) {
      String text = value.flatMap(Bytes::asUtf8).orElse("(no text)");
      out.println(value.isPresent() ? key + " = " + text : key + " deleted");
    }
  }
}
