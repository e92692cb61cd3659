package io.simpledht.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.simulator.result.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLinesTest {

  @TempDir private Path directory;

  @Test
  void shouldReadBackExactlyWhatWasWritten() throws IOException {
    List<RunResult> runs =
        List.of(SampleRuns.passed(1), SampleRuns.failed(-5_123_456_789_012_345L));
    Path file = directory.resolve("runs.json");

    JsonLines.write(file, runs);

    assertThat(JsonLines.read(file)).isEqualTo(runs);
  }

  @Test
  void shouldGiveTheSameBytesWhenWrittenAgain() throws IOException {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");

    JsonLines.write(first, SampleRuns.sweep(3));
    JsonLines.write(second, JsonLines.read(first));

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void canJoinFilesByAppendingThem() throws IOException {
    Path file = directory.resolve("joined");

    String lines =
        JsonLines.line(SampleRuns.passed(1)) + "\n\n" + JsonLines.line(SampleRuns.failed(2));
    Files.writeString(file, lines);

    assertThat(JsonLines.read(file)).extracting(RunResult::seed).containsExactly(1L, 2L);
  }

  @Test
  void shouldKeepEachResultOnOneLine() {
    assertThat(JsonLines.line(SampleRuns.failed(1)).lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"scenario\":\"cut off",
        "{}",
        "null",
        "[]",
        "{\"scenario\":\"a\",\"unheardOf\":1}",
        "{\"scenario\":\"a\",\"scenario\":\"b\"}",
        "{\"seed\":\"12\"}",
        "{\"seed\":1.5}"
      })
  void shouldNameFileAndLineOfWhatIsNoResult(String bad) throws IOException {
    Path file = directory.resolve("shard-2.json");
    Files.writeString(file, JsonLines.line(SampleRuns.passed(1)) + "\n" + bad + "\n");

    assertThatThrownBy(() -> JsonLines.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ":2: not a result of a run: ")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void shouldRefuseWhatFollowsAResultOnItsLine() throws IOException {
    Path file = directory.resolve("twice");
    String line = JsonLines.line(SampleRuns.passed(1));
    Files.writeString(file, line + line);

    assertThatThrownBy(() -> JsonLines.read(file)).hasMessageContaining("twice:1: ");
  }

  @Test
  void shouldNameTheFileThatIsNotText() throws IOException {
    Path file = directory.resolve("binary");
    Files.write(file, "abc\u00e4".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> JsonLines.read(file))
        .hasMessageContaining("binary:")
        .hasMessageContaining("UTF-8");
  }
}
