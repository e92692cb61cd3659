package io.simpledht.transport.udp;

import io.simpledht.protocol.testkit.TransportContract;
import io.simpledht.protocol.transport.FaultPolicy;
import io.simpledht.protocol.transport.Transport;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** The contract on real sockets, over loopback. */
class UdpTransportContractTest extends TransportContract {

  @Override
  protected Transport open(FaultPolicy faultPolicy) throws IOException {
    return Sockets.open("127.0.0.1", 0, faultPolicy);
  }

  @Override
  public void runUntil(BooleanSupplier condition) {
    Sockets.await(condition);
  }
}
