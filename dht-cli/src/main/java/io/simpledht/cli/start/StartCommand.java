package io.simpledht.cli.start;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.FailedException;
import io.simpledht.cli.console.Logging;
import io.simpledht.cli.console.Option;
import io.simpledht.cli.console.Sizes;
import io.simpledht.cli.console.Spool;
import io.simpledht.cli.console.Target;
import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeBuilder;
import io.simpledht.node.Replication;
import io.simpledht.transport.udp.UdpTransportProvider;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code start}. */
public final class StartCommand implements Command {

  static final Option HOST =
      Option.of("host", "HOST", "local address to listen on, 0.0.0.0 (all) by default");
  static final Option PORT =
      Option.of("port", "PORT", "UDP port, 5000 by default, 0 for any free one");
  static final Option BOOTSTRAP =
      Option.of("bootstrap", "A:1,B:2", "nodes to join through, host:port each");
  static final Option TIMEOUT =
      Option.of("timeout", "TIME", "time for each attempt to join, 5 s by default");
  static final Option ATTEMPTS =
      Option.of("attempts", "N", "attempts before it reports failure, 3 by default");
  static final Option REPLICATION =
      Option.of("replication", "full|N", "copies: on every node (default) or on N of them");
  static final Option MAX_VALUE =
      Option.of("max-value", "SIZE", "largest value taken: 500K or 64M, 1M by default");
  static final Option MAX_ENTRIES =
      Option.of("max-entries", "N", "values and deletes kept, 1000000 by default");
  static final Option MAX_CONTENT =
      Option.of("max-content", "SIZE", "keys and values kept, 512M by default");
  static final Option DATA =
      Option.of("data", "DIR", "where it remembers its id and its peers over a restart");
  static final Option LIGHT = Option.flag("light", "ask others not to list this node");
  static final Option NO_LEGACY =
      Option.flag("no-legacy", "do not serve clients and nodes of SimpleDHT for Python");

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "start",
        "",
        "Run a node until Ctrl-C",
        List.of(
            "Without --bootstrap it is the first of its network. A node that cannot join",
            "keeps trying, and so does one that loses its peers. With --data it finds its",
            "network again after a restart, also without. Ctrl-C leaves cleanly."),
        List.of(
            HOST,
            PORT,
            BOOTSTRAP,
            TIMEOUT,
            ATTEMPTS,
            REPLICATION,
            MAX_VALUE,
            MAX_ENTRIES,
            MAX_CONTENT,
            DATA,
            LIGHT,
            NO_LEGACY,
            Logging.VERBOSE),
        List.of(
            "simpledht start",
            "simpledht start --port 5001 --bootstrap 127.0.0.1:5000",
            "simpledht start --bootstrap 192.0.2.7:5000,192.0.2.8:5000 --attempts 10",
            "simpledht start --host :: --port 0 --replication 3 --max-value 64M -v"));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    arguments.operands();
    Logging.configure(arguments);
    int port = arguments.number(PORT, Target.DEFAULT_PORT, 0, 65_535);
    String host = arguments.value(HOST, "0.0.0.0");
    String data = arguments.value(DATA, null);
    if (data != null && data.isBlank()) {
      throw arguments.wrong("--data names no directory");
    }
    List<String> given = given(arguments);
    NodeBuilder settings = settings(arguments, host, port);
    try (Spool output = new Spool(console);
        DataDirectory memory = data == null ? null : DataDirectory.open(data)) {
      List<String> seeds = withRemembered(given, memory);
      DhtNode node = (memory == null ? settings : settings.id(memory.id())).seeds(seeds).build();
      new StartReport(output.console(), seeds).start(node);
      return new RunningNode(node, output, memory).untilStopped();
    } catch (BindException refused) {
      throw cannotBind(refused, host, port);
    } catch (IOException failed) {
      throw new FailedException("The node cannot start: " + failed.getMessage());
    }
  }

  /** The seeds of the command line. */
  private static List<String> given(Arguments arguments) {
    List<String> seeds = new ArrayList<>();
    for (String seed : arguments.value(BOOTSTRAP, "").split(",", -1)) {
      if (!seed.isBlank()) {
        seeds.add(seed.trim());
      }
    }
    if (seeds.isEmpty() && arguments.has(BOOTSTRAP)) {
      throw arguments.wrong("--bootstrap names no node; the first of a network starts without it");
    }
    try {
      DhtNode.builder().seeds(seeds); // reads them, before a data directory is created
    } catch (IllegalArgumentException wrong) {
      throw arguments.wrong(wrong.getMessage());
    }
    return seeds;
  }

  /** Those that were given, and those that were peers before. */
  private static List<String> withRemembered(List<String> given, DataDirectory memory) {
    Set<String> seeds = new LinkedHashSet<>(given);
    if (memory != null) {
      seeds.addAll(memory.peers());
    }
    return List.copyOf(seeds);
  }

  /** All that the command line says but the seeds. */
  private static NodeBuilder settings(Arguments arguments, String host, int port) {
    return DhtNode.builder()
        .host(host)
        .port(port)
        .replication(replication(arguments))
        .bootstrapAttempts(arguments.number(ATTEMPTS, 3, 1, 1_000))
        .bootstrapTimeout(arguments.duration(TIMEOUT, DEFAULT_TIMEOUT, MIN_TIMEOUT, MAX_TIMEOUT))
        .maxValueBytes((int) size(arguments, MAX_VALUE, "1M", "64M"))
        .store(StoreLimits.store(arguments))
        .light(arguments.has(LIGHT))
        .legacy(!arguments.has(NO_LEGACY));
  }

  static long size(Arguments arguments, Option option, String otherwise, String most) {
    String text = arguments.value(option, otherwise);
    long bytes = Sizes.parse(text);
    if (bytes < 1 || bytes > Sizes.parse(most)) {
      throw arguments.wrong(
          option.typed() + " must be 1 to " + most + " bytes, was \"" + text + "\"");
    }
    return bytes;
  }

  private static Replication replication(Arguments arguments) {
    if (arguments.value(REPLICATION, "full").equals("full")) {
      return Replication.full();
    }
    return Replication.factor(arguments.number(REPLICATION, 0, 1, Replication.MAX_FACTOR));
  }

  private static FailedException cannotBind(BindException failed, String host, int port) {
    String message = String.valueOf(failed.getMessage());
    return new FailedException(message, bindHints(message, host, port));
  }

  /** The next step for each way in which a transport says that it cannot bind. */
  static List<String> bindHints(String message, String host, int port) {
    if (message.startsWith("Address already in use")) {
      return List.of(
          "another program, perhaps another node, listens on port "
              + port
              + ": stop it, or start with --port "
              + (port < 65_535 ? port + 1 : Target.DEFAULT_PORT));
    }
    if (message.startsWith("Not permitted")) {
      return List.of(
          port < UdpTransportProvider.FIRST_FREE_PORT
              ? "ports below 1024 are for privileged users: start with --port "
                  + Target.DEFAULT_PORT
              : "the system keeps port " + port + " for others: start with another --port");
    }
    if (message.contains("IPv6 is switched off")) {
      return List.of("leave --host away to use all IPv4 addresses of this machine");
    }
    return List.of(host + " is no address of this machine: leave --host away to use all");
  }
}
