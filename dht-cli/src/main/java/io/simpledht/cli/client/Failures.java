package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Durations;
import io.simpledht.cli.console.FailedException;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.Target;
import io.simpledht.node.DhtException;
import io.simpledht.node.NoResponseException;
import io.simpledht.node.RequestRefusedException;
import java.util.List;

/**
 * What went wrong, what it may come from and what to do, in the words the ancestor's users know.
 */
public final class Failures {

  private Failures() {}

  /** Turns what a node did, or did not do, into what a person can act on. */
  public static FailedException explain(DhtException failed, Target target) {
    if (failed instanceof NoResponseException silence) {
      return new FailedException(
          "No response received from " + target + " within " + Durations.text(target.timeout()),
          silence
              .likelyCause()
              .map(List::of)
              .orElseGet(() -> noResponseHints(target.host(), target.port())));
    }
    if (failed instanceof RequestRefusedException refused) {
      return new FailedException(target + " refused: " + refused.getMessage(), hints(refused));
    }
    return new FailedException(String.valueOf(failed.getMessage()), hintsForNames(target));
  }

  /** The three causes of silence, likeliest first, each with its next step. */
  public static List<String> noResponseHints(String host, int port) {
    return List.of(
        "the node is not running: start it there with simpledht start --port " + port,
        "the port is blocked by a firewall: allow UDP " + port + " to " + host,
        "the node is behind NAT without port forwarding: forward UDP " + port + " to it");
  }

  private static List<String> hints(RequestRefusedException refused) {
    return switch (refused.reason()) {
      case UNKNOWN_TYPE -> List.of("the node runs an older version: update it");
      case OVERLOADED, CLOSING, CATCHING_UP, TOO_FEW_ANSWERS ->
          List.of("try again, or ask another node with --host and --port");
      case TOO_LARGE ->
          List.of("start all nodes with a larger --max-value, or store it in several parts");
      case STORE_FULL -> List.of("delete what is not needed, or give the nodes more memory");
      case TRANSFER_FAILED ->
          List.of("datagrams were lost on the way: try again, or a longer --timeout");
      case SAME_ID -> List.of("ask again");
      case INTERNAL_ERROR -> List.of("the node's log has the details");
    };
  }

  private static List<String> hintsForNames(Target target) {
    boolean literal = target.host().indexOf(':') >= 0 || Character.isDigit(target.host().charAt(0));
    return literal ? List.of() : List.of("check the spelling of --host, or use an IP address");
  }

  /** Prints a failure; as JSON on standard output if that was asked for. */
  public static void report(FailedException failed, Console console, Arguments arguments) {
    if (arguments.has(Target.JSON)) {
      JsonWriter json = JsonWriter.of(false);
      describe(failed, json);
      console.line(json.finish());
      return;
    }
    console.error(failed.getMessage());
    printHints(failed.hints(), console);
  }

  static void describe(FailedException failed, JsonWriter json) {
    json.field("error", failed.getMessage()).beginArray("hints");
    for (String hint : failed.hints()) {
      json.item(hint);
    }
    json.endArray();
  }

  private static void printHints(List<String> hints, Console console) {
    if (hints.size() > 1) {
      console.error("Likely causes, and what to do:");
    }
    for (String hint : hints) {
      console.error("  - " + hint);
    }
  }
}
