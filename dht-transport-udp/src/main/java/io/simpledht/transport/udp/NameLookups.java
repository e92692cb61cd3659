package io.simpledht.transport.udp;

import io.simpledht.protocol.Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks host names up off the loop, because the platform's resolver blocks. */
final class NameLookups {

  /** Lookups at the same time; a dead name server holds each for many seconds. */
  private static final int MAX_THREADS = 4;

  private static final int MAX_WAITING = 256;
  private static final long IDLE_SECONDS = 5;

  private final UdpEventLoop loop;
  private ExecutorService threads;

  NameLookups(UdpEventLoop loop) {
    this.loop = loop;
  }

  void resolve(String host, int port, Consumer<List<Address>> whenResolved) {
    if (isLiteral(host)) {
      List<Address> literal = lookUp(host, port);
      loop.execute(() -> whenResolved.accept(literal));
      return;
    }
    pool()
        .execute(
            () -> {
              List<Address> found = lookUp(host, port);
              if (!loop.isClosed()) {
                loop.execute(() -> whenResolved.accept(found));
              }
            });
  }

  /** A literal is parsed by the platform without asking anybody. */
  private static boolean isLiteral(String host) {
    if (host.indexOf(':') >= 0) {
      return true;
    }
    for (int i = 0; i < host.length(); i++) { // a stream costs client commands 2 ms
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static List<Address> lookUp(String host, int port) {
    LinkedHashSet<Address> v4First = new LinkedHashSet<>();
    List<Address> v6 = new ArrayList<>();
    try {
      for (InetAddress found : InetAddress.getAllByName(host)) {
        Address address = Address.of(found.getAddress(), port);
        if (found instanceof Inet4Address) {
          v4First.add(address);
        } else {
          v6.add(address);
        }
      }
    } catch (UnknownHostException unknown) {
      return List.of();
    }
    v4First.addAll(v6);
    return List.copyOf(v4First);
  }

  private synchronized ExecutorService pool() {
    if (threads == null) {
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              MAX_THREADS,
              MAX_THREADS,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(MAX_WAITING),
              NameLookups::thread,
              new ThreadPoolExecutor.DiscardOldestPolicy());
      pool.allowCoreThreadTimeOut(true);
      threads = pool;
    }
    return threads;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "simpledht-name-lookup");
    thread.setDaemon(true);
    return thread;
  }

  synchronized void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
