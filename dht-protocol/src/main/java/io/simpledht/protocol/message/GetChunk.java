package io.simpledht.protocol.message;

import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.Objects;

/**
 * Asks for a piece of an announced value.
 *
 * @param key the value's key
 * @param version the announced version; {@link Version#NONE} for the value a client offers in a
 *     {@link Put}
 * @param offset first byte wanted, at least 0
 * @param length bytes wanted, 1 to {@value #MAX_LENGTH}
 */
public record GetChunk(Key key, Version version, int offset, int length) implements Request<Chunk> {

  /** What fits one datagram: 1200 bytes less 48 of header and 6 of offset and length. */
  public static final int MAX_LENGTH = 1_146;

  public GetChunk {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(version, "version");
    Limits.requireRange("offset", offset, 0, Integer.MAX_VALUE);
    Limits.requireRange("length", length, 1, MAX_LENGTH);
  }

  @Override
  public MessageType type() {
    return MessageType.GET_CHUNK;
  }

  @Override
  public Class<Chunk> responseType() {
    return Chunk.class;
  }
}
