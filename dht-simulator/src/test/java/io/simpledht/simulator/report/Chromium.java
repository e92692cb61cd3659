package io.simpledht.simulator.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless browser that opens one page, runs its scripts in virtual time and prints the result.
 */
final class Chromium {

  private static final int TIMEOUT_SECONDS = 60;

  /**
   * What a page became.
   *
   * @param document as HTML, after its scripts ran
   * @param console what scripts and the browser complained of
   */
  record Opened(String document, List<String> console) {}

  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  static Optional<Chromium> find() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  Opened open(Path page, int width, Path scratch) throws IOException, InterruptedException {
    Path document = Files.createTempFile(scratch, "document", ".html");
    Path log = Files.createTempFile(scratch, "log", ".txt");
    Process process =
        new ProcessBuilder(command(page, width, scratch))
            .redirectOutput(document.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no answer from " + program + " in " + TIMEOUT_SECONDS + " s");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    List<String> console =
        Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
            .filter(line -> line.contains("CONSOLE"))
            .toList();
    return new Opened(Files.readString(document), console);
  }

  private List<String> command(Path page, int width, Path scratch) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            "--virtual-time-budget=30000"));
    command.add("--window-size=" + width + ",900");
    command.add("--user-data-dir=" + Files.createTempDirectory(scratch, "profile"));
    command.add("--dump-dom");
    command.add(page.toUri().toString());
    return command;
  }
}
