package io.simpledht.cli.console;

import io.simpledht.node.DhtClient;
import io.simpledht.protocol.Bytes;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Values that come from files. What is wrong with a file is said before any node is asked. */
public final class InputFile {

  private InputFile() {}

  /** The content of a file, or of {@code in} if its name is {@code -}. */
  public static Bytes read(String name, InputStream in) {
    try {
      if (name.equals("-")) {
        return bounded(in, "standard input");
      }
      File file = new File(name);
      requireReadable(file, name);
      try (InputStream content = new FileInputStream(file)) {
        // Pipes and the like have no length, but may have content.
        return file.length() > 0 ? whole(content, file.length(), name) : bounded(content, name);
      }
    } catch (IOException failed) {
      throw new FailedException("Cannot read " + name + ": " + failed.getMessage());
    }
  }

  private static void requireReadable(File file, String name) {
    if (!file.exists()) {
      throw unusable(name, "there is no such file");
    }
    if (file.isDirectory()) {
      throw unusable(name, "it is a directory, and a value is one file");
    }
    if (!file.canRead()) {
      throw unusable(name, "you may not read it: change its permissions");
    }
  }

  private static UsageException unusable(String name, String why) {
    return new UsageException("cannot read " + name + ": " + why);
  }

  /** Read into one array of the right size: large values are not copied while they are read. */
  private static Bytes whole(InputStream in, long length, String name) throws IOException {
    if (length > DhtClient.MAX_VALUE_BYTES) {
      throw tooLarge(name);
    }
    byte[] content = new byte[(int) length];
    if (in.readNBytes(content, 0, content.length) < content.length || in.read() >= 0) {
      throw new EOFException("its length changed meanwhile: try again");
    }
    return Bytes.wrap(content);
  }

  private static Bytes bounded(InputStream in, String name) throws IOException {
    byte[] content = in.readNBytes(DhtClient.MAX_VALUE_BYTES + 1);
    if (content.length > DhtClient.MAX_VALUE_BYTES) {
      throw tooLarge(name);
    }
    return Bytes.wrap(content);
  }

  private static UsageException tooLarge(String name) {
    return new UsageException(
        name
            + " is larger than "
            + Texts.size(DhtClient.MAX_VALUE_BYTES)
            + ", the most a value can have: store it in several parts");
  }
}
