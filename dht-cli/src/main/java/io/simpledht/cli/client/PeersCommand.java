package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Durations;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.Target;
import io.simpledht.protocol.message.PeerList.Peer;
import java.util.List;

/** {@code peers}. */
public final class PeersCommand extends ClientCommand {

  public PeersCommand(RemoteNode.Opener opener) {
    super(opener);
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "peers",
        "",
        "List the peers a node knows",
        List.of(
            "A line each, with a tab between id, address, round-trip time and the time",
            "since it was last heard."),
        Target.options(),
        List.of("simpledht peers", "simpledht peers --port 5001 --json"));
  }

  @Override
  void prepare(Arguments arguments, Console console) {
    arguments.operands();
  }

  @Override
  int ask(RemoteNode node, Arguments arguments, Console console) {
    List<Peer> peers = node.peers();
    if (json(arguments)) {
      console.line(describe(peers));
      return ExitStatus.OK;
    }
    for (Peer peer : peers) {
      console.line(row(peer));
    }
    if (peers.isEmpty() && console.terminal()) {
      console.error("The node knows no peers");
    }
    return ExitStatus.OK;
  }

  private static String row(Peer peer) {
    int micros = peer.roundTripMicros();
    return peer.contact().id().shortText()
        + "\t"
        + peer.contact().address()
        + "\t"
        + (micros == 0 ? "-" : Durations.millis(java.time.Duration.ofNanos(micros * 1_000L)))
        + "\t"
        + Durations.rough(peer.lastSeenMillis());
  }

  private static String describe(List<Peer> peers) {
    JsonWriter json = JsonWriter.of(true).field("count", peers.size()).beginArray("peers");
    for (Peer peer : peers) {
      json.beginObject().field("id", peer.contact().id().toString());
      json.field("address", peer.contact().address().toString());
      json.field("roundTripMicros", peer.roundTripMicros());
      json.field("lastSeenMillis", peer.lastSeenMillis()).endObject();
    }
    return json.endArray().finish();
  }
}
