package io.simpledht.cli;

import io.simpledht.node.DhtException;
import io.simpledht.node.DhtNode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps a node running until the process is asked to end, and leaves the network then. */
final class RunningNode {

  private final DhtNode node;
  private final Console console;
  private final AtomicBoolean left = new AtomicBoolean();
  private final CountDownLatch never = new CountDownLatch(1);

  RunningNode(DhtNode node, Console console) {
    this.node = node;
    this.console = console;
  }

  /** Returns when the calling thread is interrupted; Ctrl-C and SIGTERM end the process. */
  int untilStopped() {
    Thread onSignal = new Thread(this::onSignal, "simpledht-leave");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      never.await();
    } catch (InterruptedException stopped) {
      Runtime.getRuntime().removeShutdownHook(onSignal);
      return leave();
    }
    return ExitStatus.OK;
  }

  /** Leaving when asked to is success, whatever the platform's status for a signal is. */
  private void onSignal() {
    int status = leave();
    console.finish(status);
    Runtime.getRuntime().halt(status);
  }

  private int leave() {
    if (!left.compareAndSet(false, true)) {
      return ExitStatus.OK;
    }
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
