package io.simpledht.cli.simulate;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.Option;
import io.simpledht.cli.console.Suggestion;
import io.simpledht.simulator.scenario.BuiltIn;
import io.simpledht.simulator.scenario.Scenario;
import java.util.List;
import java.util.Locale;

/** {@code simulate list}. */
public final class SimulateListCommand implements Command {

  private static final Option TEXT = Option.of("text", "NAME", "print one as a file to start from");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "simulate list",
        "",
        "List the built-in scenarios, a sentence each",
        List.of(),
        List.of(TEXT, SimulateOptions.JSON),
        List.of("simpledht simulate list", "simpledht simulate list --text hot-key > my.yaml"));
  }

  @Override
  public int run(Arguments arguments, Console console) {
    arguments.operands();
    String wanted = arguments.value(TEXT, null);
    if (wanted != null) {
      console.out().print(text(wanted, arguments));
      return ExitStatus.OK;
    }
    boolean json = arguments.has(SimulateOptions.JSON);
    for (String name : BuiltIn.NAMES) {
      Scenario scenario = BuiltIn.scenario(name, List.of());
      console.line(json ? json(scenario) : line(scenario));
    }
    return ExitStatus.OK;
  }

  private static String text(String name, Arguments arguments) {
    if (!BuiltIn.NAMES.contains(name)) {
      String meant = Suggestion.forWord(name, BuiltIn.NAMES);
      throw arguments.wrong("no built-in scenario is called " + name + meant);
    }
    return BuiltIn.text(name);
  }

  private static String line(Scenario scenario) {
    return String.format(Locale.ROOT, "%-21s %s", scenario.name(), scenario.description());
  }

  private static String json(Scenario scenario) {
    JsonWriter json = new JsonWriter().beginObject().field("name", scenario.name());
    json.field("description", scenario.description()).field("nodes", scenario.nodes());
    return json.field("virtualSeconds", scenario.length().toMillis() / 1e3).finish();
  }
}
