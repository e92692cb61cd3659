package io.simpledht.simulator.run;

/** The names of the checks, the same in all runs. */
public final class Checks {

  /** No exception escaped from a node, and no datagram from its account. */
  public static final String SOUND = "nothing unexpected happens";

  /** Every result told of copies that there had been. */
  public static final String HONESTY = "results are honest";

  /** Every value read or stored was written by a user. */
  public static final String PHANTOM = "only written values are read";

  /** No store went back to an older version, or dropped the last copy. */
  public static final String MONOTONE = "stores only move forward";

  /** A value keeps the version its writer gave it, so that an old one never passes for newer. */
  public static final String NEWEST = "the newest version wins";

  /** No node took a value it had known to be deleted, and none is left at the end. */
  public static final String RESURRECTION = "deletes stay deleted";

  /** Every confirmed write is held by a node that is up, unless all who held it are gone. */
  public static final String LOST = "no confirmed write is lost";

  /** Every call gets a result. */
  public static final String CALLS = "every call ends";

  /** Writes cost about a datagram for each node. */
  public static final String ECHO = "a write is sent once to each";

  /** The run did what its plan says. */
  public static final String EVIDENCE = "the faults happened";

  /** After the faults the nodes become equal in time. */
  public static final String CONVERGENCE = "the network converges";

  /** Nodes that are up stay known while nothing but the usual loss goes wrong. */
  public static final String EVICTION = "live contacts are kept";

  /** Every queue and table of every node stays within its bound, and empties at rest. */
  public static final String BOUNDS = "queues and tables keep their bounds";

  /** Nodes that nobody asks anything send little. */
  public static final String REST = "nodes at rest are quiet";

  /** Who never answered is not sent far more than came under its address. */
  public static final String AMPLIFICATION = "answers do not amplify";

  /** The run came to its end within the real time it was given; only there if it did not. */
  public static final String IN_TIME = "the run ends in time";

  /** The same plan gives the same run. Checked where a plan is run twice. */
  public static final String SAME_AGAIN = "equal plans give equal runs";

  private Checks() {}
}
