package io.simpledht.simulator.sweep;

import io.simpledht.simulator.scenario.ScenarioException;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of a scenario that takes several values in one sweep.
 *
 * @param path the field, such as {@code network.loss}
 * @param values what it takes in turn
 */
public record Axis(String path, List<String> values) {

  /** Copies the list. */
  public Axis {
    values = List.copyOf(values);
  }

  /**
   * Reads {@code network.loss=0,5%,20%}; commas within parentheses belong to a value.
   *
   * @throws ScenarioException if it is none
   */
  public static Axis parse(String text) {
    int equals = text.indexOf('=');
    List<String> values = equals <= 0 ? List.of() : values(text.substring(equals + 1));
    if (values.isEmpty() || values.contains("")) {
      throw new ScenarioException(
          "\"" + text + "\" varies nothing; give PATH=VALUE,VALUE, such as network.loss=0,5%,20%");
    }
    return new Axis(text.substring(0, equals), values);
  }

  private static List<String> values(String text) {
    List<String> values = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        values.add(text.substring(start, i));
        start = i + 1;
      }
    }
    values.add(text.substring(start));
    return values;
  }
}
