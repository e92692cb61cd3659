package io.simpledht.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), which every Java platform is required to offer. */
final class Sha256 {

  // One for each thread that hashes: a digest that is used again allocates nothing, and a joiner
  // hashes every key of the network. The value is a class of the platform, so a thread that lives
  // longer than us does not keep our class loader alive.
  private static final ThreadLocal<MessageDigest> OF_THREAD =
      ThreadLocal.withInitial(Sha256::lookUp);

  private Sha256() {}

  static byte[] digest(Bytes content) {
    MessageDigest sha = OF_THREAD.get();
    content.feed(sha);
    return sha.digest(); // and begins afresh
  }

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
