package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Target;
import io.simpledht.node.DhtException;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;

/** A command that asks one node and ends. */
abstract class ClientCommand implements Command {

  private final RemoteNode.Opener opener;

  ClientCommand(RemoteNode.Opener opener) {
    this.opener = opener;
  }

  /** Does it with a node that is open; {@link DhtException}s are explained by the caller. */
  abstract int ask(RemoteNode node, Arguments arguments, Console console);

  /** Checks the arguments and whatever else can be checked before a node is asked. */
  abstract void prepare(Arguments arguments, Console console);

  /** Patience of one exchange with the node. */
  java.time.Duration patience(Target target) {
    return target.timeout();
  }

  @Override
  public final int run(Arguments arguments, Console console) {
    Target target = Target.of(arguments);
    prepare(arguments, console);
    try (RemoteNode node = opener.open(target.host(), target.port(), patience(target))) {
      return ask(node, arguments, console);
    } catch (DhtException failed) {
      throw Failures.explain(failed, target);
    }
  }

  static boolean json(Arguments arguments) {
    return arguments.has(Target.JSON);
  }

  /** The operand as a key. */
  static Key key(String text, Arguments arguments) {
    Bytes bytes = Bytes.utf8(text);
    if (bytes.isEmpty() || bytes.length() > Key.MAX_BYTES) {
      throw arguments.wrong("KEY must be 1 to " + Key.MAX_BYTES + " bytes, was " + bytes.length());
    }
    return Key.of(bytes);
  }
}
