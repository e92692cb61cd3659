package io.simpledht.cli.start;

import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ProgressLine;
import io.simpledht.cli.console.Texts;
import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeListener;
import io.simpledht.node.NodeSnapshot;
import io.simpledht.node.SyncProgress;
import io.simpledht.protocol.NodeState;
import java.io.IOException;
import java.util.List;

/** Tells the operator what becomes of a node, one line for each thing that matters. */
final class StartReport implements NodeListener {

  /** How the node's notice of a seed that never answered begins. */
  private static final String FAILED_SEED = "Failed to bootstrap with ";

  private final Console console;
  private final List<String> seeds;
  private final ProgressLine progress;
  private DhtNode node;
  private int failedSeeds;
  private boolean silentSeeds;

  StartReport(Console console, List<String> seeds) {
    this.console = console;
    this.seeds = seeds;
    this.progress = new ProgressLine(console, System::nanoTime);
  }

  /** Starts the node; what happens to it meanwhile is told after the first line. */
  synchronized void start(DhtNode fresh) throws IOException {
    node = fresh;
    node.addListener(this);
    node.start();
    say("Node " + node.id().shortText() + " listens on " + node.address());
    if (seeds.isEmpty()) {
      sayFirst();
    }
  }

  private void sayFirst() {
    say(
        "It is the first of its network; others join with --bootstrap HOST:"
            + node.address().port());
  }

  @Override
  public synchronized void onState(NodeState from, NodeState to) {
    switch (to) {
      case JOINING -> say("Joining through " + String.join(", ", seeds));
      case SYNCING -> say("Found the network, syncing");
      case READY -> ready(from);
      case ISOLATED -> say("Lost all peers; trying to get back to them");
      case STARTING, CLOSED -> {
        // Before the first line and after the last.
      }
    }
  }

  private void ready(NodeState from) {
    if (from == NodeState.JOINING) {
      sayFirst();
    } else if (from != NodeState.STARTING) {
      node.snapshotAsync().thenAccept(this::joined);
    }
  }

  private synchronized void joined(NodeSnapshot now) {
    if (now.peers().isEmpty()) {
      say("All peers left; this node is alone");
      return;
    }
    say(
        "Joined the network: "
            + Texts.count(now.peers().size(), "peer")
            + ", "
            + (now.entries() == 1 ? "1 entry" : now.entries() + " entries"));
  }

  @Override
  public synchronized void onSync(SyncProgress moved) {
    progress.show(moved);
  }

  @Override
  public synchronized void onNotice(String line) {
    say(line);
    if (line.startsWith(FAILED_SEED)) {
      onSeedFailed(line);
    }
  }

  /** Where the cause of a failure is known the line says it. */
  private void onSeedFailed(String line) {
    silentSeeds |= !line.contains(": ");
    if (++failedSeeds < seeds.size()) {
      return;
    }
    if (silentSeeds) {
      explainSilence();
    }
    say("This node goes on and keeps trying to join");
    failedSeeds = 0;
    silentSeeds = false;
  }

  private void explainSilence() {
    say("Likely causes, and what to do:");
    String last = seeds.get(seeds.size() - 1);
    int colon = last.lastIndexOf(':');
    String port = colon < 0 ? "5000" : last.substring(colon + 1);
    say("  - the node is not running: start it there with simpledht start --port " + port);
    say("  - the port is blocked by a firewall: allow UDP " + port);
    say("  - the node is behind NAT without port forwarding: forward UDP " + port + " to it");
  }

  private void say(String line) {
    progress.makeRoom();
    console.line(line);
  }
}
