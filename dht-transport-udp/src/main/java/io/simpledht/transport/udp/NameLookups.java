package io.simpledht.transport.udp;

import io.simpledht.protocol.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks host names up off the loop, because the platform's resolver blocks. Each look-up is
 * answered once, on the loop, even if the platform failed or too many wait; after the end of the
 * loop nobody is left to hear it.
 */
final class NameLookups {

  /** Look-ups at the same time; a dead name server holds each for many seconds. */
  static final int MAX_THREADS = 4;

  /** Look-ups that wait for a thread; one more is answered with "not found" at once. */
  static final int MAX_WAITING = 256;

  private static final long IDLE_SECONDS = 5;

  /** The platform's resolver: all addresses of a name, or an exception. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final UdpEventLoop loop;
  private final Resolver resolver;
  private ThreadPoolExecutor threads;
  private boolean closed;

  NameLookups(UdpEventLoop loop, Resolver resolver) {
    this.loop = loop;
    this.resolver = resolver;
  }

  void resolve(String host, int port, Consumer<List<Address>> whenResolved) {
    if (host.isEmpty()) { // the platform would take it for this machine
      answer(List.of(), whenResolved);
    } else if (isLiteral(host)) {
      answer(lookUp(host, port), whenResolved);
    } else if (!begin(() -> answer(lookUp(host, port), whenResolved))) {
      answer(List.of(), whenResolved);
    }
  }

  private void answer(List<Address> found, Consumer<List<Address>> whenResolved) {
    try {
      loop.execute(() -> whenResolved.accept(found));
    } catch (RejectedExecutionException closedMeanwhile) {
      // Nobody waits for it any more.
      return;
    }
  }

  /**
   * Whether the platform parses this without asking anybody. Nearly a literal is not enough: it
   * takes 1.2.3.4.5 for a name and would block the loop to look it up.
   */
  private static boolean isLiteral(String host) {
    return isV6Literal(host) || isV4Literal(host);
  }

  /** The platform takes for one what has a colon and begins with a digit or a colon. */
  private static boolean isV6Literal(String host) {
    int zone = host.indexOf('%');
    int end = zone < 0 ? host.length() : zone;
    int colons = 0;
    for (int i = 0; i < end; i++) {
      char c = host.charAt(i);
      colons += c == ':' ? 1 : 0;
      if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return colons >= 2;
  }

  private static boolean isV4Literal(String host) {
    int parts = 1;
    int value = -1;
    for (int i = 0; i < host.length(); i++) { // a stream costs client commands 2 ms
      char c = host.charAt(i);
      if (c == '.' && value >= 0) {
        parts++;
        value = -1;
      } else if (c >= '0' && c <= '9') {
        value = Math.max(value, 0) * 10 + c - '0';
      } else {
        return false;
      }
      if (value > 255) {
        return false;
      }
    }
    return parts == 4 && value >= 0;
  }

  /**
   * IPv4 first, because more networks route it; nothing twice, and nothing that is valid on one
   * link of this machine only.
   */
  private List<Address> lookUp(String host, int port) {
    Set<Address> found = new LinkedHashSet<>();
    List<Address> v6 = new ArrayList<>();
    try {
      for (InetAddress inet : resolver.resolve(host)) {
        Address address = Address.of(inet.getAddress(), port);
        if (address.isV4()) {
          found.add(address);
        } else if (!inet.isLinkLocalAddress()) {
          v6.add(address);
        }
      }
    } catch (UnknownHostException | RuntimeException unknown) {
      // RuntimeException: a security manager or a resolver plugged into the platform.
      return List.of();
    }
    found.addAll(v6);
    return List.copyOf(found);
  }

  /** False if too many wait already. */
  private synchronized boolean begin(Runnable lookup) {
    if (closed) {
      return true;
    }
    if (threads == null) {
      threads =
          new ThreadPoolExecutor(
              MAX_THREADS,
              MAX_THREADS,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(MAX_WAITING),
              NameLookups::thread);
      threads.allowCoreThreadTimeOut(true);
    }
    try {
      threads.execute(lookup);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "simpledht-name-lookup");
    thread.setDaemon(true);
    return thread;
  }

  synchronized void close() {
    closed = true;
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
