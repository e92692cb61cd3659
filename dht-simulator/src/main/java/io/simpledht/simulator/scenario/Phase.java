package io.simpledht.simulator.scenario;

import io.simpledht.simulator.DiskFault;
import java.time.Duration;

/** A stretch of a scenario; phases follow each other in time. */
public sealed interface Phase {

  /** How long it takes. */
  Duration length();

  /** The name it has in a scenario file. */
  String name();

  /**
   * Nodes join, evenly spread.
   *
   * @param nodes how many; 0 for all that have not joined yet
   */
  record Join(int nodes, Duration length) implements Phase {
    @Override
    public String name() {
      return "join";
    }
  }

  /** Time passes, with workload and churn. */
  record Run(Duration length) implements Phase {
    @Override
    public String name() {
      return "run";
    }
  }

  /**
   * Entries are put, evenly spread over time and nodes.
   *
   * @param entries how many, each under a key of its own
   * @param valueBytes the size of each value
   */
  record Load(int entries, int valueBytes, Duration length) implements Phase {
    @Override
    public String name() {
      return "load";
    }
  }

  /** The shapes of a partition. */
  enum Cut {
    /** Two groups, each about half of the nodes. */
    HALVES,
    /** Some nodes are cut off from everybody and from each other. */
    ISOLATE,
    /** What some nodes send to the others is lost; the other way stays open. */
    ONE_WAY,
    /** Two halves that share one node. */
    BRIDGE,
    /** Each node reaches only the nearest half of the others in a ring: overlapping majorities. */
    RING,
    /** Some nodes, who still reach each other, and all others. */
    SPLIT
  }

  /**
   * The network is cut.
   *
   * @param nodes who is cut off; of no meaning for halves, bridge and ring
   */
  record Partition(Cut kind, Share nodes, Duration length) implements Phase {
    @Override
    public String name() {
      return "partition";
    }
  }

  /**
   * Nodes crash, evenly spread, and the phase lasts until the last has come back.
   *
   * @param amnesia whether they lose their disks
   * @param down how long each stays down; null for ever
   * @param over from the first crash to the last
   * @param newAddress the part of those that come back which have another address then
   */
  record Crash(Share nodes, boolean amnesia, Duration down, Duration over, double newAddress)
      implements Phase {

    /** All come back where they were. */
    public Crash(Share nodes, boolean amnesia, Duration down, Duration over) {
      this(nodes, amnesia, down, over, 0);
    }

    @Override
    public String name() {
      return "crash";
    }

    @Override
    public Duration length() {
      return down == null ? over : over.plus(down);
    }
  }

  /** Nodes say good-bye and go for ever, evenly spread. */
  record Leave(Share nodes, Duration length) implements Phase {
    @Override
    public String name() {
      return "leave";
    }
  }

  /**
   * Disks break for a while, and then have what they had before.
   *
   * @param fault how
   */
  record Disk(Share nodes, DiskFault fault, Duration length) implements Phase {
    @Override
    public String name() {
      return "disk";
    }
  }

  /** Nodes get another address while they run, evenly spread. */
  record Move(Share nodes, Duration length) implements Phase {
    @Override
    public String name() {
      return "move";
    }
  }

  /** Nodes stand still, as in a long garbage collection. */
  record Pause(Share nodes, Duration length) implements Phase {
    @Override
    public String name() {
      return "pause";
    }
  }

  /**
   * Nodes need time for each datagram and timer.
   *
   * @param perEvent how much
   */
  record Slow(Share nodes, Duration perEvent, Duration length) implements Phase {
    @Override
    public String name() {
      return "slow";
    }
  }

  /**
   * Wall clocks go wrong, and stay so.
   *
   * @param by how far each jumps, forward or back by chance; a law in text
   * @param driftPpm how many microseconds a second each then gains or loses at most
   */
  record Clock(Share nodes, String by, double driftPpm, Duration length) implements Phase {

    /** Without drift. */
    public Clock(Share nodes, String by, Duration length) {
      this(nodes, by, 0, length);
    }

    @Override
    public String name() {
      return "clock";
    }
  }

  /** The lines of some nodes hold everything back, then let it through at once. */
  record Clog(Share nodes, Duration length) implements Phase {
    @Override
    public String name() {
      return "clog";
    }
  }

  /**
   * The network is worse than usual.
   *
   * @param weather its probabilities in this time
   */
  record Storm(Weather weather, Duration length) implements Phase {
    @Override
    public String name() {
      return "storm";
    }
  }

  /**
   * Every node in turn leaves gracefully and comes back with its disk.
   *
   * @param down how long each is away
   * @param pause from the return of one to the going of the next
   */
  record RollingRestart(Duration down, Duration pause, int nodes) implements Phase {
    @Override
    public String name() {
      return "rolling-restart";
    }

    @Override
    public Duration length() {
      return down.plus(pause).multipliedBy(nodes);
    }
  }

  /**
   * Faults, churn and workload stop, who is to come back is back, and the network has this long to
   * converge.
   */
  record Heal(Duration length) implements Phase {
    @Override
    public String name() {
      return "heal";
    }
  }
}
