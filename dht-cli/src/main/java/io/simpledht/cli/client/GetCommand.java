package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.ExitStatus;
import io.simpledht.cli.console.FailedException;
import io.simpledht.cli.console.JsonWriter;
import io.simpledht.cli.console.Option;
import io.simpledht.cli.console.OutputFile;
import io.simpledht.cli.console.Target;
import io.simpledht.cli.console.Texts;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** {@code get KEY}. */
public final class GetCommand extends ClientCommand {

  static final Option OUT = Option.of("out", "FILE", "write the value to FILE, - for the output");

  private static final String STANDARD_OUTPUT = "-";

  private Key key;
  private OutputFile out;
  private boolean toOutput; // the user said so

  public GetCommand(RemoteNode.Opener opener) {
    super(opener);
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "get",
        "KEY",
        "Print the value of a key",
        List.of(
            "The value comes out byte for byte. Only on a terminal a line end follows it,",
            "and a value that is not text is not shown there, unless --out - asks for it.",
            "Exit status 3 if KEY has no value. FILE is replaced only by a whole value."),
        Target.options(OUT),
        List.of(
            "simpledht get greeting",
            "simpledht get photo --out photo.jpg",
            "simpledht get greeting --host 192.0.2.7 --port 5001 --json"));
  }

  @Override
  void prepare(Arguments arguments, Console console) {
    key = key(arguments.operands("KEY").get(0), arguments);
    String file = arguments.value(OUT, null);
    toOutput = STANDARD_OUTPUT.equals(file);
    out = file == null || toOutput ? null : OutputFile.at(file);
  }

  @Override
  int ask(RemoteNode node, Arguments arguments, Console console) {
    Optional<Bytes> value = fetch(node, console);
    if (value.isEmpty()) {
      return noValue(key, arguments, console);
    }
    if (out != null) {
      out.write(value.get());
    }
    if (json(arguments)) {
      console.line(describe(key, value.get(), out == null ? null : arguments.value(OUT, null)));
    } else if (out == null) {
      print(value.get(), console);
    }
    return ExitStatus.OK;
  }

  private Optional<Bytes> fetch(RemoteNode node, Console console) {
    TransferLine progress = new TransferLine(console, "Receiving");
    try {
      return node.get(key, progress);
    } finally {
      progress.end();
    }
  }

  private static int noValue(Key key, Arguments arguments, Console console) {
    if (json(arguments)) {
      JsonWriter json = JsonWriter.of(true).field("found", false);
      Texts.addTo(json, "key", key.bytes());
      console.line(json.finish());
    } else {
      console.error("No value for \"" + Texts.oneLine(key) + "\"");
    }
    return ExitStatus.NO_VALUE;
  }

  private static String describe(Key key, Bytes value, String file) {
    JsonWriter json = JsonWriter.of(true).field("found", true);
    Texts.addTo(json, "key", key.bytes());
    json.field("bytes", value.length());
    if (file == null) {
      Texts.addTo(json, "value", value);
    } else {
      json.field("file", file);
    }
    return json.finish();
  }

  private void print(Bytes value, Console console) {
    boolean forPeople = console.terminal() && !toOutput;
    if (forPeople && !Texts.isHarmless(value)) {
      throw new FailedException(
          "The value is " + Texts.size(value.length()) + " that are not text",
          List.of("save it with --out FILE, or send it on with > FILE or a pipe"));
    }
    try {
      OutputFile.copy(value, console.out());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a PrintStream keeps its failures to itself
    }
    if (forPeople) {
      console.out().println();
    }
  }
}
