package io.simpledht.cli;

import io.simpledht.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console that remembers. */
public final class TestConsole {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  private TestConsole(boolean terminal, byte[] input) {
    this.console =
        new Console(
            new ByteArrayInputStream(input),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            terminal);
  }

  public static TestConsole pipe() {
    return new TestConsole(false, new byte[0]);
  }

  public static TestConsole pipe(byte[] input) {
    return new TestConsole(false, input);
  }

  public static TestConsole terminal() {
    return new TestConsole(true, new byte[0]);
  }

  public Console console() {
    return console;
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public byte[] outBytes() {
    return out.toByteArray();
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
