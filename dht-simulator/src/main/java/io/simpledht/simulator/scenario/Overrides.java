package io.simpledht.simulator.scenario;

import io.simpledht.simulator.scenario.YamlNode.Mapping;
import io.simpledht.simulator.scenario.YamlNode.Scalar;
import io.simpledht.simulator.scenario.YamlNode.Sequence;
import java.util.LinkedHashMap;

/** Puts values from the command line in the place of those in a document, before it is read. */
final class Overrides {

  private Overrides() {}

  /**
   * Applies {@code path=value}; items of lists go by the name they start with, as in {@code
   * phases.join.over=10s}.
   */
  static void apply(Mapping document, String override) {
    int equals = override.indexOf('=');
    if (equals <= 0) {
      throw new ScenarioException(
          "\"" + override + "\" is no override; give PATH=VALUE, such as network.loss=20%");
    }
    Scalar value = new Scalar(override.substring(equals + 1), 0);
    put(document, override.substring(0, equals).split("\\."), 0, value);
  }

  private static void put(Mapping place, String[] path, int depth, Scalar value) {
    String name = path[depth];
    if (depth == path.length - 1) {
      place.fields().put(name, value);
      return;
    }
    YamlNode next = place.fields().get(name);
    if (next instanceof Sequence list) {
      put(item(list, path[depth + 1], String.join(".", path)), path, depth + 1, value);
      return;
    }
    if (!(next instanceof Mapping)) {
      next = new Mapping(new LinkedHashMap<>(), 0);
      place.fields().put(name, next);
    }
    put((Mapping) next, path, depth + 1, value);
  }

  /** The first item of a list that starts with this name. */
  private static Mapping item(Sequence list, String name, String path) {
    for (YamlNode item : list.items()) {
      if (item instanceof Mapping one && one.fields().containsKey(name)) {
        return one;
      }
    }
    throw new ScenarioException("no " + name + " in the list that " + path + " names");
  }
}
