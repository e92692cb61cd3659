package io.simpledht.cli;

/**
 * An option of a command.
 *
 * @param name what follows the two hyphens
 * @param letter what may follow one hyphen instead, or 0
 * @param argument name of its argument in help texts, or nothing if it takes none
 * @param help what it does, one line
 */
record Option(String name, char letter, String argument, String help) {

  /** Known to every command. */
  static final Option HELP = new Option("help", 'h', "", "show this help");

  static Option flag(String name, String help) {
    return new Option(name, (char) 0, "", help);
  }

  static Option of(String name, String argument, String help) {
    return new Option(name, (char) 0, argument, help);
  }

  boolean takesArgument() {
    return !argument.isEmpty();
  }

  /** As it is typed. */
  String typed() {
    return "--" + name;
  }
}
