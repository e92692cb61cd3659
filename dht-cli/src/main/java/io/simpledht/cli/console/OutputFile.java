package io.simpledht.cli.console;

import io.simpledht.protocol.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file a value goes to. Its name shows either what was there before or the whole value: the value
 * is written beside it and takes its place at the end. Devices and pipes are written to directly.
 */
public final class OutputFile {

  private static final int PIECE_BYTES = 1 << 16;

  private final String name;
  private final Path target;
  private final boolean direct;

  private OutputFile(String name, Path target, boolean direct) {
    this.name = name;
    this.target = target;
    this.direct = direct;
  }

  /**
   * Checks what can be checked before the value is there.
   *
   * @throws UsageException if no value could be written there
   */
  public static OutputFile at(String name) {
    Path given;
    try {
      given = Path.of(name).toAbsolutePath();
    } catch (InvalidPathException wrong) {
      throw unusable(name, "it is no file name");
    }
    if (Files.isDirectory(given)) {
      throw unusable(name, "it is a directory: name a file in it");
    }
    boolean exists = Files.exists(given);
    if (exists && !Files.isWritable(given)) {
      throw unusable(name, "you may not write to it: change its permissions");
    }
    if (exists && !Files.isRegularFile(given)) {
      return new OutputFile(name, given, true);
    }
    Path target = exists ? behindLinks(given) : given;
    requireFolder(name, target.getParent());
    return new OutputFile(name, target, false);
  }

  private static Path behindLinks(Path given) {
    try {
      return given.toRealPath();
    } catch (IOException gone) {
      return given;
    }
  }

  private static void requireFolder(String name, Path folder) {
    if (folder == null || !Files.isDirectory(folder)) {
      throw unusable(name, "there is no directory " + folder + ": create it first");
    }
    if (!Files.isWritable(folder)) {
      throw unusable(name, "you may not write to the directory " + folder);
    }
  }

  private static UsageException unusable(String name, String why) {
    return new UsageException("cannot write " + name + ": " + why);
  }

  /** Writes the value, all of it or none. */
  public void write(Bytes value) {
    try {
      if (direct) {
        try (OutputStream device = Files.newOutputStream(target)) {
          copy(value, device);
        }
      } else {
        replace(value);
      }
    } catch (IOException failed) {
      throw new FailedException(
          "Cannot write " + name + ": " + reason(failed),
          List.of(direct ? "try another --out" : name + " is as it was before: try another --out"));
    }
  }

  /** The platform names the file too, if it was to blame. */
  private static String reason(IOException failed) {
    return failed instanceof java.nio.file.FileSystemException named && named.getReason() != null
        ? named.getReason()
        : String.valueOf(failed.getMessage());
  }

  private void replace(Bytes value) throws IOException {
    Path part = target.resolveSibling(partName());
    part.toFile().deleteOnExit(); // also if Ctrl-C ends us
    try {
      try (OutputStream file = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
        copy(value, file);
      }
      keepPermissions(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private String partName() {
    return ".simpledht-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".part";
  }

  private void keepPermissions(Path part) throws IOException {
    if (Files.exists(target)) {
      try {
        Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
      } catch (UnsupportedOperationException notPosix) {
        // Such systems give a new file what its directory says.
      }
    }
  }

  /** Writes piece by piece: large values are not copied whole. */
  public static void copy(Bytes value, OutputStream to) throws IOException {
    ByteBuffer rest = value.asBuffer();
    byte[] piece = new byte[Math.min(PIECE_BYTES, value.length())];
    while (rest.hasRemaining()) {
      int length = Math.min(piece.length, rest.remaining());
      rest.get(piece, 0, length);
      to.write(piece, 0, length);
    }
  }
}
