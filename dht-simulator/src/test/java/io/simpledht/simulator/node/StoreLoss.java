package io.simpledht.simulator.node;

import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.network.Rule;
import io.simpledht.simulator.network.Verdict;

/** A host that answers everything but is never told to store anything. */
final class StoreLoss {

  private StoreLoss() {}

  static Rule to(int host) {
    return packet ->
        packet.targetHost() == host && TrafficCount.typeOf(packet) == MessageType.STORE.code()
            ? Verdict.drop()
            : Verdict.pass();
  }
}
