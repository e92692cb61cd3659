package io.simpledht.simulator.run;

import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

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

  KeyRecord(Key key, String name) {
    this.key = key;
    this.name = name;
  }

  /** Whether anybody ever stored it, on a disk that is not lost. */
  boolean exists() {
    return !newest.equals(Version.NONE);
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
