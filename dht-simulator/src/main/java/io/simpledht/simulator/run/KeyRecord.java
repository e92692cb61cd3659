package io.simpledht.simulator.run;

import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One key: what was written under it, and where its newest version is. */
final class KeyRecord {

  final Key key;
  final String name;

  /** The newest version on the disk of a node that is up. */
  Version newest = Version.NONE;

  /** Whether that is a delete. */
  boolean deleted;

  /** Whether nodes have begun to forget that delete, as its time has come. */
  boolean forgotten;

  /** When it first appeared; -1 once it was seen everywhere. */
  long newestSince;

  /** Nodes, up or down, whose disk has it. */
  final BitSet holders = new BitSet();

  /** Writes whose result is still out. */
  final List<Write> pending = new ArrayList<>(1);

  /** The newest write that was confirmed by at least one node; null if there is none. */
  Write confirmed;

  /** All copies of a confirmed write went down with the disks of their nodes. */
  boolean excused;

  /** The version under which each call's value was first stored. */
  private final Map<Integer, Version> versions = new HashMap<>(2); // looked up, never iterated

  /** The newest delete, and the nodes that had it or something newer. */
  private Version buried = Version.NONE;

  private final BitSet buriers = new BitSet();

  KeyRecord(Key key, String name) {
    this.key = key;
    this.name = name;
  }

  /** Whether anybody ever stored it, on a disk that is not lost. */
  boolean exists() {
    return !newest.equals(Version.NONE);
  }

  /** Whether a call's value has this version, wherever it is. */
  boolean isVersionOf(int call, Version version) {
    Version first = versions.putIfAbsent(call, version);
    return first == null || first.equals(version);
  }

  /** Whether a call's value is older than a confirmed write. */
  boolean isOlder(int call, Write write) {
    Version version = versions.get(call);
    return version != null && write.version != null && write.version.newerThan(version);
  }

  /** A node stored a delete. */
  void bury(int node, Version version) {
    if (version.newerThan(buried)) {
      buried = version;
      buriers.clear();
    }
    if (version.equals(buried)) {
      buriers.set(node);
    }
  }

  /** Whether a node had a delete that is newer than this version. */
  boolean isBuriedAt(int node, Version version) {
    return buried.newerThan(version) && buriers.get(node);
  }

  /** A node's disk has no part of what it had. */
  void forgetBurials(int node) {
    buriers.clear(node);
  }

  /** A write has been confirmed. */
  void confirm(Write write) {
    boolean newer =
        confirmed == null
            || confirmed.version == null
            || write.version.newerThan(confirmed.version);
    if (newer) {
      confirmed = write;
      excused = false;
    }
  }
}
