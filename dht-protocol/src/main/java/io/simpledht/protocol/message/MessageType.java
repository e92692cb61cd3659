package io.simpledht.protocol.message;

/**
 * The wire codes. A code is never reused; requests are even, their responses the odd code above.
 */
public enum MessageType {
  PING(0x00, "Are you there, and from which address do you see me?"),
  PONG(0x01, "I am here, and see you at this address."),
  FIND_NODE(0x02, "Which nodes do you know closest to this id?"),
  NODES_FOUND(0x03, "These are the closest nodes I know."),
  FIND_VALUE(0x04, "Do you hold this key, and who is closer to it?"),
  VALUE_FOUND(0x05, "What I hold for the key, and the closest nodes I know."),
  STORE(0x06, "Merge these entries, and pass them to your share of the id space."),
  STORED(0x07, "What became of each entry here and in my share."),
  LEAVE(0x08, "I am leaving the network: forget me."),
  LEFT(0x09, "Forgotten."),
  GET_SYMBOLS(0x10, "Coded symbols of your set, from this index on."),
  SYMBOLS(0x11, "Coded symbols, and how many items the set has."),
  FETCH_ITEMS(0x12, "The entries behind these item ids."),
  ITEMS(0x13, "As many of the entries as fit, and how many ids they cover."),
  GET_PAGE(0x14, "Your entries in key-hash order from here on."),
  PAGE(0x15, "The next entries, and where to go on."),
  GET_CHUNK(0x16, "A piece of the value you announced."),
  CHUNK(0x17, "The piece, or word that the value is gone."),
  CHECK_ITEMS(0x18, "Which of these items do you not hold?"),
  ITEMS_MISSING(0x19, "The ids of those I do not hold."),
  GET(0x20, "Client: read a key for me."),
  GET_RESULT(0x21, "What the read found."),
  PUT(0x22, "Client: write or delete a key for me."),
  PUT_OUTCOME(0x23, "How many replicas confirmed, of how many asked, and who did not."),
  GET_INFO(0x24, "Client: how are you?"),
  INFO(0x25, "State, sizes and traffic."),
  LIST_PEERS(0x26, "Client: the peers you know, from this id on."),
  PEER_LIST(0x27, "Some peers, in order of their ids."),
  LIST_KEYS(0x28, "Client: the keys you hold, from this place on."),
  KEY_LIST(0x29, "Some keys with the sizes of their values, in key-hash order."),
  WORKING(0x71, "I have your request and am still at it."),
  REFUSED(0x73, "I will not answer that, for this reason.");

  private static final MessageType[] BY_CODE = new MessageType[256];

  static {
    for (MessageType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final String meaning;

  MessageType(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The type of {@code code} (0 to 255), or null if this version knows none. */
  public static MessageType ofCode(int code) {
    return BY_CODE[code];
  }

  /** The byte on the wire, 0 to 255. */
  public int code() {
    return code;
  }

  /** What it says, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /**
   * Whether an answer is expected; the lowest bit tells, so that unknown requests can be refused.
   */
  public boolean isRequest() {
    return isRequest(code);
  }

  /** Whether {@code code}, known or not, asks for an answer. */
  public static boolean isRequest(int code) {
    return (code & 1) == 0;
  }
}
