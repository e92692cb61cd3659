package io.simpledht.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.cli.TestConsole;
import org.junit.jupiter.api.Test;

/** What a person sees, and a log, while a large value moves. */
final class TransferLineTest {

  @Test
  void progressShouldBeABarForAPersonAndGoneAtTheEnd() {
    TestConsole console = TestConsole.terminal();
    TransferLine line = line(console);
    line.onTransfer(0, 4 << 20);
    line.onTransfer(1 << 20, 4 << 20);
    line.onTransfer(4 << 20, 4 << 20);
    line.end();
    assertThat(console.out()).isEmpty();
    assertThat(console.err())
        .isEqualTo(
            "\r\u001b[KSending [#######-----------------------] 25 %, 1.0 MiB of 4.0 MiB, 1.0 MiB/s"
                + "\r\u001b[KSending [##############################] 4.0 MiB, waiting for the node"
                + "\r\u001b[K");
  }

  @Test
  void progressShouldBeALineNowAndThenForALog() {
    TestConsole console = TestConsole.pipe();
    TransferLine line = line(console);
    for (int done = 0; done <= 8; done++) {
      line.onTransfer(done << 20, 8 << 20);
    }
    line.end();
    assertThat(console.err().lines())
        .containsExactly(
            "Sending 25 %, 2.0 MiB of 8.0 MiB, 1.0 MiB/s",
            "Sending 50 %, 4.0 MiB of 8.0 MiB, 1.0 MiB/s",
            "Sending 75 %, 6.0 MiB of 8.0 MiB, 1.0 MiB/s",
            "Sending 8.0 MiB, waiting for the node");
  }

  /** Each look at its clock takes a second. */
  private static TransferLine line(TestConsole console) {
    return new TransferLine(console.console(), "Sending") {
      private long seconds;

      @Override
      long nanoTime() {
        return seconds++ * 1_000_000_000L;
      }
    };
  }
}
