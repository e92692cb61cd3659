package io.simpledht.simulator.scenario;

import java.util.List;
import java.util.Map;

/** A piece of a YAML document that knows its line. */
sealed interface YamlNode {

  /** From 1; 0 if it was given on the command line. */
  int line();

  /** Text, a number, true or false: as it was written. */
  record Scalar(String text, int line) implements YamlNode {}

  /** Fields in the order of the document. */
  record Mapping(Map<String, YamlNode> fields, int line) implements YamlNode {}

  /** A list. */
  record Sequence(List<YamlNode> items, int line) implements YamlNode {}

  /** What it is, for messages. */
  default String kind() {
    if (this instanceof Mapping) {
      return "a group of fields";
    }
    return this instanceof Sequence ? "a list" : "\"" + ((Scalar) this).text() + "\"";
  }
}
