package io.simpledht.protocol;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;

/** SHA-256 (FIPS 180-4), which every Java platform is required to offer. */
final class Sha256 {

  // A digest and room for its result for each thread that hashes: what is used again allocates
  // nothing, and a joiner hashes every key of the network. The value is of classes of the platform,
  // so a thread that lives longer than us does not keep our class loader alive.
  private static final ThreadLocal<Map.Entry<MessageDigest, ByteBuffer>> OF_THREAD =
      ThreadLocal.withInitial(
          () -> new SimpleImmutableEntry<>(lookUp(), ByteBuffer.wrap(new byte[Id.BYTES])));

  private Sha256() {}

  /** The digest of {@code content}, to be read before this thread asks for the next one. */
  static ByteBuffer digest(byte[] content) {
    Map.Entry<MessageDigest, ByteBuffer> ours = OF_THREAD.get();
    MessageDigest sha = ours.getKey();
    ByteBuffer result = ours.getValue();
    sha.update(content);
    try {
      sha.digest(result.array(), 0, Id.BYTES); // and begins afresh
    } catch (DigestException impossible) {
      throw new AssertionError("the room is as long as the result", impossible);
    }
    return result.rewind();
  }

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
