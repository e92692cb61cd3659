package io.simpledht.cli.start;

import io.simpledht.cli.console.FailedException;
import io.simpledht.node.DhtNode;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.PeerList.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What a node remembers over a restart: who it is, and where its peers were. Not its entries, which
 * its peers give it back. One node at a time: two with one identity would take each other for the
 * same. Each file shows either what was there before or all of what was written.
 */
final class DataDirectory implements AutoCloseable {

  /** Peers remembered, those heard last; one of them has to be there still. */
  static final int MAX_PEERS = 16;

  private static final String IDENTITY = "identity";
  private static final String PEERS = "peers";
  private static final String LOCK = "lock";
  private static final int IDENTITY_BYTES = 32;
  private static final Set<StandardOpenOption> WRITES_ANEW =
      EnumSet.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);

  private final Path directory;
  private final FileChannel lock;
  private final Id id;
  private List<String> peers;

  private DataDirectory(Path directory, FileChannel lock) throws IOException {
    this.directory = directory;
    this.lock = lock;
    this.id = Id.hashOf(Bytes.wrap(readOrMakeIdentity()));
    this.peers = readPeers();
  }

  /**
   * Takes the directory for this process, and creates it if need be.
   *
   * @throws FailedException if it cannot be used, or what is in it cannot be read
   */
  static DataDirectory open(String name) {
    try {
      Path directory = Files.createDirectories(Path.of(name).toAbsolutePath());
      FileChannel lock = lock(directory);
      try {
        return new DataDirectory(directory, lock);
      } catch (IOException | RuntimeException unusable) {
        lock.close();
        throw unusable;
      }
    } catch (IOException | InvalidPathException failed) {
      throw new FailedException("Cannot use the data directory " + name + ": " + reason(failed));
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isTaken(file)) {
      file.close();
      throw new FailedException(
          "Another node uses the data directory " + directory,
          List.of("stop it, or give this one a directory of its own with --data"));
    }
    return file;
  }

  private static boolean isTaken(FileChannel file) throws IOException {
    try {
      return file.tryLock() == null;
    } catch (OverlappingFileLockException byThisProcess) {
      return true;
    }
  }

  /** The node's id: the hash of a random identity, independent of any address. */
  Id id() {
    return id;
  }

  /** Where the peers were when they were saved last, host:port each. */
  List<String> peers() {
    return peers;
  }

  /** Remembers these peers. None are no news: whoever is cut off will want the ones before. */
  void save(List<Peer> present) throws IOException {
    List<String> latest =
        present.stream()
            .sorted(Comparator.comparingInt(Peer::lastSeenMillis))
            .limit(MAX_PEERS)
            .map(peer -> peer.contact().address().toString())
            .sorted()
            .toList();
    if (!latest.isEmpty() && !latest.equals(peers)) {
      write(PEERS, String.join("\n", latest) + "\n");
      peers = latest;
    }
  }

  private byte[] readOrMakeIdentity() throws IOException {
    Path file = directory.resolve(IDENTITY);
    try {
      return HexFormat.of().parseHex(Files.readString(file).strip(), 0, 2 * IDENTITY_BYTES);
    } catch (NoSuchFileException firstStart) {
      byte[] identity = new byte[IDENTITY_BYTES];
      new SecureRandom().nextBytes(identity);
      write(IDENTITY, HexFormat.of().formatHex(identity) + "\n");
      return identity;
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | CharacterCodingException damaged) {
      throw damaged(file, "it does not begin with " + 2 * IDENTITY_BYTES + " hexadecimal digits");
    }
  }

  private List<String> readPeers() throws IOException {
    Path file = directory.resolve(PEERS);
    try {
      List<String> read = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        if (!isHostPort(line)) {
          throw damaged(file, "\"" + line + "\" is not host:port");
        }
        read.add(line);
      }
      return List.copyOf(read.subList(0, Math.min(read.size(), MAX_PEERS)));
    } catch (NoSuchFileException firstStart) {
      return List.of();
    } catch (CharacterCodingException damaged) {
      throw damaged(file, "it is not text");
    }
  }

  /** What was written here has a port, unlike some seeds. */
  private static boolean isHostPort(String line) {
    try {
      DhtNode.builder().seeds(List.of(line)); // reads it
      return line.indexOf(':') > 0;
    } catch (IllegalArgumentException wrong) {
      return false;
    }
  }

  private static FailedException damaged(Path file, String why) {
    return new FailedException(
        "Cannot read " + file + ": " + why,
        List.of("correct it, or delete it and give the node its seeds again with --bootstrap"));
  }

  private void write(String name, String text) throws IOException {
    Path part = directory.resolve(name + ".part");
    try (FileChannel file = FileChannel.open(part, WRITES_ANEW)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true); // else a power cut could leave the name with nothing behind it
    }
    Files.move(
        part,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The platform names the file too, if it was to blame. */
  static String reason(Exception failed) {
    return failed instanceof FileSystemException named && named.getReason() != null
        ? named.getReason() + " (" + named.getFile() + ")"
        : String.valueOf(failed.getMessage());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
