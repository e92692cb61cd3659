package io.simpledht.protocol.message;

import io.simpledht.protocol.Key;
import io.simpledht.protocol.WriteConcern;
import java.util.Objects;

/**
 * A client's write or delete, carried out by the receiving node on the whole network. The node
 * takes the write once for each request id, however often the request arrives.
 *
 * @param key the key
 * @param payload the value; {@link Payload#ABSENT} deletes; an announced one is pulled from the
 *     client with {@link io.simpledht.protocol.Version#NONE}
 * @param ttlMillis time to live, or 0 for ever
 * @param concern how many replicas must confirm
 * @param deadlineMillis answer with what is known by then, milliseconds from arrival, 1 to {@value
 *     #MAX_DEADLINE_MILLIS}
 */
public record Put(
    Key key, Payload payload, long ttlMillis, WriteConcern concern, int deadlineMillis)
    implements Request<PutOutcome> {

  /** Ten minutes. */
  public static final int MAX_DEADLINE_MILLIS = 600_000;

  public Put {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(concern, "concern");
    Limits.requireRange("ttlMillis", ttlMillis, 0, Long.MAX_VALUE);
    Limits.requireRange("deadlineMillis", deadlineMillis, 1, MAX_DEADLINE_MILLIS);
  }

  @Override
  public MessageType type() {
    return MessageType.PUT;
  }

  @Override
  public Class<PutOutcome> responseType() {
    return PutOutcome.class;
  }
}
