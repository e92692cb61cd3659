package io.simpledht.node.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A host name or literal address, and a port, as people write it: {@code host:port}, {@code
 * 192.0.2.1:5000} or {@code [2001:db8::1]:5000}.
 *
 * @param host without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

  /** The port the ancestor and we listen on by default. */
  public static final int DEFAULT_PORT = 5000;

  public HostPort {
    Objects.requireNonNull(host, "host");
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host is missing");
    }
    requireNoZone(host);
    if (!isNameOrAddress(host)) {
      throw new IllegalArgumentException("the host is neither a name nor an address");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be 1 to 65535, was " + port);
    }
  }

  /** A zone is the name of an interface; addresses are passed on to peers, who have others. */
  private static void requireNoZone(String host) {
    if (host.indexOf('%') >= 0) {
      throw new IllegalArgumentException(
          "\"" + host + "\" is valid on one link only: use another address of that host");
    }
  }

  /** Colons are for IPv6, and nothing that belongs around a host may be left in it. */
  private static boolean isNameOrAddress(String host) {
    boolean v6 = host.indexOf(':') >= 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean inV6 = c == ':' || c == '.' || Character.digit(c, 16) >= 0;
      if (v6 ? !inV6 : Character.isWhitespace(c) || c == '[' || c == ']' || c == '/') {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads {@code host:port}; a missing port is {@value #DEFAULT_PORT}.
   *
   * @throws IllegalArgumentException naming the text and what is expected
   */
  public static HostPort parse(String text) {
    String trimmed = Objects.requireNonNull(text, "seed").trim();
    int colon = trimmed.lastIndexOf(':');
    boolean bracketed = trimmed.startsWith("[");
    boolean bareV6 = !bracketed && colon != trimmed.indexOf(':');
    boolean hasPort = !bareV6 && colon > trimmed.lastIndexOf(']');
    String host = hasPort ? trimmed.substring(0, colon) : trimmed;
    if (bracketed && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    requireNoZone(host);
    try {
      return new HostPort(
          host, hasPort ? Integer.parseInt(trimmed.substring(colon + 1)) : DEFAULT_PORT);
    } catch (IllegalArgumentException bad) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not host:port, such as 192.0.2.1:5000 or [2001:db8::1]:5000", bad);
    }
  }

  /** Reads each of {@code texts}. */
  public static List<HostPort> parseAll(List<String> texts) {
    Objects.requireNonNull(texts, "seeds");
    List<HostPort> parsed = new ArrayList<>(texts.size());
    for (String text : texts) {
      parsed.add(parse(text));
    }
    return parsed;
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? '[' + host + "]:" + port : host + ':' + port;
  }
}
