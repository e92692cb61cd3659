package io.simpledht.simulator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.simpledht.simulator.result.RunResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Results as text, one JSON object per line in UTF-8, so that parts of a sweep can be joined with
 * nothing but {@code cat}. What is written reads back equal, and equal results give equal bytes on
 * every JDK.
 */
public final class JsonLines {

  /** Strict in reading: a file that another version wrote must not pass with holes. */
  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // Java 19 changed how it prints some doubles; this does not.
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private JsonLines() {}

  /** One result, or a record that holds one, as a line without the line's end. */
  public static String line(Record result) {
    try {
      return MAPPER.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a result that JSON cannot hold", e);
    }
  }

  /** Writes all results, replacing the file. */
  public static void write(Path file, List<RunResult> runs) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (RunResult run : runs) {
        out.write(line(run));
        out.write('\n');
      }
    }
  }

  /**
   * Reads all results of a file; empty lines are skipped.
   *
   * @throws IOException if the file cannot be read or a line is no result; the message names both
   */
  public static List<RunResult> read(Path file) throws IOException {
    return read(file, RunResult.class);
  }

  /** As {@link #read(Path)}, but lines of another kind. */
  public static <T extends Record> List<T> read(Path file, Class<T> type) throws IOException {
    List<T> results = new ArrayList<>();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          results.add(parse(line, type));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IOException(file + ":" + number + ": not a result of a run: " + reason(e), e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ":" + (number + 1) + " or soon after: not UTF-8", e);
    }
    return results;
  }

  private static <T> T parse(String line, Class<T> type) throws JsonProcessingException {
    T result = MAPPER.readValue(line, type);
    if (result == null) {
      throw new NoResultException();
    }
    return result;
  }

  /** The first line of the reason; the rest quotes the input. */
  private static String reason(JsonProcessingException e) {
    String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    return e.getLocation() == null
        ? reason
        : reason + " (column " + e.getLocation().getColumnNr() + ")";
  }

  private static final class NoResultException extends JsonProcessingException {
    private static final long serialVersionUID = 1;

    NoResultException() {
      super("null");
    }
  }
}
