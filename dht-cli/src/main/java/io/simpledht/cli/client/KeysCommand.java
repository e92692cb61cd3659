package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.FailedException;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.Option;
import io.simpledht.cli.console.Target;
import io.simpledht.cli.console.Texts;
import io.simpledht.node.DhtException;
import io.simpledht.protocol.message.KeyList;
import java.util.List;
import java.util.function.Consumer;

/** {@code keys}. */
public final class KeysCommand extends ClientCommand {

  static final Option SIZES = Option.flag("sizes", "show the bytes of each value before its key");

  public KeysCommand(RemoteNode.Opener opener) {
    super(opener);
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "keys",
        "",
        "List the keys a node holds values for",
        List.of(
            "A line each, in no order of meaning. With full replication these are all",
            "keys there are. Control characters, and all of a key that is not text, are",
            "shown as \\x1b; --json shows each key exactly."),
        Target.options(SIZES),
        List.of("simpledht keys", "simpledht keys --sizes | sort -rn", "simpledht keys --json"));
  }

  @Override
  void prepare(Arguments arguments, Console console) {
    arguments.operands();
  }

  @Override
  int ask(RemoteNode node, Arguments arguments, Console console) {
    if (json(arguments)) {
      return listAsJson(node, Target.of(arguments), console);
    }
    LineLister lister = new LineLister(console, arguments.has(SIZES));
    node.keys(lister);
    lister.flush();
    return ExitStatus.OK;
  }

  /** Much may have been printed when the node fails: the same object ends with that. */
  private static int listAsJson(RemoteNode node, Target target, Console console) {
    JsonLister lister = new JsonLister(console);
    try {
      node.keys(lister);
    } catch (DhtException failed) {
      lister.end(false, json -> Failures.describe(Failures.explain(failed, target), json));
      return ExitStatus.FAILED;
    }
    lister.end(true, json -> {});
    return ExitStatus.OK;
  }

  /** A node may hold millions of keys: they are passed on in pieces and never kept. */
  private abstract static class Lister implements Consumer<KeyList.Held> {
    static final int PIECE = 8_192;

    final Console console;

    Lister(Console console) {
      this.console = console;
    }

    /** Prints a piece; ends the command if nobody reads any more, as in {@code | head}. */
    void pass(String piece) {
      console.out().print(piece);
      if (console.out().checkError()) {
        throw new FailedException("Stopped: nobody reads the output any more");
      }
    }
  }

  private static final class LineLister extends Lister {
    private final boolean sizes;
    private final StringBuilder lines = new StringBuilder(PIECE + 256);

    LineLister(Console console, boolean sizes) {
      super(console);
      this.sizes = sizes;
    }

    @Override
    public void accept(KeyList.Held held) {
      if (sizes) {
        lines.append(held.valueBytes()).append('\t');
      }
      lines.append(Texts.oneLine(held.key())).append('\n');
      if (lines.length() >= PIECE) {
        flush();
      }
    }

    void flush() {
      pass(lines.toString());
      lines.setLength(0);
    }
  }

  private static final class JsonLister extends Lister {
    private final JsonWriter json = new JsonWriter().beginObject().beginArray("keys");
    private long count;

    JsonLister(Console console) {
      super(console);
    }

    @Override
    public void accept(KeyList.Held held) {
      json.beginObject();
      Texts.addTo(json, "key", held.key().bytes());
      json.field("bytes", held.valueBytes()).endObject();
      count++;
      if (json.length() >= PIECE) {
        pass(json.take());
      }
    }

    void end(boolean ok, Consumer<JsonWriter> more) {
      more.accept(json.endArray().field("count", count).field("ok", ok));
      pass(json.finish() + "\n");
    }
  }
}
