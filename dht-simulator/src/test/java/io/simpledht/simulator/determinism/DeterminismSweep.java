package io.simpledht.simulator.determinism;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs many seeds twice in each of several JVMs, and counts the seeds for which any of them differs
 * from the first. By hand: {@code SEEDS [SCENARIO [field=value...]]}. Exits with 1 if any does.
 */
final class DeterminismSweep {

  private static final List<List<String>> COLLECTORS =
      List.of(
          List.of("-XX:+UseG1GC", "-Xmx1g"),
          List.of(
              "-XX:+UseSerialGC",
              "-Xshare:off",
              "-XX:+UnlockExperimentalVMOptions",
              "-XX:hashCode=0",
              "-Xmx300m",
              "-Duser.language=tr",
              "-Duser.country=TR",
              "-Duser.timezone=Pacific/Kiritimati"));

  private static final int TIMES = 2;

  private DeterminismSweep() {}

  public static void main(String... args) throws IOException {
    long seeds = Long.parseLong(args[0]);
    String scenario = args.length > 1 ? args[1] : "sync-under-loss";
    List<String> overrides =
        args.length > 2 ? List.of(args).subList(2, args.length) : List.of("nodes=4");
    List<String> expected = null;
    int mismatches = 0;
    for (OtherJvm jvm : jvms(scenario, overrides)) {
      for (int time = 1; time <= TIMES; time++) {
        List<String> got = jvm.lines(1, seeds);
        expected = expected == null ? got : expected;
        int differing = differing(expected, got);
        mismatches += differing;
        System.out.printf(
            Locale.ROOT,
            "%s %s, run %d: %d seeds, %d mismatches%n",
            jvm.home().getFileName(),
            jvm.flags().get(0),
            time,
            got.size(),
            differing);
      }
    }
    System.exit(mismatches == 0 ? 0 : 1);
  }

  private static List<OtherJvm> jvms(String scenario, List<String> overrides) throws IOException {
    List<Path> homes = new ArrayList<>(List.of(OtherJvm.THIS_JDK));
    OtherJvm.newestOtherJdk().ifPresent(homes::add);
    List<OtherJvm> jvms = new ArrayList<>();
    for (Path home : homes) {
      for (List<String> flags : COLLECTORS) {
        jvms.add(new OtherJvm(home, flags, scenario, 1, overrides));
      }
    }
    return jvms;
  }

  private static int differing(List<String> expected, List<String> got) {
    int differing = StrictMath.abs(expected.size() - got.size());
    for (int i = 0; i < StrictMath.min(expected.size(), got.size()); i++) {
      differing += expected.get(i).equals(got.get(i)) ? 0 : 1;
    }
    return differing;
  }
}
