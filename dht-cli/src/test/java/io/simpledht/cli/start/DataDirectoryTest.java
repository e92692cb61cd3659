package io.simpledht.cli.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.cli.console.FailedException;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.PeerList.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node finds in its data directory, and what it refuses to take for its own. */
final class DataDirectoryTest {

  @TempDir private Path folder;

  private DataDirectory open() {
    return DataDirectory.open(folder.toString());
  }

  private static Peer peer(int number, int lastSeenMillis) {
    Address address = Address.ofV4(10 << 24 | number, 5_000);
    return new Peer(new Contact(Id.ofWords(number, 0, 0, 0), address), lastSeenMillis, 0);
  }

  @Test
  void shouldBeTheSameNodeEachTimeAndAnotherOneElsewhere(@TempDir Path elsewhere)
      throws IOException {
    Id id;
    try (DataDirectory first = open()) {
      id = first.id();
      assertThat(first.peers()).isEmpty();
    }
    try (DataDirectory again = open();
        DataDirectory other = DataDirectory.open(elsewhere.toString())) {
      assertThat(again.id()).isEqualTo(id);
      assertThat(other.id()).isNotEqualTo(id);
    }
  }

  @Test
  void shouldRememberThePeersHeardLast() throws IOException {
    List<Peer> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(peer(i, 1_000 - i));
    }
    try (DataDirectory directory = open()) {
      directory.save(many);
      directory.save(List.of());
    }
    try (DataDirectory again = open()) {
      assertThat(again.peers())
          .hasSize(DataDirectory.MAX_PEERS)
          .contains("10.0.0.99:5000", "10.0.0.84:5000")
          .doesNotContain("10.0.0.83:5000");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("identity", "lock", "peers");
    }
  }

  @Test
  void shouldBelongToOneNodeAtATime() throws IOException {
    try (DataDirectory taken = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(FailedException.class)
          .hasMessage("Another node uses the data directory " + folder);
      assertThat(taken.id()).isNotNull();
    }
    open().close();
  }

  @ParameterizedTest
  @CsvSource({
    "identity, '', hexadecimal",
    "identity, 12ab, hexadecimal",
    "identity, zz, hexadecimal",
    "peers, nonsense, is not host:port",
    "peers, 10.0.0.1:0, is not host:port",
    "peers, 10.0.0.1:65536, is not host:port",
    "peers, :5000, is not host:port",
    "peers, a b:5000, is not host:port",
    "peers, [fe80::1%2]:5000, is not host:port"
  })
  void shouldNameTheFileItCannotRead(String name, String content, String why) throws IOException {
    open().close();
    Files.writeString(folder.resolve(name), content + "\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(FailedException.class)
        .hasMessageStartingWith("Cannot read " + folder.resolve(name) + ": ")
        .hasMessageContaining(why);
    Files.delete(folder.resolve(name));
    open().close(); // and is not left locked
  }

  @Test
  void shouldSayWhyADirectoryCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> DataDirectory.open(file.toString()))
        .isInstanceOf(FailedException.class)
        .hasMessageStartingWith("Cannot use the data directory " + file);
  }
}
