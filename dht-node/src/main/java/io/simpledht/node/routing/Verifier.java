package io.simpledht.node.routing;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Pings nodes we have only heard of, so that none enters the routing table unverified. Bounded in
 * number: a flood of invented contacts costs a few pings at a time, and what does not fit the queue
 * is forgotten (it will be heard of again if it is real).
 */
final class Verifier {

  static final int MAX_OPEN = 16;
  static final int MAX_QUEUED = 256;

  private final RpcEndpoint rpc;
  private final BiConsumer<Contact, Address> onObserved;
  private final Set<Contact> open = new LinkedHashSet<>(0);
  private final Set<Contact> queued = new LinkedHashSet<>(0);

  /**
   * @param onObserved told where each peer that answers sees us
   */
  Verifier(RpcEndpoint rpc, BiConsumer<Contact, Address> onObserved) {
    this.rpc = rpc;
    this.onObserved = onObserved;
  }

  /** Pings a contact soon; whoever observes the endpoint hears of the answer. */
  void verify(Contact contact) {
    if (open.contains(contact) || queued.contains(contact)) {
      return;
    }
    if (open.size() < MAX_OPEN) {
      ping(contact);
    } else if (queued.size() < MAX_QUEUED) {
      queued.add(contact);
    }
  }

  private void ping(Contact contact) {
    open.add(contact);
    rpc.call(
        contact,
        new Ping(),
        CallPolicy.PROBE,
        new CallListener<Pong>() {
          @Override
          public void onReply(Contact from, Pong pong) {
            onObserved.accept(from, pong.observed());
            closed(contact);
          }

          @Override
          public void onFailed(CallFailure failure) {
            closed(contact);
          }
        });
  }

  private void closed(Contact contact) {
    open.remove(contact);
    if (!queued.isEmpty()) {
      Contact next = queued.iterator().next();
      queued.remove(next);
      ping(next);
    }
  }
}
