package io.simpledht.node.routing;

import io.simpledht.protocol.Address;

/**
 * Against tables filled by a single owner: where a part of the table is full, a subnet that has
 * more than its share of it makes room for others, peer by peer. Where there is room everybody is
 * taken, however many of one subnet: else a node whose whole network lies in one subnet would not
 * know who else is to hold its keys, nor that it does not know.
 */
final class Diversity {

  /** Public addresses of one subnet that a full bucket keeps. */
  static final int MAX_PER_SUBNET = 3;

  private Diversity() {}

  /**
   * The least reliable peer of those that are too many of one subnet in a range, if the newcomer's
   * subnet has less than its share; or -1. Private addresses have one owner, and no share.
   */
  static int surplus(PeerList peers, int from, int to, Address newcomer) {
    if (newcomer.isPrivate() || count(peers, from, to, newcomer) >= MAX_PER_SUBNET) {
      return -1;
    }
    int surplus = -1;
    for (int i = from; i < to; i++) {
      boolean worse = surplus < 0 || peers.compareReliability(i, surplus) > 0;
      if (worse && isCrowded(peers, from, to, peers.contact(i).address())) {
        surplus = i;
      }
    }
    return surplus;
  }

  private static boolean isCrowded(PeerList peers, int from, int to, Address address) {
    return !address.isPrivate() && count(peers, from, to, address) > MAX_PER_SUBNET;
  }

  private static int count(PeerList peers, int from, int to, Address address) {
    int same = 0;
    for (int i = from; i < to; i++) {
      same += address.sameSubnet(peers.contact(i).address()) ? 1 : 0;
    }
    return same;
  }
}
