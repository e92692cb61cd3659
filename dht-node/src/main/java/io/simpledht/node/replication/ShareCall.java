package io.simpledht.node.replication;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RarePath;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Hands one batch to one share of the id space: to its first candidate, and when that one stalls or
 * fails to the next one as well. The first full answer counts; what a slower delegate did besides
 * is harmless, because merging twice changes nothing.
 *
 * <p>A delegate that knows fewer nodes of the share than we do, as one that has just restarted, has
 * not reached all of it: the others we know are then asked one by one.
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
    if (next > 0) {
      rpc.counters().took(RarePath.DELEGATE_REPLACED);
    }
    Contact delegate = candidates.get(next++);
    rpc.call(delegate, request, policies.apply(delegate), new DelegateListener());
  }

  private final class DelegateListener implements CallListener<Stored> {

    @Override
    public void onReply(Contact from, Stored reply) {
      open--;
      if (done) {
        return;
      }
      done = true;
      if (asked(reply) < candidates.size()) {
        askEach(from, reply);
      } else {
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

  /** Stores at every node of the share but the delegate, which has done so and told of too few. */
  private void askEach(Contact delegate, Stored report) {
    List<Contact> others =
        candidates.stream().filter(candidate -> !candidate.equals(delegate)).toList();
    Store single = new Store(Store.RECEIVER_ONLY, request.budgetMillis(), request.offers());
    List<List<Contact>> shares = others.stream().map(List::of).toList();
    Delivery each =
        delivery.part(
            shares,
            progress -> {
              if (progress.isDone()) {
                delivery.onStored(delegate, candidates, better(report, progress));
              }
            });
    for (List<Contact> share : shares) {
      new ShareCall(rpc, each, share, single, policies).start();
    }
  }

  /** Of what the delegate reported and what we found out ourselves, the larger part. */
  private static Stored better(Stored report, Delivery each) {
    List<Stored.Outcome> outcomes = new ArrayList<>(report.outcomes().size());
    int known = Math.min(report.outcomes().size(), each.offers().size());
    for (int i = 0; i < known; i++) {
      Stored.Outcome reported = report.outcomes().get(i);
      int delegates = reported.status().confirms() ? 1 : 0;
      outcomes.add(
          new Stored.Outcome(
              reported.status(),
              Math.max(reported.confirmed(), delegates + each.confirmed(i)),
              Math.max(reported.asked(), 1 + each.asked(i))));
    }
    return new Stored(outcomes, each.missed());
  }

  /** Nodes of the share that a delegate knows, itself included. */
  private static int asked(Stored report) {
    int most = 0;
    for (Stored.Outcome outcome : report.outcomes()) {
      most = Math.max(most, outcome.asked());
    }
    return most;
  }
}
