package io.simpledht.node;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What can be done with the data, the same from inside the network ({@link DhtNode}) and from
 * outside ({@link DhtClient}).
 *
 * <p>Keys are 1 to {@value Key#MAX_BYTES} bytes, strings count as UTF-8; values are 0 bytes up to
 * the node's limit, 1 MiB by default. The blocking methods may be called from any thread but the
 * node's own event loop, on which they would wait for themselves: they throw {@link
 * IllegalStateException} there. The futures of the {@code Async} methods complete on the event
 * loop: do not block in their callbacks. A program that begins calls faster than the loop takes
 * them fails with {@link DhtException} once 65,536 of them, or 256 MiB of values, wait.
 */
public sealed interface Dht extends AutoCloseable permits DhtNode, DhtClient {

  /**
   * Writes a value. The future completes when the write concern is met, when every replica was
   * heard or given up, or at the timeout: the result tells which.
   *
   * @throws IllegalArgumentException if the value is larger than the limit
   */
  CompletableFuture<PutResult> putAsync(Key key, Bytes value, WriteOptions options);

  /** Deletes a key, with a tombstone that keeps older values from coming back. */
  CompletableFuture<PutResult> deleteAsync(Key key, WriteOptions options);

  /**
   * Reads a key: the newest value the read concern finds, or nothing if there is none. Where
   * neither can be told the future fails with {@link DhtException}, whose message says why: none of
   * the nodes that may hold the key answered, or fewer than the concern demands; or one of them
   * announced a value that did not come, or for whose bytes there was no room.
   */
  CompletableFuture<Optional<Bytes>> getAsync(Key key, ReadConcern concern);

  /** Blocks for the result of an {@code Async} method; throws what it failed with. */
  <T> T await(CompletableFuture<T> result);

  /**
   * Refuses to go on where waiting would never end.
   *
   * @throws IllegalStateException on the event loop
   */
  void requireMayBlock();

  /** {@link #putAsync} and wait. */
  default PutResult put(Key key, Bytes value, WriteOptions options) {
    requireMayBlock();
    return await(putAsync(key, value, options));
  }

  /** Writes bytes with {@link WriteOptions#DEFAULT}. */
  default PutResult put(String key, byte[] value) {
    Objects.requireNonNull(value, "value");
    return put(Key.of(key), Bytes.copyOf(value), WriteOptions.DEFAULT);
  }

  /** Writes text with {@link WriteOptions#DEFAULT}. */
  default PutResult put(String key, String value) {
    Objects.requireNonNull(value, "value");
    return put(Key.of(key), Bytes.utf8(value), WriteOptions.DEFAULT);
  }

  /** {@link #deleteAsync} and wait. */
  default PutResult delete(Key key, WriteOptions options) {
    requireMayBlock();
    return await(deleteAsync(key, options));
  }

  /** Deletes with {@link WriteOptions#DEFAULT}. */
  default PutResult delete(String key) {
    return delete(Key.of(key), WriteOptions.DEFAULT);
  }

  /**
   * {@link #getAsync} and wait.
   *
   * @throws DhtException if it cannot be told whether there is a value
   */
  default Optional<Bytes> get(Key key, ReadConcern concern) {
    return await(getAsync(key, concern));
  }

  /** Reads bytes with {@link ReadConcern#ONE}. */
  default Optional<byte[]> get(String key) {
    return get(Key.of(key), ReadConcern.ONE).map(Bytes::toArray);
  }

  /**
   * Reads text with {@link ReadConcern#ONE}.
   *
   * @throws IllegalStateException if the value is not well-formed UTF-8; read it with {@link
   *     #get(String)}
   */
  default Optional<String> getString(String key) {
    return get(Key.of(key), ReadConcern.ONE)
        .map(
            value ->
                value
                    .asUtf8()
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                "the value of \"" + key + "\" is not UTF-8 text: use get")));
  }

  @Override
  void close();
}
