package io.simpledht.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.simpledht.cli.console.ExitStatus;
import io.simpledht.node.DhtClient;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that come from files and go to files. */
final class ValueFilesTest {

  private static final byte[] BINARY = {0, (byte) 0xFF, 27, '\n', 7};

  @TempDir Path folder;

  private final FakeNode node = new FakeNode();
  private TestConsole console = TestConsole.pipe();

  private int run(String... words) {
    return new CommandLine(console.console(), node).run(words);
  }

  private int put(Path file) {
    return run("put", "k", "--file", file.toString());
  }

  private int get(Path file) {
    return run("get", "k", "--out", file.toString());
  }

  private void isRefused(int status, String why) {
    assertThat(status).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(console.err()).startsWith("simpledht: ").contains(why).hasLineCount(1);
    assertThat(console.out()).isEmpty();
    assertThat(node.host).as("no node is asked").isNull();
  }

  private void folderHoldsOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly(names);
    }
  }

  @Test
  void dashShouldStandForTheOutputAlsoOnATerminal() {
    node.values.put(Key.of("k"), Bytes.copyOf(BINARY));
    TestConsole terminal = TestConsole.terminal();
    assertThat(new CommandLine(terminal.console(), node).run("get", "k", "--out", "-")).isZero();
    assertThat(terminal.outBytes()).isEqualTo(BINARY);
  }

  @Test
  void putShouldTakeTheValueFromAFile() throws IOException {
    assertThat(put(Files.write(folder.resolve("value"), BINARY))).isZero();
    assertThat(node.values.get(Key.of("k")).toArray()).isEqualTo(BINARY);
  }

  @Test
  void largeValuesShouldGetTimeForTheirCopiesUnlessTold() throws IOException {
    Path file = Files.write(folder.resolve("value"), new byte[3_000_000]);
    assertThat(put(file)).isZero();
    assertThat(node.options.timeout()).isEqualTo(Duration.ofSeconds(4 + 3));
    assertThat(run("put", "k", "--file", file.toString(), "--timeout", "5")).isZero();
    assertThat(node.options.timeout()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void anEmptyFileShouldBeAnEmptyValue() throws IOException {
    assertThat(put(Files.createFile(folder.resolve("empty")))).isZero();
    assertThat(node.values).containsEntry(Key.of("k"), Bytes.EMPTY);
    assertThat(get(folder.resolve("copy"))).isZero();
    assertThat(folder.resolve("copy")).isEmptyFile();
  }

  @Test
  void putShouldRefuseAFileThatIsNotThere() {
    isRefused(put(folder.resolve("none")), "none: there is no such file");
  }

  @Test
  void putShouldRefuseADirectory() {
    isRefused(put(folder), "it is a directory");
  }

  @Test
  void putShouldRefuseAFileThatIsLargerThanAnyValue() throws IOException {
    Path large = folder.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(DhtClient.MAX_VALUE_BYTES + 1L);
    }
    isRefused(put(large), "large is larger than 64.0 MiB");
  }

  @Test
  void getShouldWriteTheValueToAFileAndNothingElse() throws IOException {
    node.values.put(Key.of("k"), Bytes.copyOf(BINARY));
    assertThat(get(folder.resolve("value"))).isZero();
    assertThat(folder.resolve("value")).hasBinaryContent(BINARY);
    assertThat(console.out()).isEmpty();
    folderHoldsOnly("value");
  }

  @Test
  void getShouldReplaceAFileAndKeepItsPermissionsAndTheLinkToIt() throws IOException {
    node.values.put(Key.of("k"), Bytes.copyOf(BINARY));
    Path file = Files.writeString(folder.resolve("a file"), "old and longer than the new one");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(get(link)).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).hasBinaryContent(BINARY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aFailedGetShouldLeaveTheFileAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("value"), "precious");
    assertThat(get(file)).isEqualTo(ExitStatus.NO_VALUE);
    node.failure = new io.simpledht.node.NoResponseException("silence");
    assertThat(get(file)).isEqualTo(ExitStatus.FAILED);
    assertThat(file).hasContent("precious");
    folderHoldsOnly("value");
  }

  @Test
  void getShouldRefuseADirectoryBeforeItAsks() {
    isRefused(get(folder), "it is a directory: name a file in it");
  }

  @Test
  void getShouldRefuseAFolderThatIsNotThereBeforeItAsks() {
    isRefused(get(folder.resolve("no/value")), "there is no directory");
  }

  @Test
  void getShouldRefuseAFolderItMayNotWriteToBeforeItAsks() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
    assumeTrue(!Files.isWritable(locked), "root may write everywhere");
    isRefused(get(locked.resolve("value")), "you may not write to the directory");
  }

  @Test
  void aFullDiskShouldEndWithOneClearLine() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "only some systems have it");
    node.values.put(Key.of("k"), Bytes.copyOf(BINARY));
    assertThat(get(Path.of("/dev/full"))).isEqualTo(ExitStatus.FAILED);
    assertThat(console.err()).startsWith("Cannot write /dev/full: No space left on device\n");
  }

  @Test
  void aDeviceShouldStayADevice() {
    assumeTrue(Files.exists(Path.of("/dev/null")), "only some systems have it");
    node.values.put(Key.of("k"), Bytes.copyOf(BINARY));
    assertThat(get(Path.of("/dev/null"))).isZero();
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }
}
