package io.simpledht.simulator.network;

import java.util.Arrays;
import java.util.BitSet;

/** The rules behind partitions: which host numbers can reach which. */
final class Cuts {

  private static final Verdict CUT = Verdict.drop(DropCause.PARTITION);

  private Cuts() {}

  /** Nothing from {@code sources} reaches {@code targets}; the other way is open. */
  static Rule oneWay(int[] sources, int[] targets) {
    BitSet from = set(sources);
    BitSet to = set(targets);
    return packet ->
        from.get(packet.sourceHost()) && to.get(packet.targetHost()) ? CUT : Verdict.pass();
  }

  /** Hosts of different groups do not reach each other; hosts in no group reach all. */
  static Rule between(int[][] groups) {
    int[] groupOf = new int[1 + highest(groups)];
    for (int group = 0; group < groups.length; group++) {
      for (int host : groups[group]) {
        groupOf[host] = group + 1;
      }
    }
    return packet -> {
      int from = group(groupOf, packet.sourceHost());
      int to = group(groupOf, packet.targetHost());
      return from != 0 && to != 0 && from != to ? CUT : Verdict.pass();
    };
  }

  /** Nothing goes to or comes from these hosts, not even among themselves. */
  static Rule isolate(int[] hosts) {
    BitSet alone = set(hosts);
    return packet ->
        packet.sourceHost() != packet.targetHost()
                && (alone.get(packet.sourceHost()) || alone.get(packet.targetHost()))
            ? CUT
            : Verdict.pass();
  }

  /**
   * Each host reaches the hosts at most {@code reach} places away in the ring of the given order,
   * so that everybody may see another majority.
   */
  static Rule ring(int[] hosts, int reach) {
    int[] place = new int[1 + highest(new int[][] {hosts})];
    for (int i = 0; i < hosts.length; i++) {
      place[hosts[i]] = i + 1;
    }
    return packet -> {
      int from = group(place, packet.sourceHost());
      int to = group(place, packet.targetHost());
      int apart = StrictMath.abs(from - to);
      boolean near = StrictMath.min(apart, hosts.length - apart) <= reach;
      return from == 0 || to == 0 || near ? Verdict.pass() : CUT;
    };
  }

  private static int group(int[] groupOf, int host) {
    return host < groupOf.length ? groupOf[host] : 0;
  }

  private static int highest(int[][] groups) {
    return Arrays.stream(groups).flatMapToInt(Arrays::stream).max().orElse(0);
  }

  private static BitSet set(int[] hosts) {
    BitSet set = new BitSet();
    for (int host : hosts) {
      set.set(host);
    }
    return set;
  }
}
