package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.Durations;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.Target;
import io.simpledht.cli.console.Texts;
import io.simpledht.node.NodeInfo;
import io.simpledht.protocol.message.Info;
import java.util.List;

/** {@code info}. */
public final class InfoCommand extends ClientCommand {

  private static final int LABEL_WIDTH = 13;

  public InfoCommand(RemoteNode.Opener opener) {
    super(opener);
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "info",
        "",
        "Show how a node is: its state, peers, data and traffic",
        List.of(),
        Target.options(),
        List.of("simpledht info", "simpledht info --host 192.0.2.7 --port 5001 --json"));
  }

  @Override
  void prepare(Arguments arguments, Console console) {
    arguments.operands();
  }

  @Override
  int ask(RemoteNode node, Arguments arguments, Console console) {
    NodeInfo answer = node.info();
    console.out().print(json(arguments) ? describe(answer) : table(answer));
    return ExitStatus.OK;
  }

  private static String table(NodeInfo answer) {
    Info info = answer.details();
    StringBuilder text = new StringBuilder(512);
    row(text, "Node", answer.id().shortText() + " at " + info.address());
    row(text, "State", info.state().text() + ", up " + Durations.rough(info.uptimeMillis()));
    row(text, "Peers", info.peers() + ", network of about " + info.networkSize());
    row(text, "Replication", replication(info.replicationFactor()));
    row(text, "Entries", info.entries() + " (" + Texts.size(info.contentBytes()) + ")");
    row(text, "Deletes kept", Long.toString(info.tombstones()));
    row(text, "Sent", traffic(info.traffic().datagramsSent(), info.traffic().bytesSent()));
    row(
        text,
        "Received",
        traffic(info.traffic().datagramsReceived(), info.traffic().bytesReceived()));
    row(text, "Refused", info.refusedDatagrams() + " datagrams");
    row(text, "Round trip", Durations.millis(answer.roundTrip()));
    return text.toString();
  }

  private static String replication(int factor) {
    return factor == 0 ? "full: a copy on every node" : factor + " copies of each key";
  }

  private static String traffic(long datagrams, long bytes) {
    return datagrams + " datagrams (" + Texts.size(bytes) + ")";
  }

  private static void row(StringBuilder text, String label, String value) {
    text.append(label).append(':');
    for (int width = label.length(); width < LABEL_WIDTH; width++) {
      text.append(' ');
    }
    text.append(value).append('\n');
  }

  private static String describe(NodeInfo answer) {
    Info info = answer.details();
    JsonWriter json = JsonWriter.of(true);
    json.field("id", answer.id().toString()).field("address", info.address().toString());
    json.field("state", info.state().text()).field("uptimeMillis", info.uptimeMillis());
    json.field("peers", info.peers()).field("networkSize", info.networkSize());
    json.field("replicationFactor", info.replicationFactor());
    json.field("entries", info.entries()).field("tombstones", info.tombstones());
    json.field("contentBytes", info.contentBytes());
    json.field("refusedDatagrams", info.refusedDatagrams());
    json.field("datagramsSent", info.traffic().datagramsSent());
    json.field("bytesSent", info.traffic().bytesSent());
    json.field("datagramsReceived", info.traffic().datagramsReceived());
    json.field("bytesReceived", info.traffic().bytesReceived());
    json.field("sendsDropped", info.traffic().sendsDropped());
    json.field("roundTripMicros", answer.roundTrip().toNanos() / 1_000);
    return json.finish() + "\n";
  }
}
