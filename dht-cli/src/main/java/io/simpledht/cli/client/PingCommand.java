package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Durations;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.Target;
import io.simpledht.node.PingResult;
import java.util.List;

/** {@code ping}. */
public final class PingCommand extends ClientCommand {

  public PingCommand(RemoteNode.Opener opener) {
    super(opener);
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "ping",
        "",
        "Ask a node for a sign of life",
        List.of("Also tells the address at which the node sees this machine."),
        Target.options(),
        List.of("simpledht ping", "simpledht ping --host 192.0.2.7 --timeout 500ms"));
  }

  @Override
  void prepare(Arguments arguments, Console console) {
    arguments.operands();
  }

  @Override
  int ask(RemoteNode node, Arguments arguments, Console console) {
    PingResult pong = node.ping();
    console.line(json(arguments) ? describe(pong) : sentence(pong, Target.of(arguments)));
    return ExitStatus.OK;
  }

  private static String sentence(PingResult pong, Target target) {
    return target
        + " answered in "
        + Durations.millis(pong.roundTrip())
        + ": node "
        + pong.id().shortText()
        + ", "
        + pong.state().text()
        + ", sees us at "
        + pong.observed();
  }

  private static String describe(PingResult pong) {
    return JsonWriter.of(true)
        .field("id", pong.id().toString())
        .field("state", pong.state().text())
        .field("roundTripMicros", pong.roundTrip().toNanos() / 1_000)
        .field("observed", pong.observed().toString())
        .finish();
  }
}
