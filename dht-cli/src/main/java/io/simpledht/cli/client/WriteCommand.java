package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.FailedException;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.Option;
import io.simpledht.cli.console.Target;
import io.simpledht.cli.console.Texts;
import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Missed;
import java.time.Duration;
import java.util.List;

/** What put and delete share: how many nodes must confirm, and telling how many did. */
abstract class WriteCommand extends ClientCommand {

  static final Option CONCERN =
      Option.of("concern", "WHO", "who must confirm: local, one, N, majority or all");

  /** Unless told otherwise, copies of large values get time as on a slow line: 8 Mbit/s. */
  private static final int SLOW_BYTES_PER_SECOND = 1_000_000;

  WriteCommand(RemoteNode.Opener opener) {
    super(opener);
  }

  @Override
  Duration patience(Target target) {
    return target.forTheWay();
  }

  static WriteOptions writeOptions(Arguments arguments, Duration ttl, int valueBytes) {
    Duration timeout = Target.of(arguments).forTheNetwork();
    if (!arguments.has(Target.TIMEOUT)) {
      timeout = timeout.plusSeconds(valueBytes / SLOW_BYTES_PER_SECOND);
    }
    return new WriteOptions(concern(arguments), ttl, timeout);
  }

  private static WriteConcern concern(Arguments arguments) {
    String text = arguments.value(CONCERN, "all");
    return switch (text) {
      case "local" -> WriteConcern.LOCAL;
      case "one" -> WriteConcern.ONE;
      case "majority" -> WriteConcern.MAJORITY;
      case "all" -> WriteConcern.ALL;
      default -> count(text, arguments);
    };
  }

  private static WriteConcern count(String text, Arguments arguments) {
    try {
      return WriteConcern.count(Integer.parseInt(text));
    } catch (IllegalArgumentException notACount) {
      throw arguments.wrong(
          "--concern must be local, one, majority, all or 1 to "
              + WriteConcern.MAX_COUNT
              + ", was \""
              + text
              + "\"");
    }
  }

  /**
   * Tells what became of a write.
   *
   * @param verb {@code Stored} or {@code Deleted}
   */
  static int tell(String verb, Key key, PutResult result, Arguments arguments, Console console) {
    if (json(arguments)) {
      console.line(describe(key, result));
    } else if (result.isStored()) {
      console.line(verb + " \"" + Texts.oneLine(key) + "\" on " + nodes(result));
    } else {
      throw new FailedException(
          verb + " \"" + Texts.oneLine(key) + "\" only on " + nodes(result) + missed(result),
          List.of(
              "the nodes that have it keep it and go on spreading it: nothing needs to be repeated",
              "to ask for less, use --concern majority or one; to wait longer, --timeout"));
    }
    return result.isStored() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static String nodes(PutResult result) {
    return result.confirmed() + " of " + Texts.count(result.asked(), "node");
  }

  private static String missed(PutResult result) {
    StringBuilder text = new StringBuilder();
    for (Missed missed : result.missed()) {
      text.append("\n  ").append(missed.node().shortText()).append(": ");
      text.append(missed.reason().text());
    }
    return text.toString();
  }

  private static String describe(Key key, PutResult result) {
    JsonWriter json = JsonWriter.of(result.isStored());
    Texts.addTo(json, "key", key.bytes());
    json.field("confirmed", result.confirmed()).field("asked", result.asked());
    json.field("version", result.version().toString()).beginArray("missed");
    for (Missed missed : result.missed()) {
      json.beginObject().field("node", missed.node().toString());
      json.field("reason", missed.reason().text()).endObject();
    }
    return json.endArray().finish();
  }
}
