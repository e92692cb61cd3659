package io.simpledht.protocol.message;

import io.simpledht.protocol.Bytes;
import java.util.Objects;

/**
 * A piece of a value.
 *
 * @param offset position of the first byte
 * @param data the bytes; none if the sender no longer holds that version
 */
public record Chunk(int offset, Bytes data) implements Response {

  public Chunk {
    Objects.requireNonNull(data, "data");
    Limits.requireRange("offset", offset, 0, Integer.MAX_VALUE);
    Limits.requireRange("length of data", data.length(), 0, GetChunk.MAX_LENGTH);
  }

  /** Whether the sender holds the value no longer, or never did. */
  public boolean isGone() {
    return data.isEmpty();
  }

  @Override
  public MessageType type() {
    return MessageType.CHUNK;
  }
}
