package io.simpledht.simulator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.simpledht.simulator.result.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts frame, style, script and data together into one file that needs no other. */
final class Page {

  /** In this order: each uses what stands before it. */
  private static final List<String> SCRIPTS =
      List.of(
          "base.js",
          "timechart.js",
          "figures.js",
          "ring.js",
          "sequence.js",
          "runs.js",
          "sweep.js",
          "detail.js",
          "page.js");

  private Page() {}

  static String of(List<RunResult> runs) {
    StringBuilder script = new StringBuilder();
    SCRIPTS.forEach(name -> script.append(resource(name)));
    return resource("page.html")
        .replace("/*STYLE*/", resource("page.css"))
        .replace("/*SCRIPT*/", script)
        .replace("/*DATA*/", data(runs));
  }

  /**
   * JSON in which nothing can end the script element it stands in: every {@code <} is written as an
   * escape, which only occurs within strings.
   */
  static String data(List<RunResult> runs) {
    try {
      String json = JsonLines.MAPPER.writeValueAsString(new PageData(runs).toJson());
      // Wall times get a line of their own, so that two reports are easily compared without them.
      return json.replace("<", "\\u003c")
          .replace(",\"wall\":", ",\n\"wall\":")
          .replace(",\"details\":", ",\n\"details\":");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("results that JSON cannot hold", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not in this jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
