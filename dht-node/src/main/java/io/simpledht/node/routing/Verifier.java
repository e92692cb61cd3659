package io.simpledht.node.routing;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.Gauges;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.transport.EventLoop;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Pings nodes we have only heard of, so that none enters the routing table unverified. Bounded in
 * number: a flood of invented contacts costs a few pings at a time, and hearsay that does not fit
 * is forgotten (it will be heard again if it is true). Who asks us something and would have to wait
 * gets a ping for each request, of which nothing is kept, so a flood does not keep it out. Peers,
 * and those that are to take a peer's place, have places of their own.
 *
 * <p>Where nodes come and go many tell of those that are gone: who was silent is not tried again
 * for a while because of hearsay.
 */
final class Verifier {

  /** Of peers, and again of strangers. */
  static final int MAX_OPEN = 16;

  /** Of peers, and again of strangers. */
  static final int MAX_QUEUED = 256;

  /** Nodes that were silent, the latest. */
  static final int MAX_SILENT = 256;

  /** Who was silent is not tried again this soon because somebody tells of it... */
  static final long SILENT_NANOS = 4_000_000_000L;

  /** ...and each time it was silent again not for four times as long, up to this. */
  static final long LONGEST_SILENT_NANOS = 256_000_000_000L;

  /** For those who need not exist: if it was a loss, they will be heard of again. */
  private static final int HEARSAY_TRANSMISSIONS = 3;

  /**
   * A node that was silent.
   *
   * @param untilNanos not to be tried before
   * @param pauseNanos how long that was
   */
  private record Silent(long untilNanos, long pauseNanos) {}

  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final BiConsumer<Contact, Address> onObserved;
  private final Lane peers = new Lane();
  private final Lane strangers = new Lane();
  private final Map<Contact, Silent> silent = new LinkedHashMap<>(0);

  /**
   * @param onObserved told where each peer that answers sees us
   */
  Verifier(RpcEndpoint rpc, EventLoop loop, BiConsumer<Contact, Address> onObserved) {
    this.rpc = rpc;
    this.loop = loop;
    this.onObserved = onObserved;
  }

  void read(Gauges gauges) {
    gauges.read("contacts being verified", strangers.open.size(), MAX_OPEN);
    gauges.read("contacts to be verified", strangers.queued.size(), MAX_QUEUED);
    gauges.read("peers being probed", peers.open.size(), MAX_OPEN);
    gauges.read("peers to be probed", peers.queued.size(), MAX_QUEUED);
    gauges.read("contacts silent lately", silent.size(), MAX_SILENT);
  }

  /**
   * Pings a peer, or who is to take its place; whoever observes the endpoint hears of the answer.
   */
  void probe(Contact peer) {
    peers.ping(peer, CallPolicy.PROBE);
  }

  /** Pings a lost peer, which was silent lately. */
  void retry(Contact peer) {
    peers.ping(peer, CallPolicy.PROBE.atMost(HEARSAY_TRANSMISSIONS));
  }

  /** Pings somebody who asked us something, or says so. */
  void greet(Contact stranger) {
    boolean waits = strangers.isFull() && !strangers.open.contains(stranger);
    strangers.ping(stranger, CallPolicy.PROBE);
    if (waits) {
      rpc.challenge(stranger);
    }
  }

  /** Somebody answered, whatever it was asked: it need not be pinged any more. */
  void heard(Contact contact) {
    if (!strangers.queued.isEmpty()) {
      strangers.queued.remove(contact);
    }
  }

  /** Pings somebody others tell of. */
  void verify(Contact stranger) {
    strangers.ping(stranger, CallPolicy.PROBE);
  }

  /** Pings somebody others tell of who may well be gone, if not silent lately. */
  void tryOut(Contact stranger) {
    Silent known = silent.get(stranger);
    if (known == null || loop.nanoTime() - known.untilNanos() >= 0) {
      strangers.ping(stranger, CallPolicy.PROBE.atMost(HEARSAY_TRANSMISSIONS));
    }
  }

  /** So many at a time, and so many that wait. */
  private final class Lane {
    private final Set<Contact> open = new LinkedHashSet<>(0);
    private final Map<Contact, CallPolicy> queued = new LinkedHashMap<>(0);

    boolean isFull() {
      return open.size() >= MAX_OPEN;
    }

    void ping(Contact contact, CallPolicy policy) {
      if (open.contains(contact) || queued.containsKey(contact)) {
        return;
      }
      if (!isFull()) {
        pingNow(contact, policy);
      } else if (queued.size() < MAX_QUEUED) {
        queued.put(contact, policy);
      }
    }

    private void pingNow(Contact contact, CallPolicy policy) {
      open.add(contact);
      rpc.call(
          contact,
          new Ping(),
          policy,
          new CallListener<Pong>() {
            @Override
            public void onReply(Contact from, Pong pong) {
              onObserved.accept(from, pong.observed());
              silent.remove(contact);
              closed(contact);
            }

            @Override
            public void onFailed(CallFailure failure) {
              remember(contact);
              closed(contact);
            }
          });
    }

    private void closed(Contact contact) {
      open.remove(contact);
      if (!queued.isEmpty()) {
        Contact next = queued.keySet().iterator().next();
        pingNow(next, queued.remove(next));
      }
    }
  }

  private void remember(Contact contact) {
    Silent before = silent.remove(contact);
    if (silent.size() == MAX_SILENT) {
      silent.remove(silent.keySet().iterator().next());
    }
    long pause = before == null ? SILENT_NANOS : 4 * before.pauseNanos();
    pause = Math.min(LONGEST_SILENT_NANOS, pause);
    silent.put(contact, new Silent(loop.nanoTime() + pause, pause));
  }
}
