package io.simpledht.cli.start;

import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.Spool;
import io.simpledht.node.DhtException;
import io.simpledht.node.DhtNode;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps a node running until the process is asked to end, and leaves the network then. */
final class RunningNode {

  /** How often the peers are looked at; they are written when they have changed. */
  private static final long SAVE_SECONDS = 10;

  private final DhtNode node;
  private final Spool output;
  private final Console console;
  private final DataDirectory memory; // null for none
  private final AtomicBoolean left = new AtomicBoolean();
  private final CountDownLatch never = new CountDownLatch(1);

  RunningNode(DhtNode node, Spool output, DataDirectory memory) {
    this.node = node;
    this.output = output;
    this.console = output.console();
    this.memory = memory;
  }

  /** Returns when the calling thread is interrupted; Ctrl-C and SIGTERM end the process. */
  int untilStopped() {
    Thread onSignal = new Thread(this::onSignal, "simpledht-leave");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      while (!never.await(SAVE_SECONDS, TimeUnit.SECONDS)) {
        savePeers();
      }
    } catch (InterruptedException stopped) {
      Runtime.getRuntime().removeShutdownHook(onSignal);
      return leave();
    }
    return ExitStatus.OK;
  }

  /** A process that is killed loses this much of what it learned, at most. */
  private void savePeers() {
    if (memory == null) {
      return;
    }
    try {
      memory.save(node.snapshot().peers());
    } catch (IOException failed) {
      console.error("Cannot save the peers: " + DataDirectory.reason(failed));
    } catch (IllegalStateException closedMeanwhile) {
      // The process is ending, and what there was to save has been saved.
      return;
    }
  }

  /** Leaving when asked to is success, whatever the platform's status for a signal is. */
  private void onSignal() {
    int status = leave();
    output.finish(status);
    Runtime.getRuntime().halt(status);
  }

  private int leave() {
    if (!left.compareAndSet(false, true)) {
      return ExitStatus.OK;
    }
    savePeers();
    console.line(console.terminal() ? "\rLeaving the network" : "Leaving the network");
    try {
      node.close();
    } catch (DhtException failed) {
      console.error("Leaving failed: " + failed.getMessage());
      return ExitStatus.FAILED;
    }
    console.line("Left the network");
    return ExitStatus.OK;
  }
}
