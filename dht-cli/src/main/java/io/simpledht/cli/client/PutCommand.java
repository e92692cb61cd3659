package io.simpledht.cli.client;

import io.simpledht.cli.console.Arguments;
import io.simpledht.cli.console.CommandSpec;
import io.simpledht.cli.console.Console;
import io.simpledht.cli.console.InputFile;
import io.simpledht.cli.console.Option;
import io.simpledht.cli.console.Target;
import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import java.time.Duration;
import java.util.List;

/** {@code put KEY VALUE}. */
public final class PutCommand extends WriteCommand {

  static final Option FILE = Option.of("file", "FILE", "take the value from FILE; - is the input");
  static final Option TTL =
      Option.of("ttl", "TIME", "forget it after this time: 90s, 10m, 24h or 7d");

  private static final Duration MIN_TTL = Duration.ofMillis(1);
  private static final Duration MAX_TTL = Duration.ofDays(3_650);

  private Key key;
  private Bytes value;

  public PutCommand(RemoteNode.Opener opener) {
    super(opener);
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        "put",
        "KEY (VALUE | --file FILE)",
        "Store a value under a key",
        List.of(
            "Tells how many nodes confirmed, of how many were asked. Exit status 1 if",
            "fewer did than --concern asks for; those that have the value keep it all the",
            "same. While a large value moves to the node no time runs; for the copies it",
            "makes, 1 s for each MB is added to --timeout unless that is given."),
        Target.options(FILE, TTL, CONCERN),
        List.of(
            "simpledht put greeting 'hello, world'",
            "simpledht put photo --file photo.jpg --timeout 30",
            "simpledht put session 42 --ttl 15m --concern majority",
            "simpledht put temperature -5 --host 192.0.2.7 --port 5001"));
  }

  @Override
  void prepare(Arguments arguments, Console console) {
    String file = arguments.value(FILE, null);
    List<String> words =
        file == null ? arguments.operands("KEY", "VALUE") : arguments.operands("KEY");
    key = key(words.get(0), arguments);
    writeOptions(arguments, ttl(arguments), 0); // wrong options are told before files are read
    value = file == null ? Bytes.utf8(words.get(1)) : InputFile.read(file, console.in());
  }

  private static Duration ttl(Arguments arguments) {
    return arguments.duration(TTL, Duration.ZERO, MIN_TTL, MAX_TTL);
  }

  @Override
  int ask(RemoteNode node, Arguments arguments, Console console) {
    TransferLine progress = new TransferLine(console, "Sending");
    WriteOptions options = writeOptions(arguments, ttl(arguments), value.length());
    PutResult result;
    try {
      result = node.put(key, value, options, progress);
    } finally {
      progress.end();
    }
    return tell("Stored", key, result, arguments, console);
  }
}
