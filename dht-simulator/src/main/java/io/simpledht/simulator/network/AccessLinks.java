package io.simpledht.simulator.network;

import java.util.Arrays;

/** The access links of all hosts that have one that limits or loses; most have none. */
final class AccessLinks {

  private AccessLink[] up = new AccessLink[0];
  private AccessLink[] down = new AccessLink[0];

  AccessLink up(int host) {
    return host < up.length ? up[host] : null;
  }

  AccessLink down(int host) {
    return host < down.length ? down[host] : null;
  }

  AccessLink needUp(int host) {
    up = reserve(up, host);
    return up[host];
  }

  AccessLink needDown(int host) {
    down = reserve(down, host);
    return down[host];
  }

  private static AccessLink[] reserve(AccessLink[] links, int host) {
    AccessLink[] grown = links;
    if (host >= links.length) {
      grown = Arrays.copyOf(links, host + 1 + host / 2);
    }
    if (grown[host] == null) {
      grown[host] = new AccessLink();
    }
    return grown;
  }
}
