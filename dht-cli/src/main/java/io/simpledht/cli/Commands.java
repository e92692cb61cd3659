package io.simpledht.cli;

import io.simpledht.cli.client.DeleteCommand;
import io.simpledht.cli.client.GetCommand;
import io.simpledht.cli.client.InfoCommand;
import io.simpledht.cli.client.KeysCommand;
import io.simpledht.cli.client.PeersCommand;
import io.simpledht.cli.client.PingCommand;
import io.simpledht.cli.client.PutCommand;
import io.simpledht.cli.client.RemoteNode;
import io.simpledht.cli.console.Command;
import io.simpledht.cli.simulate.SimulateCommand;
import io.simpledht.cli.start.DemoCommand;
import io.simpledht.cli.start.StartCommand;
import java.util.List;

/** The commands there are. A new one gets a line in each of the two lists. */
final class Commands {

  /** In the order in which a newcomer needs them. */
  static final List<String> NAMES =
      List.of("start", "put", "get", "delete", "info", "peers", "keys", "ping", "demo", "simulate");

  private final RemoteNode.Opener opener;

  Commands(RemoteNode.Opener opener) {
    this.opener = opener;
  }

  /** The command of this name, or null; loads no other. */
  Command find(String name) {
    return switch (name) {
      case "start" -> new StartCommand();
      case "put" -> new PutCommand(opener);
      case "get" -> new GetCommand(opener);
      case "delete" -> new DeleteCommand(opener);
      case "info" -> new InfoCommand(opener);
      case "peers" -> new PeersCommand(opener);
      case "keys" -> new KeysCommand(opener);
      case "ping" -> new PingCommand(opener);
      case "demo" -> new DemoCommand();
      case "simulate" -> new SimulateCommand();
      default -> null;
    };
  }
}
