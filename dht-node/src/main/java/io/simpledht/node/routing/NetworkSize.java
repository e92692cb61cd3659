package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.List;

/**
 * Estimates how many nodes there are from how densely ids lie around us: of N uniform ids the j-th
 * closest is expected at j / (N + 1) of the space, and a least-squares line through the distances
 * of the closest ones gives N.
 */
final class NetworkSize {

  private static final double SPACE = 0x1.0p64;

  private NetworkSize() {}

  /**
   * @param closest the closest known contacts, in order
   * @param known contacts in the table, which there are at least
   */
  static long estimate(Id self, List<Contact> closest, int known) {
    if (known < RoutingTable.K) {
      return known + 1L; // a network this small is known completely
    }
    double squares = 0;
    double products = 0;
    for (int j = 1; j <= closest.size(); j++) {
      double distance = unsigned(self.distance(closest.get(j - 1).id()).word(0)) / SPACE;
      squares += (double) j * j;
      products += j * distance;
    }
    long estimate = products == 0 ? Long.MAX_VALUE : (long) (squares / products);
    return Math.max(known + 1L, estimate);
  }

  private static double unsigned(long word) {
    return (word >>> 1) * 2.0 + (word & 1);
  }
}
