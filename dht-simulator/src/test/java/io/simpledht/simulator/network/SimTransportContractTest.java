package io.simpledht.simulator.network;

import io.simpledht.protocol.testkit.TransportContract;
import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The contract of the real transport, in virtual time: one host for each transport. */
class SimTransportContractTest extends TransportContract {

  private final Simulation simulation = Simulation.seeded(11);

  @Override
  protected Transport open(FaultPolicy faultPolicy) {
    TransportConfig config = new TransportConfig("0.0.0.0", 0, "unused", faultPolicy);
    return simulation.host(context -> open(context, config)).program();
  }

  private static Transport open(HostContext context, TransportConfig config) {
    try {
      return context.transports().open(config);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void runUntil(BooleanSupplier condition) {
    simulation.until(condition, Duration.ofSeconds(20));
  }
}
