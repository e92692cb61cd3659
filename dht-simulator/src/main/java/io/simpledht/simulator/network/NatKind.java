package io.simpledht.simulator.network;

import java.util.Locale;

/** How a translating box treats what comes from outside, in the terms of RFC 3489. */
public enum NatKind {
  /** Anybody may answer on a port the host has sent from. */
  FULL_CONE,
  /** Only hosts it has sent to may answer, from any port. */
  RESTRICTED,
  /** Only addresses and ports it has sent to may answer. */
  PORT_RESTRICTED,
  /** As {@link #PORT_RESTRICTED}, and each destination sees another port of the box. */
  SYMMETRIC;

  /** As it is written in a scenario file. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
