package io.simpledht.cli;

import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs the client commands once against a throw-away node, so that the archive the Java machine
 * writes at exit holds the classes they need. The node runs in a process of its own: its classes
 * would only make the archive larger.
 */
public final class Training {

  private static final String LISTENS = " listens on 127.0.0.1:";

  private Training() {}

  /**
   * Trains; exits with 1 if a command did not do what it should.
   *
   * @param args the class path a node needs
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Process node = startNode(args[0]);
    try {
      String port = portOf(node);
      if (port == null || !runAll(port)) {
        throw new IOException("the training run failed");
      }
    } finally {
      node.destroy();
      node.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static Process startNode(String classPath) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            classPath,
            Main.class.getName(),
            "start",
            "--host",
            "127.0.0.1",
            "--port",
            "0")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String portOf(Process node) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    int at = line == null ? -1 : line.indexOf(LISTENS);
    return at < 0 ? null : line.substring(at + LISTENS.length());
  }

  private static boolean runAll(String port) {
    return run(ExitStatus.OK, "put", "k", "v", "--ttl", "1h", "--port", port)
        && run(ExitStatus.OK, "put", "k", "--file", "-", "--json", "--port", port)
        && run(ExitStatus.OK, "get", "k", "--timeout", "5s", "--port", port)
        && run(ExitStatus.OK, "get", "k", "--json", "--port", port)
        && run(ExitStatus.NO_VALUE, "get", "none", "--port", port)
        && run(ExitStatus.OK, "info", "--port", port)
        && run(ExitStatus.OK, "info", "--json", "--port", port)
        && run(ExitStatus.OK, "peers", "--port", port)
        && run(ExitStatus.OK, "keys", "--port", port)
        && run(ExitStatus.OK, "keys", "--json", "--port", port)
        && run(ExitStatus.OK, "ping", "--port", port)
        && run(ExitStatus.OK, "delete", "k", "--concern", "one", "--port", port)
        && run(ExitStatus.OK, "help")
        && run(ExitStatus.OK, "get", "--help")
        && run(ExitStatus.OK, "--version")
        && run(ExitStatus.WRONG_USAGE, "gte")
        && run(ExitStatus.FAILED, "ping", "--port", "9", "--timeout", "10ms");
  }

  private static boolean run(int expected, String... words) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    byte[] input = {1};
    Console console = new Console(new ByteArrayInputStream(input), nowhere, nowhere, false, false);
    return new CommandLine(console, UdpNode.OPENER).run(words) == expected;
  }
}
