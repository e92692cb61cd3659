package io.simpledht.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.simpledht.simulator.result.RunResult;
import io.simpledht.simulator.result.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser, uses them and looks whether everything is drawn. */
final class ReportInBrowserTest {

  private static final List<String> CHARTS_OF_A_RUN =
      List.of(
          "bytes",
          "checks",
          "convergence",
          "datagrams",
          "drops",
          "latencies",
          "losses",
          "marks",
          "messages",
          "operations",
          "ring",
          "states",
          "strip",
          "theory");
  private static final Pattern FOUND =
      Pattern.compile("<pre id=\"used\">(.*?)</pre>", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void shouldDrawEveryChartOfASweepAndOfEachRunInFull() throws Exception {
    List<RunResult> runs =
        List.of(SampleRuns.passed(1), SampleRuns.failed(2), SampleRuns.run(3, Verdict.UNKNOWN));

    JsonNode found = use(runs, 1300);

    assertThat(texts(found.get("drawn")))
        .containsAll(CHARTS_OF_A_RUN)
        .contains("sequence", "sweep-grid", "sweep-bootstrap", "sweep-settled");
    assertThat(found.get("rows").asInt()).isEqualTo(3);
  }

  @Test
  void shouldMoveTheRingWithTheSliderOnANarrowScreen() throws Exception {
    JsonNode found = use(List.of(SampleRuns.failed(3)), 500);

    assertThat(texts(found.get("drawn"))).containsAll(CHARTS_OF_A_RUN).contains("sequence");
    assertThat(found.get("moves").asInt()).isGreaterThan(10);
  }

  private JsonNode use(List<RunResult> runs, int width) throws IOException, InterruptedException {
    Chromium browser =
        Chromium.find().orElseGet(() -> abort("no Chromium here: the page stays unseen"));
    Report.write(directory, runs);
    Chromium.Opened opened =
        browser.open(withReader(directory.resolve("report.html")), width, directory);
    assertThat(opened.console()).isEmpty();
    Matcher result = FOUND.matcher(opened.document());
    assertThat(result.find()).as("the reader came to its end").isTrue();
    JsonNode found =
        JsonLines.MAPPER.readTree(
            result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    assertThat(texts(found.get("problems"))).isEmpty();
    return found;
  }

  /** A copy of the page in which a script plays the reader. */
  private Path withReader(Path page) throws IOException {
    try (InputStream in = ReportInBrowserTest.class.getResourceAsStream("use-page.js")) {
      String reader = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String text =
          Files.readString(page).replace("</body>", "<script>" + reader + "</script></body>");
      return Files.writeString(directory.resolve("used.html"), text);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
