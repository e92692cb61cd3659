package io.simpledht.protocol;

/** Where a node stands with its network; the ordinal is the wire code. */
public enum NodeState {
  /** The socket is open, nothing has been asked yet. */
  STARTING("starting"),
  /** Asking seeds, saved peers and the LAN for a first answer. */
  JOINING("joining"),
  /** Has peers and fetches what it lacks; serves what it already holds. */
  SYNCING("syncing"),
  /** Holds what its peers hold, or is the only node of its network. */
  READY("ready"),
  /** Had peers, lost all of them and keeps trying to get back. */
  ISOLATED("isolated"),
  /** Left the network for good. */
  CLOSED("closed");

  private final String text;

  NodeState(String text) {
    this.text = text;
  }

  /** The state in lower case, for people. */
  public String text() {
    return text;
  }
}
