package io.simpledht.protocol.message;

/** What became of an entry at one replica; the ordinal is the wire code. */
public enum StoreStatus {
  APPLIED("stored"),
  DUPLICATE("already stored"),
  STALE("a newer version is stored"),
  FUTURE_VERSION("the version lies too far in the future: check the clocks"),
  STORE_FULL("the replica's store is full"),
  TOO_LARGE("the value is larger than the replica accepts"),
  TRANSFER_FAILED("the value could not be pulled"),
  OVERLOADED("the replica has too much to do"),
  STORAGE_ERROR("the replica's storage failed"),
  UNREACHABLE("no answer");

  private final String text;

  StoreStatus(String text) {
    this.text = text;
  }

  /** Whether the replica now holds this version or a newer one. */
  public boolean confirms() {
    return this == APPLIED || this == DUPLICATE || this == STALE;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
