package io.simpledht.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.simpledht.cli.console.Console;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose standard output is a pipe that is full, and that nobody reads. */
@Timeout(60)
final class UnreadOutputTest {

  private static final int PAGE_BYTES = 4_096;

  /** What a pipe of Linux holds; where it is less, the thread that fills it stays behind. */
  private static final int PIPE_BYTES = 65_536;

  @TempDir private Path folder;

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo");
    assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static void fill(OutputStream pipe) throws InterruptedException {
    Thread filler =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < PIPE_BYTES / PAGE_BYTES; i++) {
                  pipe.write(new byte[PAGE_BYTES]);
                }
              } catch (IOException gone) {
                throw new AssertionError(gone);
              }
            });
    filler.setDaemon(true);
    filler.start();
    filler.join(TimeUnit.SECONDS.toMillis(5));
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Thread start(PrintStream output, String port, String seed) {
    Console console = new Console(InputStream.nullInputStream(), output, output, false, false);
    CommandLine commandLine = new CommandLine(console, UdpNode.OPENER);
    Thread thread =
        new Thread(
            () ->
                commandLine.run(
                    "start", "--host", "127.0.0.1", "--port", port, "--bootstrap", seed));
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static int ping(String port) {
    return new CommandLine(TestConsole.pipe().console(), UdpNode.OPENER)
        .run("ping", "--port", port);
  }

  @Test
  void shouldAnswerAndLeaveAllTheSame() throws Exception {
    String port = Integer.toString(freePort());
    try (StartedNode seed = new StartedNode();
        RandomAccessFile pipe = new RandomAccessFile(pipe().toFile(), "rw");
        OutputStream toPipe = new FileOutputStream(folder.resolve("pipe").toFile())) {
      fill(toPipe);
      Thread node =
          start(
              new PrintStream(toPipe, true, StandardCharsets.UTF_8),
              port,
              "127.0.0.1:" + seed.port());
      assertThat(ping(port)).isZero();
      TimeUnit.SECONDS.sleep(1);
      assertThat(ping(port)).as("after it has joined and said so").isZero();
      node.interrupt();
      node.join(TimeUnit.SECONDS.toMillis(15));
      assertThat(node.isAlive()).as("still leaving").isFalse();
      assertThat(pipe.getFD().valid()).as("held open until here").isTrue();
    }
  }
}
