package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.fail;

import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Real transports and real time for the tests. */
final class Sockets {

  /** Only a hang takes this long. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Sockets() {}

  static Transport open(String host, int port, FaultPolicy faultPolicy) throws IOException {
    return new UdpTransportProvider()
        .open(new TransportConfig(host, port, "udp-test", faultPolicy));
  }

  static Transport open() throws IOException {
    return open("127.0.0.1", 0, Sockets::rethrow);
  }

  private static void rethrow(String where, Throwable fault) {
    throw new AssertionError(where, fault);
  }

  /** Runs {@code work} on the loop and returns once it ran. */
  static void onLoop(Transport transport, Runnable work) {
    AtomicBoolean done = new AtomicBoolean();
    transport
        .loop()
        .execute(
            () -> {
              try {
                work.run();
              } finally {
                done.set(true);
              }
            });
    await(done::get);
  }

  static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        fail("still not after %d s", TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS));
      }
      try {
        TimeUnit.MICROSECONDS.sleep(200);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  /** Returns when the condition holds or the count stood still for a while. */
  static void awaitOrQuiet(BooleanSupplier condition, IntSupplier count) {
    long quietSinceNanos = System.nanoTime();
    int last = count.getAsInt();
    while (!condition.getAsBoolean() && System.nanoTime() - quietSinceNanos < QUIET_NANOS) {
      LockSupport.parkNanos(200_000);
      if (count.getAsInt() != last) {
        last = count.getAsInt();
        quietSinceNanos = System.nanoTime();
      }
    }
  }
}
