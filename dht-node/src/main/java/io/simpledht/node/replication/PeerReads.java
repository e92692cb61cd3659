package io.simpledht.node.replication;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.ValueFound;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a key from given peers: the newest of the answers wins, and is kept here (read repair). */
public final class PeerReads {

  /** Peers asked beyond those the read concern needs, so that one dead peer does not decide. */
  static final int MAX_PEERS = 3;

  private final RpcEndpoint rpc;
  private final ValueTransfer transfer;
  private final Replica replica;

  /** Reads with {@code rpc}, merging what it finds into {@code replica}. */
  public PeerReads(RpcEndpoint rpc, ValueTransfer transfer, Replica replica) {
    this.rpc = rpc;
    this.transfer = transfer;
    this.replica = replica;
  }

  void ask(
      Key key,
      List<Contact> peers,
      Optional<Entry> held,
      ReadConcern concern,
      Consumer<Placement.ReadOutcome> whenKnown) {
    new Read(key, peers.size(), held, concern, whenKnown).start(peers);
  }

  private final class Read implements CallListener<ValueFound> {
    private final Key key;
    private final ReadConcern concern;
    private final Consumer<Placement.ReadOutcome> whenKnown;
    private Optional<Entry> newest;
    private int open;
    private int replies = 1; // this node's own copy
    private boolean answered;

    Read(
        Key key,
        int peers,
        Optional<Entry> held,
        ReadConcern concern,
        Consumer<Placement.ReadOutcome> whenKnown) {
      this.key = key;
      this.open = peers;
      this.newest = held;
      this.concern = concern;
      this.whenKnown = whenKnown;
    }

    void start(List<Contact> peers) {
      for (Contact peer : peers) {
        rpc.call(peer, new FindValue(key), CallPolicy.NORMAL, this);
      }
    }

    @Override
    public void onReply(Contact from, ValueFound reply) {
      if (answered) {
        return;
      }
      if (reply.found().isEmpty()) {
        heard(Optional.empty());
        return;
      }
      transfer.resolve(
          from.address(), reply.found().get(), entry -> heard(entry.filter(this::isBelievable)));
    }

    private boolean isBelievable(Entry entry) {
      return entry.key().equals(key) && replica.merge(entry).confirms();
    }

    @Override
    public void onFailed(CallFailure failure) {
      open--;
      answerIfKnown();
    }

    private void heard(Optional<Entry> entry) {
      replies++;
      open--;
      if (entry.isPresent() && (newest.isEmpty() || entry.get().supersedes(newest.get()))) {
        newest = entry;
      }
      answerIfKnown();
    }

    private void answerIfKnown() {
      boolean enough = newest.isPresent() && replies > concern.replies();
      if (!answered && (enough || open == 0)) {
        answered = true;
        whenKnown.accept(new Placement.ReadOutcome(newest.filter(replica::isLive), replies));
      }
    }
  }
}
