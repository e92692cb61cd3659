package io.simpledht.simulator.run;

import io.simpledht.protocol.Version;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A put or delete that a user asked for, and whose disk has held it since. */
final class Write {

  final int call;
  final int node;
  final boolean delete;
  final long begunNanos;

  /** What the writing node called it; null until it said so. */
  Version version;

  /** Nodes whose disk held it or something newer at some time, since the write began. */
  final BitSet witnesses = new BitSet();

  /** Those of them that did not lose their disk since. */
  final BitSet holders = new BitSet();

  /** Nodes the user was told of; 0 until then. */
  int confirmed;

  /** What was stored under its key while nobody knew its version. */
  private final List<Arrival> arrivals = new ArrayList<>(0);

  /** A node stored a version; or, if that is null, lost its disk. */
  private record Arrival(int node, Version version) {}

  Write(int call, int node, boolean delete, long begunNanos) {
    this.call = call;
    this.node = node;
    this.delete = delete;
    this.begunNanos = begunNanos;
  }

  /** A node stored a version under the key of this write. */
  void arrive(int at, Version stored) {
    if (version == null) {
      arrivals.add(new Arrival(at, stored));
    } else if (stored == null) {
      holders.clear(at);
    } else if (isIn(stored)) {
      witnesses.set(at);
      holders.set(at);
    }
  }

  /** A node lost its disk. */
  void wipe(int at) {
    arrive(at, null);
  }

  /** The writing node told the version, so that it is known which arrivals meant this write. */
  void settle(Version told) {
    version = told;
    arrivals.forEach(arrival -> arrive(arrival.node(), arrival.version()));
    arrivals.clear();
  }

  /** Whether holding {@code stored} means holding this. */
  boolean isIn(Version stored) {
    return version != null && stored.compareTo(version) >= 0;
  }
}
