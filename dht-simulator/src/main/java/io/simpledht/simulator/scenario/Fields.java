package io.simpledht.simulator.scenario;

import io.simpledht.simulator.scenario.YamlNode.Mapping;
import io.simpledht.simulator.scenario.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of one group in a scenario file. Each is asked for by name, with a default; {@link
 * #done} then complains about those nobody asked for. Every complaint names the line, the field and
 * what may stand there.
 */
final class Fields {

  private final String source;
  private final String path;
  private final Mapping mapping;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(String source, String path, Mapping mapping) {
    this.source = source;
    this.path = path;
    this.mapping = mapping;
  }

  boolean has(String name) {
    known.add(name);
    return mapping.fields().containsKey(name);
  }

  /** The names present, in order. */
  List<String> names() {
    return List.copyOf(mapping.fields().keySet());
  }

  /** A group of fields; an empty one if it is left out. */
  Fields group(String name) {
    known.add(name);
    YamlNode node = mapping.fields().get(name);
    boolean empty = node == null || node instanceof Scalar scalar && scalar.text().isEmpty();
    Mapping inner = empty ? new Mapping(new LinkedHashMap<>(), mapping.line()) : null;
    if (!empty && node instanceof Mapping given) {
      inner = given;
    }
    if (inner == null) {
      throw wrong(node, name, node.kind() + " must be a group of fields, such as {a: 1, b: 2}");
    }
    return new Fields(source, full(name), inner);
  }

  /** Whether a field is there and is a group of fields rather than a plain value. */
  boolean holdsGroup(String name) {
    known.add(name);
    return mapping.fields().get(name) instanceof Mapping;
  }

  /** A list of groups that have exactly one field each: its name, and what is in it. */
  List<Map.Entry<String, Fields>> list(String name) {
    known.add(name);
    YamlNode node = mapping.fields().get(name);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof YamlNode.Sequence sequence)) {
      throw wrong(node, name, node.kind() + " must be a list");
    }
    List<Map.Entry<String, Fields>> result = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      if (!(item instanceof Mapping one) || one.fields().size() != 1) {
        throw wrong(
            item, name, "each item must be one name with its fields, as in - run: {for: 10s}");
      }
      String key = one.fields().keySet().iterator().next();
      result.add(Map.entry(key, new Fields(source, full(name), one).group(key)));
    }
    return result;
  }

  String text(String name, String otherwise) {
    return value(name, otherwise, "text", text -> text);
  }

  int count(String name, int otherwise, int least, int most) {
    String what = String.format(Locale.ROOT, "a whole number from %,d to %,d", least, most);
    return value(name, otherwise, what, text -> wholeNumber(text, least, most));
  }

  private static Integer wholeNumber(String text, int least, int most) {
    try {
      int value = Integer.parseInt(text.strip().replace("_", ""));
      return value < least || value > most ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  double number(String name, double otherwise, double least, double most) {
    String what = String.format(Locale.ROOT, "a number from %s to %s", least, most);
    return value(name, otherwise, what, text -> decimal(text, least, most));
  }

  private static Double decimal(String text, double least, double most) {
    try {
      double value = Double.parseDouble(text);
      return value >= least && value <= most ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  double probability(String name, double otherwise) {
    return value(name, otherwise, "a probability (0.2 or 20%)", Units::probability);
  }

  Duration duration(String name, Duration otherwise) {
    return value(name, otherwise, "a duration (80ms, 5s, 10m, 2h)", Units::duration);
  }

  /** A duration between two others, with these in words; null if it is left out. */
  Duration duration(String name, Duration least, Duration most, String words) {
    return value(
        name,
        null,
        "a duration from " + words,
        text -> {
          Duration given = Units.duration(text);
          boolean fits = given != null && given.compareTo(least) >= 0 && given.compareTo(most) <= 0;
          return fits ? given : null;
        });
  }

  /** A duration that has no default. */
  Duration need(String name) {
    if (!has(name)) {
      throw new ScenarioException(
          at(mapping.line()) + path + " needs " + name + ", a duration (80ms, 5s, 10m, 2h)");
    }
    return duration(name, null);
  }

  double rate(String name, double otherwise) {
    return value(name, otherwise, "a rate (50/s, 3/m, 10/h)", Units::rate);
  }

  int bytes(String name, int otherwise) {
    return value(name, otherwise, "a size (64B, 4KiB, 1MiB)", Units::bytes);
  }

  /** One size, or two with dots between them; null if the text is neither. */
  static int[] byteRange(String text) {
    int dots = text.indexOf("..");
    Integer low = Units.bytes(dots < 0 ? text : text.substring(0, dots));
    Integer high = dots < 0 ? low : Units.bytes(text.substring(dots + 2));
    return low == null || high == null || low > high ? null : new int[] {low, high};
  }

  double bandwidth(String name) {
    return value(name, 0.0, "a bandwidth (512kbit, 8mbit)", Units::bitsPerSecond);
  }

  /** Some nodes; those of a region go by its name. */
  Share share(String name, Share otherwise, List<String> regions) {
    String what = "a part (30%) or a number of nodes (3)";
    String named = regions.isEmpty() ? "" : " or a region (" + String.join(", ", regions) + ")";
    return value(name, otherwise, what + named, text -> Share.parse(text, regions));
  }

  boolean truth(String name, boolean otherwise) {
    return value(name, otherwise, "true or false", Fields::truth);
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  <E extends Enum<E>> E choice(String name, E otherwise, Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(word(constant));
    }
    int index = words.indexOf(word(name, otherwise == null ? "" : word(otherwise), words));
    return index < 0 ? otherwise : type.getEnumConstants()[index];
  }

  /** One of a few words. */
  String word(String name, String otherwise, List<String> words) {
    known.add(name);
    boolean near = mapping.fields().get(name) instanceof Scalar;
    String hint = near ? Spelling.hint(((Scalar) mapping.fields().get(name)).text(), words) : "";
    String what = "one of " + String.join(", ", words) + hint;
    return value(name, otherwise, what, text -> words.contains(text) ? text : null);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Anything else. */
  <T> T value(String name, T otherwise, String what, Function<String, T> parse) {
    known.add(name);
    YamlNode node = mapping.fields().get(name);
    if (node == null) {
      return otherwise;
    }
    T value = node instanceof Scalar scalar ? parse.apply(scalar.text()) : null;
    if (value == null) {
      throw wrong(node, name, node.kind() + " is not allowed; give " + what);
    }
    return value;
  }

  /** A law, as text or as {@code {weibull: {shape: 0.6, scale: 170m}}}; answered as text. */
  String law(String name, String otherwise) {
    known.add(name);
    YamlNode node = mapping.fields().get(name);
    if (node == null) {
      return otherwise;
    }
    String text = node instanceof Scalar scalar ? scalar.text() : called(node);
    if (text == null || LawText.parseOrNull(text) == null) {
      throw wrong(node, name, node.kind() + " is no law; give " + LawText.FORMS);
    }
    return text;
  }

  /** {@code {lognormal: {median: 40ms, sigma: 0.4}}} as {@code lognormal(40ms, 0.4)}. */
  private static String called(YamlNode node) {
    if (!(node instanceof Mapping outer) || outer.fields().size() != 1) {
      return null;
    }
    String law = outer.fields().keySet().iterator().next();
    List<String> parameters =
        switch (law) {
          case "lognormal" -> List.of("median", "sigma");
          case "exponential" -> List.of("mean");
          case "weibull", "pareto" -> List.of("shape", "scale");
          default -> List.of();
        };
    if (!(outer.fields().get(law) instanceof Mapping inner)
        || !inner.fields().keySet().equals(new LinkedHashSet<>(parameters))) {
      return null;
    }
    List<String> values = new ArrayList<>();
    for (String parameter : parameters) {
      values.add(inner.fields().get(parameter) instanceof Scalar s ? s.text() : "");
    }
    return law + "(" + String.join(", ", values) + ")";
  }

  /** Complains about fields that nobody asked for. */
  void done() {
    for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
      if (!known.contains(field.getKey())) {
        throw new ScenarioException(
            at(field.getValue().line())
                + "unknown field "
                + full(field.getKey())
                + Spelling.hint(field.getKey(), known)
                + "; allowed: "
                + String.join(", ", known));
      }
    }
  }

  private ScenarioException wrong(YamlNode node, String name, String why) {
    return new ScenarioException(at(node.line()) + full(name) + ": " + why);
  }

  /** A complaint about this group as a whole. */
  ScenarioException wrong(String why) {
    return new ScenarioException(at(mapping.line()) + (path.isEmpty() ? "" : path + ": ") + why);
  }

  private String full(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String at(int line) {
    return line == 0 ? "" : source + ":" + line + ": ";
  }
}
