package io.simpledht.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher gives client commands a few jars only, so that they start fast. */
final class LauncherTest {

  private static final Path LAUNCHER = Path.of("..", "simpledht");
  private static final String EVERYTHING = System.getProperty("java.class.path");

  /** The class path of client commands, as the launcher has it, of this build's classes. */
  private static String clientClassPath() throws IOException {
    Matcher line = Pattern.compile("(?m)^client=(.*)$").matcher(Files.readString(LAUNCHER));
    assertThat(line.find()).isTrue();
    return Arrays.stream(line.group(1).split(":"))
        .map(jar -> jar.substring(jar.lastIndexOf('/') + 1).replace(".jar", ""))
        .map(LauncherTest::classesOf)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String classesOf(String artifact) {
    List<String> found =
        Arrays.stream(EVERYTHING.split(File.pathSeparator))
            .filter(entry -> !entry.contains("test-classes"))
            .filter(
                entry ->
                    entry.contains(File.separator + artifact + File.separator)
                        || entry.contains(File.separator + artifact + "-"))
            .toList();
    assertThat(found).as("where the classes of %s are", artifact).isNotEmpty();
    return found.get(0);
  }

  @Test
  void clientCommandsShouldNeedNoMoreThanTheLauncherGivesThem(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process training =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                clientClassPath(),
                Training.class.getName(),
                EVERYTHING)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(training.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(training.exitValue())
        .as("%s", Files.readString(log, StandardCharsets.UTF_8))
        .isZero();
  }
}
