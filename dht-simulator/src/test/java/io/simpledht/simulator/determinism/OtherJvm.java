package io.simpledht.simulator.determinism;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Carries a run of a built-in scenario out in a fresh JVM. */
record OtherJvm(Path home, List<String> flags, String scenario, long seed, List<String> overrides)
    implements Replica {

  static final Path THIS_JDK = Path.of(System.getProperty("java.home"));

  @Override
  public Fingerprint fingerprint() {
    String line = lines(seed, seed).get(0);
    return Fingerprint.ofLine(line.substring(line.indexOf(' ')));
  }

  /** Seed and fingerprint of each seed, a line each. */
  List<String> lines(long first, long last) {
    return run(List.of(scenario, Long.toString(first), Long.toString(last)));
  }

  @Override
  public List<String> events(long from, long to) {
    String seedText = Long.toString(seed);
    return run(List.of("--events", Long.toString(from), Long.toString(to), scenario, seedText));
  }

  private List<String> run(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TraceMain.class.getName());
    command.addAll(arguments);
    command.addAll(overrides);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (InputStream out = process.getInputStream()) {
        List<String> lines =
            new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        int status = process.waitFor();
        if (status != 0) {
          throw new IllegalStateException("exit status " + status + " of " + command);
        }
        return lines;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another JDK beside the one that runs this, the newest; nothing if there is none. */
  static Optional<Path> newestOtherJdk() throws IOException {
    try (Stream<Path> siblings = Files.list(THIS_JDK.toRealPath().getParent())) {
      return siblings
          .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
          .filter(home -> feature(home) != Runtime.version().feature() && feature(home) >= 17)
          .max(Comparator.comparingInt(OtherJvm::feature));
    }
  }

  /** The number after {@code JAVA_VERSION="} in the file {@code release}; 0 without one. */
  private static int feature(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> Runtime.Version.parse(line.replaceAll("[^0-9.+]", "")).feature())
          .findFirst()
          .orElse(0);
    } catch (IOException | IllegalArgumentException unreadable) {
      return 0;
    }
  }
}
