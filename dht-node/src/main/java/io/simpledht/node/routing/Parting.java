package io.simpledht.node.routing;

/** Why a peer is not in the routing table any more. */
public enum Parting {
  /** It said so. */
  GOODBYE("left"),
  /** It does not answer. */
  SILENCE("is not answering any more"),
  /** Another node answers at its address. */
  REPLACED("is gone: another node is at its address now"),
  /** A node of another subnet was to have a place, and its own subnet had more than its share. */
  NO_ROOM("made room for a node of another subnet");

  private final String text;

  Parting(String text) {
    this.text = text;
  }

  /** What it did, for the operator. */
  public String text() {
    return text;
  }
}
