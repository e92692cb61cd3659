package io.simpledht.simulator.scenario;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.simpledht.simulator.scenario.YamlNode.Mapping;
import io.simpledht.simulator.scenario.YamlNode.Scalar;
import io.simpledht.simulator.scenario.YamlNode.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML into nodes that know their lines, so that every later complaint can name one. */
final class YamlReader {

  private static final YAMLFactory FACTORY =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final int MAX_DEPTH = 20;

  private final JsonParser parser;

  private YamlReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one document.
   *
   * @param source what to call it in messages
   */
  static Mapping read(String source, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return new Mapping(new LinkedHashMap<>(), 1);
      }
      YamlNode root = new YamlReader(parser).node(0);
      if (root instanceof Mapping mapping) {
        return mapping;
      }
      throw new ScenarioException(
          source + ":1: a scenario is made of fields such as \"nodes: 20\", not of " + root.kind());
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ScenarioException(source + ":" + line + ": " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ScenarioException(source + ": " + e.getMessage());
    }
  }

  private static String firstLine(String message) {
    return "not valid YAML: " + message.lines().findFirst().orElse("unreadable");
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private YamlNode node(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("more than " + MAX_DEPTH + " levels deep");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(depth);
    }
    if (token == JsonToken.START_ARRAY) {
      return sequence(depth);
    }
    return new Scalar(token == JsonToken.VALUE_NULL ? "" : parser.getText(), line());
  }

  private Mapping mapping(int depth) throws IOException {
    int line = line();
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, node(depth + 1));
    }
    return new Mapping(fields, line);
  }

  private Sequence sequence(int depth) throws IOException {
    int line = line();
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(depth + 1));
    }
    return new Sequence(items, line);
  }
}
