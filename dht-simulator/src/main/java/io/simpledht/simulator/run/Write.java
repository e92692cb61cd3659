package io.simpledht.simulator.run;

import io.simpledht.protocol.Version;
import java.util.BitSet;

/** A put or delete that a user asked for, and who has held it since. */
final class Write {

  final int call;
  final int node;
  final boolean delete;
  final long begunNanos;

  /** What the writing node called it; null until it stored it. */
  Version version;

  /** Nodes that held it or something newer at some time and did not lose their disk since. */
  final BitSet holders = new BitSet();

  /** Nodes the user was told of; 0 until then. */
  int confirmed;

  Write(int call, int node, boolean delete, long begunNanos) {
    this.call = call;
    this.node = node;
    this.delete = delete;
    this.begunNanos = begunNanos;
  }

  /** Whether holding {@code stored} means holding this. */
  boolean isIn(Version stored) {
    return version != null && stored.compareTo(version) >= 0;
  }
}
