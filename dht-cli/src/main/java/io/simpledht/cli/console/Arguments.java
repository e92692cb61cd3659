package io.simpledht.cli.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The words after a command, taken apart: {@code --name value}, {@code --name=value}, {@code -n
 * value}, and operands between them. After {@code --} all words are operands; so are {@code -} and
 * negative numbers.
 */
public final class Arguments {

  private final CommandSpec spec;
  private final List<String> operands = new ArrayList<>(2);
  private final List<Option> given = new ArrayList<>(4);
  private final List<String> values = new ArrayList<>(4);

  private Arguments(CommandSpec spec) {
    this.spec = spec;
  }

  /** Takes apart the words from {@code from} on. */
  public static Arguments parse(CommandSpec spec, String[] words, int from) {
    Arguments parsed = new Arguments(spec);
    boolean optionsEnded = false;
    for (int i = from; i < words.length; i++) {
      String word = words[i];
      if (optionsEnded || isOperand(word)) {
        parsed.operands.add(word);
      } else if (word.equals("--")) {
        optionsEnded = true;
      } else {
        i += parsed.addOption(word, i + 1 < words.length ? words[i + 1] : null);
      }
    }
    return parsed;
  }

  private static boolean isOperand(String word) {
    return word.length() < 2
        || word.charAt(0) != '-'
        || word.charAt(1) >= '0' && word.charAt(1) <= '9';
  }

  /** Returns how many words beyond its own it took. */
  private int addOption(String word, String next) {
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String typed = equals < 0 ? word : word.substring(0, equals);
    Option option = find(typed);
    if (has(option) && !option.repeatable()) {
      throw wrong(option.typed() + " is given twice");
    }
    given.add(option);
    if (!option.takesArgument()) {
      if (equals >= 0) {
        throw wrong(option.typed() + " takes no value");
      }
      values.add("");
      return 0;
    }
    if (equals >= 0) {
      values.add(word.substring(equals + 1));
      return 0;
    }
    if (next == null) {
      throw wrong(option.typed() + " needs a value: " + option.typed() + " " + option.argument());
    }
    values.add(next);
    return 1;
  }

  private Option find(String typed) {
    boolean isLong = typed.startsWith("--");
    Option option = null;
    if (isLong) {
      option = spec.option(typed.substring(2));
    } else if (typed.length() == 2) {
      option = spec.option(typed.charAt(1));
    }
    if (option != null) {
      return option;
    }
    List<String> known = new ArrayList<>();
    for (Option each : spec.options()) {
      known.add(each.typed());
    }
    String meant = Suggestion.forWord(typed, known);
    throw wrong(
        "unknown option "
            + typed
            + (meant.isEmpty() ? "; put -- before a word that is no option" : meant));
  }

  /** An error of this command's user. */
  public UsageException wrong(String what) {
    return new UsageException(
        spec.name() + ": " + what + "; see simpledht " + spec.name() + " --help");
  }

  public boolean has(Option option) {
    return index(option) >= 0;
  }

  /** Not {@code List.indexOf}: the first call of a record's equals costs 20 ms of linking. */
  private int index(Option option) {
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).name().equals(option.name())) {
        return i;
      }
    }
    return -1;
  }

  /** The option's value, or {@code otherwise} if it is not given. */
  public String value(Option option, String otherwise) {
    int index = index(option);
    return index < 0 ? otherwise : values.get(index);
  }

  /** All values of an option that may be repeated, in order. */
  public List<String> values(Option option) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).name().equals(option.name())) {
        all.add(values.get(i));
      }
    }
    return all;
  }

  /** All operands; there must be at least one, called {@code name} in the complaint. */
  public List<String> someOperands(String name) {
    if (operands.isEmpty()) {
      throw wrong(name + " is missing: " + spec.usage());
    }
    return operands;
  }

  /** All operands; there must be as many as {@code names}. */
  public List<String> operands(String... names) {
    if (operands.size() < names.length) {
      throw wrong(names[operands.size()] + " is missing: " + spec.usage());
    }
    if (operands.size() > names.length) {
      throw wrong(
          "\""
              + operands.get(names.length)
              + "\" is one word too many: quote what contains spaces");
    }
    return operands;
  }

  /** The option's value as a whole number. */
  public int number(Option option, int otherwise, int min, int max) {
    String text = value(option, null);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // The complaint below fits this too.
    }
    throw wrong(option.typed() + " must be " + min + " to " + max + ", was \"" + text + "\"");
  }

  /** The option's value as a time, {@code 5}, {@code 5s}, {@code 500ms}, {@code 2m}, {@code 1h}. */
  public Duration duration(Option option, Duration otherwise, Duration min, Duration max) {
    String text = value(option, null);
    if (text == null) {
      return otherwise;
    }
    Duration duration = Durations.parse(text);
    if (duration == null) {
      throw wrong(option.typed() + " must be a time such as 5, 500ms or 2m, was \"" + text + "\"");
    }
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      String range = Durations.text(min) + " to " + Durations.text(max);
      throw wrong(option.typed() + " must be " + range + ", was \"" + text + "\"");
    }
    return duration;
  }
}
