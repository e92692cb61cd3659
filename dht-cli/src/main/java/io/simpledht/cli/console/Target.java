package io.simpledht.cli.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The node a client command talks to, as its options name it.
 *
 * @param host name or address
 * @param port UDP port
 * @param timeout time for the whole command
 */
public record Target(String host, int port, Duration timeout) {

  public static final Option HOST =
      Option.of("host", "HOST", "name or address of the node, 127.0.0.1 by default");
  public static final Option PORT = Option.of("port", "PORT", "its UDP port, 5000 by default");
  public static final Option TIMEOUT =
      Option.of("timeout", "TIME", "how long to wait: 5, 5s or 500ms; 5 s by default");
  public static final Option JSON = Option.flag("json", "print one JSON object");

  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 5000;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  /** A command's own options, followed by those all client commands have. */
  public static List<Option> options(Option... own) {
    List<Option> all = new ArrayList<>(List.of(own));
    all.add(HOST);
    all.add(PORT);
    all.add(TIMEOUT);
    all.add(JSON);
    return all;
  }

  public static Target of(Arguments arguments) {
    String host = arguments.value(HOST, DEFAULT_HOST);
    int colon = host.indexOf(':');
    if (host.isBlank() || colon >= 0 && colon == host.lastIndexOf(':')) {
      throw arguments.wrong(
          "--host takes a name or address alone, was \""
              + host
              + "\": use --host HOST --port PORT");
    }
    if (host.indexOf('%') >= 0) {
      throw arguments.wrong(
          "--host " + host + " is valid on one link only: use another address of that host");
    }
    return new Target(
        host,
        arguments.number(PORT, DEFAULT_PORT, 1, 65_535),
        arguments.duration(TIMEOUT, DEFAULT_TIMEOUT, MIN_TIMEOUT, MAX_TIMEOUT));
  }

  /** Time the node gets to reach its peers: most of it. */
  public Duration forTheNetwork() {
    return timeout.minus(forTheWay());
  }

  /** Time that is left for the way to the node and back, losses included. */
  public Duration forTheWay() {
    return timeout.dividedBy(5);
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
