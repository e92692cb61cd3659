package io.simpledht.node.replication;

import io.simpledht.protocol.message.Refused;

/** Why a read can tell neither the value of a key nor that there is none. */
public enum ReadFailure {
  /** None of the nodes that may hold the key answered, and it is not held here. */
  NOBODY_ANSWERED(Refused.Reason.TOO_FEW_ANSWERS),
  /** Fewer nodes answered than the read concern demands. */
  TOO_FEW_ANSWERS(Refused.Reason.TOO_FEW_ANSWERS),
  /** A node announced a value that it then did not give. */
  NOT_FETCHED(Refused.Reason.TRANSFER_FAILED),
  /** A value was announced while there was no room to fetch it. */
  NO_ROOM(Refused.Reason.OVERLOADED),
  /** A value was announced that is larger than this node takes. */
  TOO_LARGE(Refused.Reason.TOO_LARGE);

  private final Refused.Reason refusal;

  ReadFailure(Refused.Reason refusal) {
    this.refusal = refusal;
  }

  /** What a client is told. */
  public Refused.Reason refusal() {
    return refusal;
  }

  /**
   * What was not met, for people.
   *
   * @param demanded answers that the read concern demands
   * @param answered nodes that answered
   */
  public String text(int demanded, int answered) {
    return switch (this) {
      case NOBODY_ANSWERED -> "nobody could be asked: no node that may hold the key answered";
      case TOO_FEW_ANSWERS ->
          "too few nodes answered: the read concern demands "
              + demanded
              + (answered == 1 ? ", it was 1" : ", they were " + answered);
      case NOT_FETCHED -> "a node announced a value that could not be fetched";
      case NO_ROOM -> "a value was announced, but too many are being fetched: try again later";
      case TOO_LARGE -> "a value was announced that is larger than this node accepts";
    };
  }
}
