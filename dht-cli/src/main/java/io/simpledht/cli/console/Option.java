package io.simpledht.cli.console;

/**
 * An option of a command.
 *
 * @param name what follows the two hyphens
 * @param letter what may follow one hyphen instead, or 0
 * @param argument name of its argument in help texts, or nothing if it takes none
 * @param help what it does, one line
 * @param repeatable whether it may be given more than once
 */
public record Option(String name, char letter, String argument, String help, boolean repeatable) {

  /** Known to every command. */
  public static final Option HELP = new Option("help", 'h', "", "show this help", false);

  public static Option flag(String name, String help) {
    return new Option(name, (char) 0, "", help, false);
  }

  public static Option of(String name, String argument, String help) {
    return new Option(name, (char) 0, argument, help, false);
  }

  /** One that may be given more than once. */
  public static Option repeatable(String name, String argument, String help) {
    return new Option(name, (char) 0, argument, help, true);
  }

  public boolean takesArgument() {
    return !argument.isEmpty();
  }

  /** As it is typed. */
  public String typed() {
    return "--" + name;
  }
}
