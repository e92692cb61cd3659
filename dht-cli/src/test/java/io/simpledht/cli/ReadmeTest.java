package io.simpledht.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.cli.console.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of options in the README has all of them. */
class ReadmeTest {

  @Test
  void shouldNameEveryOption() throws IOException {
    String rows = String.join("\n", rowsOfOptions());
    for (String command : Commands.NAMES) {
      if (command.equals("simulate")) {
        continue; // it has a document of its own
      }
      for (Option option : new Commands(null).find(command).spec().options()) {
        boolean named =
            rows.contains("`" + option.typed())
                || rows.contains(option.typed() + "`")
                || option.letter() != 0 && rows.contains("`-" + option.letter() + "`");
        assertThat(named).as("%s of %s", option.typed(), command).isTrue();
      }
    }
  }

  private static List<String> rowsOfOptions() throws IOException {
    List<String> rows = new ArrayList<>();
    boolean inTable = false;
    for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
      inTable = line.startsWith("| option |") || inTable && line.startsWith("|");
      if (inTable) {
        rows.add(line.split("\\|")[1]);
      }
    }
    return rows;
  }
}
