package io.simpledht.node.replication;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.Stored;
import java.util.List;
import java.util.function.Function;

/**
 * Hands one batch to one share of the id space: to its first candidate, and when that one stalls or
 * fails to the next one as well. The first full answer counts; what a slower delegate did besides
 * is harmless, because merging twice changes nothing.
 */
final class ShareCall {

  /**
   * Candidates tried for one share; a share that loses this many in a row waits for anti-entropy.
   */
  static final int MAX_DELEGATES = 4;

  private final RpcEndpoint rpc;
  private final Delivery delivery;
  private final List<Contact> candidates;
  private final Store request;
  private final Function<Contact, CallPolicy> policies;
  private int next;
  private int open;
  private boolean done;

  ShareCall(
      RpcEndpoint rpc,
      Delivery delivery,
      List<Contact> candidates,
      Store request,
      Function<Contact, CallPolicy> policies) {
    this.rpc = rpc;
    this.delivery = delivery;
    this.candidates = candidates;
    this.request = request;
    this.policies = policies;
  }

  void start() {
    askNext();
  }

  private void askNext() {
    if (done || next >= Math.min(MAX_DELEGATES, candidates.size())) {
      return;
    }
    open++;
    Contact delegate = candidates.get(next++);
    rpc.call(delegate, request, policies.apply(delegate), new DelegateListener());
  }

  private final class DelegateListener implements CallListener<Stored> {

    @Override
    public void onReply(Contact from, Stored reply) {
      if (!done) {
        done = true;
        delivery.onStored(from, candidates, reply);
      }
    }

    @Override
    public void onStalled() {
      askNext();
    }

    @Override
    public void onFailed(CallFailure failure) {
      open--;
      askNext();
      if (!done && open == 0) {
        done = true;
        delivery.onUnreachable(candidates);
      }
    }
  }
}
