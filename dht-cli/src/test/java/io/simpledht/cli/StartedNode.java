package io.simpledht.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code simpledht start} in a thread of its own, stopped by interrupting it. */
final class StartedNode implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String LISTENS = " listens on 127.0.0.1:";

  final TestConsole console = TestConsole.pipe();
  private final AtomicInteger status = new AtomicInteger(-1);
  private final Thread thread;

  StartedNode(String... options) {
    List<String> words = new ArrayList<>(List.of("start", "--host", "127.0.0.1", "--port", "0"));
    words.addAll(List.of(options));
    CommandLine commandLine = new CommandLine(console.console(), UdpNode.OPENER);
    thread = new Thread(() -> status.set(commandLine.run(words.toArray(new String[0]))));
    thread.start();
    awaitLine(LISTENS);
  }

  String port() {
    String out = console.out();
    int from = out.indexOf(LISTENS) + LISTENS.length();
    return out.substring(from, out.indexOf('\n', from));
  }

  void awaitLine(String part) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!console.out().contains(part)) {
      assertThat(System.nanoTime()).as(part + " in " + console.out()).isLessThan(deadline);
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /** Stops the node and returns its exit status. */
  int stop() {
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
    return status.get();
  }

  @Override
  public void close() {
    stop();
  }
}
