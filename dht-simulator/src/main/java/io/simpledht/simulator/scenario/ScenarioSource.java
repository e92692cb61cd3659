package io.simpledht.simulator.scenario;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a scenario is written down.
 *
 * @param name what to call it in messages
 * @param text the document
 */
public record ScenarioSource(String name, String text) {

  /** Largest document that is read, in bytes; the longest useful ones have a few thousand. */
  public static final long MAX_BYTES = 1 << 20;

  /**
   * Finds a built-in scenario by its name, or else a file.
   *
   * @throws ScenarioException if there is neither, or it cannot be read
   */
  public static ScenarioSource find(String nameOrFile) {
    if (BuiltIn.NAMES.contains(nameOrFile)) {
      return new ScenarioSource(nameOrFile + ".yaml", BuiltIn.text(nameOrFile));
    }
    try {
      Path file = Path.of(nameOrFile);
      if (Files.size(file) > MAX_BYTES) {
        throw new ScenarioException(nameOrFile + ": a scenario has at most 1 MiB");
      }
      return new ScenarioSource(nameOrFile, Files.readString(file));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw missing(nameOrFile);
    } catch (CharacterCodingException e) {
      throw new ScenarioException(nameOrFile + ": not UTF-8 text");
    } catch (IOException e) {
      throw new ScenarioException(nameOrFile + ": cannot be read: " + e.getMessage());
    }
  }

  private static ScenarioException missing(String nameOrFile) {
    return new ScenarioException(
        "\""
            + nameOrFile
            + "\" is no file and no built-in scenario"
            + Spelling.hint(nameOrFile, BuiltIn.NAMES)
            + "; built in: "
            + String.join(", ", BuiltIn.NAMES));
  }

  /**
   * The scenario, with overrides as in {@link ScenarioFile#parse}.
   *
   * @throws ScenarioException naming the line and what may stand there
   */
  public Scenario scenario(List<String> overrides) {
    return ScenarioFile.parse(name, text, overrides);
  }
}
