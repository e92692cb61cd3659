package io.simpledht.simulator.network;

import io.simpledht.protocol.testkit.TransportContract;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.Simulation;
import java.time.Duration;
import java.util.function.BooleanSupplier;

class SimTransportContractTest extends TransportContract {

  private final Simulation simulation = Simulation.seeded(11);

  @Override
  protected Transport open() {
    return simulation.host(context -> context.transport()).program();
  }

  @Override
  protected void runUntil(BooleanSupplier condition) {
    simulation.until(condition, Duration.ofSeconds(20));
  }
}
