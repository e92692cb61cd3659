package io.simpledht.protocol.message;

import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import java.util.Objects;

/**
 * A client's read, carried out by the receiving node on the whole network.
 *
 * @param key the key
 * @param concern how many replicas must answer
 */
public record Get(Key key, ReadConcern concern) implements Request<GetResult> {

  public Get {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(concern, "concern");
  }

  @Override
  public MessageType type() {
    return MessageType.GET;
  }

  @Override
  public Class<GetResult> responseType() {
    return GetResult.class;
  }
}
