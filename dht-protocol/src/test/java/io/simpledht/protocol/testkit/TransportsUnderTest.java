package io.simpledht.protocol.testkit;

import io.simpledht.protocol.transport.Transport;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Where the parts of the transport's contract get their transports and their time from. */
interface TransportsUnderTest {

  /** Longer than any promise takes on a busy machine's quiet link, short enough to wait for. */
  long QUIET_NANOS = 50_000_000;

  /** A new transport, not started, closed after the test. */
  Transport transport();

  /** What escaped on any loop since the test began; whoever expects a fault takes it out. */
  List<Throwable> faults();

  /** Lets time pass, real or virtual, until {@code condition} holds; fails if it never does. */
  void runUntil(BooleanSupplier condition);

  /** A started transport that remembers what arrives. */
  default Listener listener() {
    return Listener.on(transport());
  }

  /** Runs {@code work} on the loop and returns once it ran. */
  default void onLoop(Transport transport, Runnable work) {
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
    runUntil(done::get);
  }

  /** Lets time pass in which whatever must not happen has its chance to. */
  default void runQuietly(Transport anyOpen) {
    AtomicBoolean passed = new AtomicBoolean();
    onLoop(anyOpen, () -> anyOpen.loop().schedule(QUIET_NANOS, () -> passed.set(true)));
    runUntil(passed::get);
  }
}
