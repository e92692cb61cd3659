package io.simpledht.simulator.network;

import java.util.Arrays;

/** Reuses datagrams by size, so that a run in its steady state allocates none. */
final class DatagramPool {

  private static final int[] CAPACITIES = {128, 384, 1_408, 9_216, 65_536};
  private static final byte POISON = (byte) 0xDB;

  private final Pipeline pipeline;
  private final boolean paranoid;
  private final Datagram[] free = new Datagram[CAPACITIES.length];
  private long outstanding;

  /**
   * An empty pool.
   *
   * @param paranoid overwrite what was released and never reuse it, so that whoever kept a view
   *     reads rubbish
   */
  DatagramPool(Pipeline pipeline, boolean paranoid) {
    this.pipeline = pipeline;
    this.paranoid = paranoid;
  }

  Datagram take(int length) {
    int sizeClass = 0;
    while (CAPACITIES[sizeClass] < length) {
      sizeClass++;
    }
    Datagram datagram = free[sizeClass];
    if (datagram == null) {
      datagram = new Datagram(pipeline, sizeClass, CAPACITIES[sizeClass]);
    } else {
      free[sizeClass] = datagram.nextFree;
      datagram.nextFree = null;
    }
    outstanding++;
    datagram.length = length;
    datagram.offLink = false;
    return datagram;
  }

  void release(Datagram datagram) {
    outstanding--;
    if (paranoid) {
      Arrays.fill(datagram.bytes, POISON);
      return;
    }
    datagram.nextFree = free[datagram.sizeClass];
    free[datagram.sizeClass] = datagram;
  }

  long outstanding() {
    return outstanding;
  }
}
