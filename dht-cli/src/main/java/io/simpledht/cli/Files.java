package io.simpledht.cli;

import io.simpledht.node.DhtClient;
import io.simpledht.protocol.Bytes;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Values in files. */
final class Files {

  private Files() {}

  /** The content of a file, or of {@code in} if its name is {@code -}. */
  static Bytes read(String name, InputStream in) {
    try {
      if (name.equals("-")) {
        return bounded(in, "standard input");
      }
      try (InputStream file = new FileInputStream(name)) {
        return bounded(file, name);
      }
    } catch (FileNotFoundException missing) {
      throw new FailedException("Cannot read " + missing.getMessage());
    } catch (IOException failed) {
      throw new FailedException("Cannot read " + name + ": " + failed.getMessage());
    }
  }

  private static Bytes bounded(InputStream in, String name) throws IOException {
    byte[] content = in.readNBytes(DhtClient.MAX_VALUE_BYTES + 1);
    if (content.length > DhtClient.MAX_VALUE_BYTES) {
      throw new FailedException(
          name
              + " is larger than "
              + Texts.size(DhtClient.MAX_VALUE_BYTES)
              + ", too large for a value",
          java.util.List.of("store it in several parts"));
    }
    return Bytes.wrap(content);
  }

  /** Writes a value to a file, replacing what is there. */
  static void write(String name, Bytes value) {
    try (OutputStream file = new FileOutputStream(name)) {
      file.write(value.toArray());
    } catch (FileNotFoundException refused) {
      throw new FailedException("Cannot write " + refused.getMessage());
    } catch (IOException failed) {
      throw new FailedException("Cannot write " + name + ": " + failed.getMessage());
    }
  }
}
