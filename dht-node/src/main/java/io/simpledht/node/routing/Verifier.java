package io.simpledht.node.routing;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Pings nodes we have only heard of, so that none enters the routing table unverified. Bounded in
 * number: a flood of invented contacts costs a few pings at a time, and what does not fit the queue
 * is forgotten (it will be heard of again if it is real).
 */
final class Verifier {

  static final int MAX_OPEN = 16;
  static final int MAX_QUEUED = 256;

  private final RpcEndpoint rpc;
  private final Set<Contact> open = new LinkedHashSet<>(0);
  private final Set<Contact> queued = new LinkedHashSet<>(0);

  Verifier(RpcEndpoint rpc) {
    this.rpc = rpc;
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
