package io.simpledht.node.rpc;

/** What a node does seldom, and only when something went wrong: worth knowing that it happens. */
public enum RarePath {
  /** A delegate stalled or failed, and another of its share was asked. */
  DELEGATE_REPLACED("delegate replaced"),
  /** A page did not come, and was asked for again, of another source if there is one. */
  PAGE_RESUMED("page resumed"),
  /** Somebody from the replacement cache was to take the place of a peer given up. */
  REPLACEMENT_USED("replacement used"),
  /** A read found a replica without the newest entry and gave it to it. */
  READ_REPAIR("read repair"),
  /** Entries were given to those who are to hold them. */
  HAND_OVER("hand-over");

  private final String text;

  RarePath(String text) {
    this.text = text;
  }

  /** In words. */
  public String text() {
    return text;
  }
}
