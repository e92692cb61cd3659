package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Target;
import io.simpledht.protocol.Key;
import java.time.Duration;
import java.util.List;

/** {@code delete KEY}. */
public final class DeleteCommand extends WriteCommand {

  private Key key;

  public DeleteCommand(RemoteNode.Opener opener) {
    super(opener);
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "delete",
        "KEY",
        "Delete a key and its value",
        List.of(
            "A delete is stored like a value, so that no node that was away brings the",
            "key back. Deleting what does not exist works too."),
        Target.options(CONCERN),
        List.of("simpledht delete greeting", "simpledht delete greeting --concern one --json"));
  }

  @Override
  void prepare(Arguments arguments, Console console) {
    key = key(arguments.operands("KEY").get(0), arguments);
    writeOptions(arguments, Duration.ZERO, 0);
  }

  @Override
  int ask(RemoteNode node, Arguments arguments, Console console) {
    return tell(
        "Deleted",
        key,
        node.delete(key, writeOptions(arguments, Duration.ZERO, 0)),
        arguments,
        console);
  }
}
