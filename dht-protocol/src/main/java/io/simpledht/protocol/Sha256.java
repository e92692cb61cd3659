package io.simpledht.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), which every Java platform is required to offer. */
final class Sha256 {

  private static final MessageDigest FRESH = lookUp();

  private Sha256() {}

  static byte[] digest(Bytes content) {
    MessageDigest sha = newDigest();
    sha.update(content.asBuffer());
    return sha.digest();
  }

  // Copying a digest that was never fed is many times cheaper than having the platform look one up.
  private static MessageDigest newDigest() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
