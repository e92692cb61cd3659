package io.simpledht.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), which every Java platform is required to offer. */
final class Sha256 {

  private Sha256() {}

  static byte[] digest(Bytes content) {
    MessageDigest sha = newDigest();
    sha.update(content.asBuffer());
    return sha.digest();
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
