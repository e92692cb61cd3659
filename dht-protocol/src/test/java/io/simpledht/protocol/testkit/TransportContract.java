package io.simpledht.protocol.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/**
 * What every {@link Transport} promises. A test class that extends this, says how its transport is
 * opened and how its time passes runs all of it: on real sockets as well as in virtual time.
 */
public abstract class TransportContract
    implements DatagramContract, TaskContract, TimerContract, FaultContract, CloseContract {

  private final List<Transport> opened = new ArrayList<>();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();

  /**
   * A new transport that can reach the others of the same test without loss, by their local
   * addresses.
   */
  protected abstract Transport open(FaultPolicy faultPolicy) throws IOException;

  /**
   * Lets time pass until {@code condition} holds. Fails the test if that takes far longer than any
   * promise; the condition may be asked from another thread than the loop's.
   */
  @Override
  public abstract void runUntil(BooleanSupplier condition);

  @Override
  public final Transport transport() {
    try {
      Transport transport = open((where, fault) -> faults.add(fault));
      opened.add(transport);
      return transport;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public final List<Throwable> faults() {
    return faults;
  }

  @AfterEach
  final void closeTransports() throws IOException {
    for (Transport transport : opened) {
      transport.close();
      transport.close(); // idempotent
    }
    assertThat(faults).as("faults nobody expected").isEmpty();
  }
}
