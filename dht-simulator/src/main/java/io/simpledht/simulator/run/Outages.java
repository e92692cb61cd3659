package io.simpledht.simulator.run;

import io.simpledht.simulator.network.SimNetwork;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Hosts whose line failed for so long on end that others give them up, and rightly: a bad period of
 * some seconds' mean length lasts for half a minute now and then.
 */
final class Outages {

  /** The first call in vain takes some seconds, and the doubt it leaves twelve. */
  private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(15);

  /** Where less is lost, hardly ever all fifteen datagrams of the three probes of a doubt are. */
  private static final double DEAD_LOSS = 0.75;

  private final SimNetwork network;
  private final Duration remembered;
  private final Map<Integer, Long> badSince = new HashMap<>(); // looked up, never iterated
  private final Map<Integer, Long> lastOut = new HashMap<>(); // looked up, never iterated

  /**
   * @param remembered how long it takes until who was given up is known to all again
   */
  Outages(SimNetwork network, Duration remembered) {
    this.network = network;
    this.remembered = remembered;
  }

  /** To be called once a second for each host. */
  void look(int host, long now) {
    if (!network.isLineBad(host, DEAD_LOSS)) {
      badSince.remove(host);
      return;
    }
    Long since = badSince.putIfAbsent(host, now);
    if (since != null && now - since >= GIVEN_UP_AFTER.toNanos()) {
      lastOut.put(host, now);
    }
  }

  /** Whether a host is out of reach or was a while ago. */
  boolean wasOut(int host, long now) {
    Long last = lastOut.get(host);
    return last != null && now - last < remembered.toNanos();
  }
}
