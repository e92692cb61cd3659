package io.simpledht.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SpoolTest {

  private final Reader reader = new Reader();
  private final PrintStream both = new PrintStream(reader, true, StandardCharsets.UTF_8);
  private final Console target = new Console(InputStream.nullInputStream(), both, both, true, true);

  @Test
  void shouldPrintAllInItsOrderAndThenFinish() {
    reader.reads.countDown();
    try (Spool spool = new Spool(target)) {
      spool.console().line("one");
      spool.console().error("two");
      spool.console().out().print("three");
      assertThat(spool.finish(ExitStatus.OK)).isEqualTo(ExitStatus.OK);
      assertThat(reader.text()).isEqualTo("one\ntwo\nthree");
      assertThat(spool.console().terminal()).isTrue();
    }
  }

  @Test
  void shouldDropAndCountWhatNobodyReads() {
    try (Spool spool = new Spool(target)) {
      String line = "x".repeat(999);
      for (int i = 0; i < 2_000; i++) {
        spool.console().line(line);
      }
      assertThat(spool.finish(ExitStatus.OK)).as("without waiting for ever").isZero();
      reader.reads.countDown();
      assertThat(spool.finish(ExitStatus.OK)).isZero();
      int shown = Spool.MAX_BYTES / 1_064;
      assertThat(reader.text()).hasLineCount(shown);
      spool.console().line("read again");
      spool.finish(ExitStatus.OK);
      assertThat(reader.text())
          .endsWith(
              "x\n(" + (2_000 - shown) + " messages dropped: nobody read them)\nread again\n");
    }
  }

  @Test
  void shouldTakeOneMessageHoweverLong() {
    reader.reads.countDown();
    try (Spool spool = new Spool(target)) {
      byte[] message = new byte[2 * Spool.MAX_BYTES];
      spool.console().out().write(message, 0, message.length);
      spool.finish(ExitStatus.OK);
      assertThat(reader.text()).hasSize(message.length);
    }
  }

  @Test
  void shouldLetTheLogOfTheProcessTakeTheSameWay() {
    PrintStream before = System.err;
    System.setErr(both);
    try {
      try (Spool spool = new Spool(target)) {
        System.err.println("logged while nobody reads");
        assertThat(reader.text()).isEmpty();
        reader.reads.countDown();
        spool.finish(ExitStatus.OK);
        assertThat(reader.text()).isEqualTo("logged while nobody reads\n");
      }
      assertThat(System.err).isSameAs(both);
    } finally {
      System.setErr(before);
    }
  }

  /** Lets whoever writes wait until it reads. */
  private static final class Reader extends OutputStream {
    private final CountDownLatch reads = new CountDownLatch(1);
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      try {
        reads.await();
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
      read.write(bytes, from, length);
    }

    String text() {
      return read.toString(StandardCharsets.UTF_8);
    }
  }
}
