package io.simpledht.cli;

/**
 * An option of a command.
 *
 * @param name what follows the two hyphens
 * @param letter what may follow one hyphen instead, or 0
 * @param argument name of its argument in help texts, or nothing if it takes none
 * @param help what it does, one line
 * @param repeatable whether it may be given more than once
 */
record Option(String name, char letter, String argument, String help, boolean repeatable) {

  /** Known to every command. */
  static final Option HELP = new Option("help", 'h', "", "show this help", false);

  static Option flag(String name, String help) {
    return new Option(name, (char) 0, "", help, false);
  }

  static Option of(String name, String argument, String help) {
    return new Option(name, (char) 0, argument, help, false);
  }

  /** One that may be given more than once. */
  static Option repeatable(String name, String argument, String help) {
    return new Option(name, (char) 0, argument, help, true);
  }

  boolean takesArgument() {
    return !argument.isEmpty();
  }

  /** As it is typed. */
  String typed() {
    return "--" + name;
  }
}
