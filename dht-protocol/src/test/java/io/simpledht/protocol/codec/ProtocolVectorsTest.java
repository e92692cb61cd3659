package io.simpledht.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.codec.Vectors.Vector;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.MessageType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The specification's test vectors, read from the specification itself. */
class ProtocolVectorsTest {

  private static final String SPECIFICATION = "docs/PROTOCOL.md";
  private static final String FENCE = "```vectors\n";

  /** A block of the specification: four labelled lines. */
  record Written(String name, String header, String message, byte[] datagram) {

    static Written parse(String block) {
      String[] lines = block.strip().split("\n");
      return new Written(
          field(lines[0], "name"),
          field(lines[1], "header"),
          field(lines[2], "message"),
          HexFormat.of().parseHex(field(lines[3], "hex")));
    }

    private static String field(String line, String label) {
      assertThat(line).startsWith(label + ":");
      return line.substring(label.length() + 1).strip();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("specified")
  void shouldReadWhatTheSpecificationSpells(Written written) throws Exception {
    Envelope read = Datagrams.decode(written.datagram());
    assertThat(read).isEqualTo(meant(written.name()));
    assertThat(written.header()).isEqualTo(words(read.header()));
    assertThat(written.message()).isEqualTo(read.message().toString());
  }

  @ParameterizedTest
  @MethodSource("specified")
  void shouldWriteWhatTheSpecificationSpells(Written written) throws Exception {
    assertThat(Datagrams.encode(meant(written.name()))).isEqualTo(written.datagram());
  }

  @Test
  void shouldSpecifyEveryMessageType() throws Exception {
    Stream<MessageType> types =
        specified().stream().map(written -> MessageType.ofCode(written.datagram()[2]));
    assertThat(types.distinct()).containsExactlyInAnyOrder(MessageType.values());
  }

  /** Fails with the whole block as it should be, ready to be copied. */
  @Test
  void shouldSpecifyAllVectorsInOrder() throws Exception {
    String block =
        Vectors.all().stream().map(ProtocolVectorsTest::render).collect(Collectors.joining("\n"));
    assertThat(specifiedBlock().strip()).isEqualTo(block.strip());
  }

  @Test
  void shouldNameEveryMessageTypeAndCode() throws Exception {
    String text = specification();
    assertThat(MessageType.values())
        .allSatisfy(
            type -> assertThat(text).contains(String.format("### 0x%02X %s", type.code(), type)));
  }

  static List<Written> specified() throws IOException {
    return Arrays.stream(specifiedBlock().split("\n\n")).map(Written::parse).toList();
  }

  private static String specifiedBlock() throws IOException {
    String text = specification();
    int start = text.indexOf(FENCE) + FENCE.length();
    return text.substring(start, text.indexOf("```", start));
  }

  private static String specification() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(SPECIFICATION))) {
      folder = folder.getParent();
    }
    return Files.readString(folder.resolve(SPECIFICATION), StandardCharsets.UTF_8)
        .replace("\r\n", "\n");
  }

  private static Envelope meant(String name) {
    return Vectors.all().stream()
        .filter(vector -> vector.name().equals(name))
        .findFirst()
        .orElseThrow()
        .envelope();
  }

  private static String render(Vector vector) {
    return String.format(
            "name:    %s%nheader:  %s%nmessage: %s%nhex:     %s%n",
            vector.name(),
            words(vector.envelope().header()),
            vector.envelope().message(),
            HexFormat.of().formatHex(Datagrams.encode(vector.envelope())))
        .replace("\r\n", "\n");
  }

  private static String words(Header header) {
    return String.format(
        "request %016x, sender %s, %s, attempt %d",
        header.requestId(),
        header.sender(),
        header.light() ? "light" : "not light",
        header.attempt());
  }
}
