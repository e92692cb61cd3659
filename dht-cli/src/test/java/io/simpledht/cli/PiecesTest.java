package io.simpledht.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.simpledht.cli.console.Durations;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.ProgressLine;
import io.simpledht.cli.console.Sizes;
import io.simpledht.cli.console.Suggestion;
import io.simpledht.cli.console.Texts;
import io.simpledht.node.SyncProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts commands are made of. */
final class PiecesTest {

  @ParameterizedTest
  @CsvSource({"5, 5000", "5s, 5000", "500ms, 500", "2m, 120000", "1h, 3600000", "7d, 604800000"})
  void shouldReadTimes(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "-1", "1.5", "5 s", "5S", "1w", "9999999999999", "999999999999d"})
  void shouldRefuseOtherTimes(String text) {
    assertThat(Durations.parse(text)).isNull();
  }

  @Test
  void shouldShowTimesAsPeopleReadThem() {
    assertThat(Durations.text(Duration.ofMillis(1_500))).isEqualTo("1500 ms");
    assertThat(Durations.text(Duration.ofSeconds(5))).isEqualTo("5 s");
    assertThat(Durations.text(Duration.ofMinutes(10))).isEqualTo("10 m");
    assertThat(Durations.rough(93_784_000)).isEqualTo("1 d 2 h");
    assertThat(Durations.rough(59_999)).isEqualTo("59 s");
    assertThat(Durations.millis(Duration.ofNanos(1_002_003))).isEqualTo("1.002 ms");
  }

  @Test
  void shouldShowSizesAsPeopleReadThem() {
    assertThat(Texts.size(1_023)).isEqualTo("1023 B");
    assertThat(Texts.size(1_024)).isEqualTo("1.0 KiB");
    assertThat(Texts.size(1_048_576L * 3 / 2)).isEqualTo("1.5 MiB");
    assertThat(Texts.size(Long.MAX_VALUE)).isEqualTo("7.9 EiB");
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "64K, 65536", "1M, 1048576", "1 MiB, 1048576", "2gb, 2147483648", "7B, 7"})
  void shouldReadSizes(String text, long bytes) {
    assertThat(Sizes.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "-1", "1.5M", "1T", "1MM", "1000000000"})
  void shouldRefuseOtherSizes(String text) {
    assertThat(Sizes.parse(text)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"get, get, 0", "gte, get, 1", "strat, start, 1", "pus, put, 1", "abc, '', 3"})
  void shouldCountTypingErrors(String from, String to, int distance) {
    assertThat(Suggestion.distance(from, to)).isEqualTo(distance);
    assertThat(Suggestion.distance(to, from)).isEqualTo(distance);
  }

  @Test
  void shouldSuggestWhatWasBegun() {
    assertThat(Suggestion.forWord("del", Commands.NAMES)).isEqualTo(" (did you mean delete?)");
    assertThat(Suggestion.forWord("qqqq", Commands.NAMES)).isEmpty();
  }

  @Test
  void shouldWriteWhatAnyJsonReaderUnderstands() throws IOException {
    StringBuilder nasty = new StringBuilder("\"\\/\n\r\t\ud83d\ude00\u20ac");
    for (char c = 0; c < 0xA0; c++) {
      nasty.append(c);
    }
    String text = nasty.toString();
    JsonWriter json = JsonWriter.of(true).field(text, text).field("n", -1).beginArray("list");
    json.item("a").beginObject().field("b", false).endObject().item("c").endArray();
    String written = json.field("last", "").finish();
    var read = new ObjectMapper().readTree(written);
    assertThat(read.get(text).asText()).isEqualTo(text);
    assertThat(read.get("list").toString()).isEqualTo("[\"a\",{\"b\":false},\"c\"]");
    assertThat(read.get("last").asText()).isEmpty();
    assertThat(written.chars()).noneMatch(Character::isISOControl);
  }

  @Test
  void progressShouldBeALineNowAndThenWhereNobodyWatches() {
    TestConsole console = TestConsole.pipe();
    long[] now = {0};
    ProgressLine line = new ProgressLine(console.console(), () -> now[0]);
    for (int i = 1; i <= 100; i++) {
      line.show(new SyncProgress(i, 100, i * 1_024L, 102_400, false));
      now[0] += 50_000_000;
    }
    line.show(new SyncProgress(100, 100, 102_400, 102_400, true));
    assertThat(console.out().lines().toList())
        .isEqualTo(
            List.of(
                "Syncing: 1 of 100 entries (1 %), 1.0 KiB",
                "Syncing: 41 of 100 entries (41 %), 41.0 KiB",
                "Syncing: 81 of 100 entries (81 %), 81.0 KiB",
                "Synced 100 entries (100.0 KiB)"));
  }

  @Test
  void progressShouldStayOnOneLineOnATerminal() {
    TestConsole console = TestConsole.terminal();
    ProgressLine line = new ProgressLine(console.console(), () -> 0);
    line.show(new SyncProgress(1, 2, 10, 20, false));
    line.show(new SyncProgress(2, 2, 20, 20, true));
    assertThat(console.out())
        .isEqualTo(
            "\r\u001b[KSyncing: 1 of 2 entries (50 %), 10 B\r\u001b[KSynced 2 entries (20 B)\n");
  }

  @Test
  void aSyncThatFetchesNothingShouldBeSilent() {
    TestConsole console = TestConsole.terminal();
    ProgressLine line = new ProgressLine(console.console(), () -> 0);
    line.show(new SyncProgress(0, 5, 0, 20, false));
    line.show(new SyncProgress(0, 5, 0, 20, true));
    assertThat(console.out()).isEmpty();
  }
}
