package io.simpledht.protocol.codec;

import io.simpledht.protocol.message.Header;
import java.util.Objects;
import java.util.Optional;

/**
 * A datagram is no message of this protocol. Carries no stack trace: anybody can send such
 * datagrams at any rate, so refusing one must be cheap.
 */
public final class MalformedMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong; the first five leave nothing of the datagram to be trusted. */
  public enum Reason {
    /** Fewer bytes than a header. */
    TOO_SHORT("shorter than a header"),
    /** More bytes than {@link MessageCodec#MAX_DATAGRAM_BYTES}. */
    TOO_LONG("longer than a datagram may be"),
    /** The first byte is not {@link MessageCodec#MAGIC}: another protocol. */
    BAD_MAGIC("not this protocol"),
    /** A protocol version whose layout is not known here. */
    UNKNOWN_VERSION("unknown protocol version"),
    /** Damaged on the way, or made up. */
    BAD_CHECKSUM("the checksum does not match"),
    /** A message type this version does not have; a request of it deserves a refusal. */
    UNKNOWN_TYPE("unknown message type"),
    /** A length or count claims more than there is. */
    BAD_LENGTH("the body ends too early"),
    /** A field holds a value it may not have. */
    BAD_VALUE("a field is out of range");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  private final Reason reason;
  private final transient Header header; // null before the checksum matched
  private final int typeCode;

  private MalformedMessageException(String message, Reason reason, Header header, int typeCode) {
    super(message, null, false, false);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.header = header;
    this.typeCode = typeCode;
  }

  static MalformedMessageException of(Reason reason) {
    return new MalformedMessageException(reason.text, reason, null, -1);
  }

  static MalformedMessageException badValue(String detail) {
    return new MalformedMessageException(detail, Reason.BAD_VALUE, null, -1);
  }

  MalformedMessageException in(Header sentWith, int sentAsType) {
    return new MalformedMessageException(getMessage(), reason, sentWith, sentAsType);
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }

  /** The datagram's header, if the checksum matched and only type or body are wrong. */
  public Optional<Header> header() {
    return Optional.ofNullable(header);
  }

  /**
   * The message type's wire code (0 to 255), known or not; -1 where there is no {@link #header}.
   */
  public int typeCode() {
    return typeCode;
  }
}
