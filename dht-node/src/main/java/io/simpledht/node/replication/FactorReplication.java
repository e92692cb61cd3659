package io.simpledht.node.replication;

import io.simpledht.node.routing.LookupRunner;
import io.simpledht.node.routing.RoutingTable;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.Stored;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Copies of each key on the nodes whose ids are closest to it, found by iterative lookup. */
public final class FactorReplication implements Placement {

  private final int factor;
  private final Optional<Contact> self;
  private final Predicate<Id> isOurs;
  private final Replica replica;
  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final LookupRunner lookups;
  private final ValueTransfer transfer;
  private final StoreService stores;
  private final Standing standing;

  /**
   * @param factor copies of each key
   * @param self this node, if it holds copies for others
   * @param isOurs whether this node is to hold the key with this hash
   */
  public FactorReplication(
      int factor,
      Optional<Contact> self,
      Predicate<Id> isOurs,
      Replica replica,
      RpcEndpoint rpc,
      EventLoop loop,
      LookupRunner lookups,
      ValueTransfer transfer,
      StoreService stores,
      Standing standing) {
    this.factor = factor;
    this.self = self;
    this.isOurs = isOurs;
    this.replica = replica;
    this.rpc = rpc;
    this.loop = loop;
    this.lookups = lookups;
    this.transfer = transfer;
    this.stores = stores;
    this.standing = standing;
  }

  @Override
  public void write(
      Entry entry, WriteConcern concern, long timeoutNanos, Consumer<PutOutcome> whenKnown) {
    WriteTracker tracker = new WriteTracker(entry.version(), concern, whenKnown);
    tracker.deadline(loop.schedule(timeoutNanos, tracker::expire));
    long deadline = loop.nanoTime() + timeoutNanos;
    lookups.findNodes(
        entry.key().id(),
        RoutingTable.K,
        found -> {
          List<Contact> candidates = withSelf(entry.key().id(), found.closest());
          long left = Math.max(1_000_000L, deadline - loop.nanoTime());
          new ReplicaWrite(this, entry, candidates, factor, left, tracker).start();
        });
  }

  /** The closest nodes, this one included, closest first. */
  private List<Contact> withSelf(Id target, List<Contact> found) {
    List<Contact> all = new ArrayList<>(found);
    self.ifPresent(all::add);
    all.sort((left, right) -> target.compareDistance(left.id(), right.id()));
    return all;
  }

  boolean isSelf(Contact contact) {
    return self.filter(us -> us == contact).isPresent();
  }

  /** Stores one entry here; calls back when what the status confirms survives a crash. */
  void storeHere(Entry entry, Consumer<StoreStatus> whenStored) {
    StoreStatus status = replica.merge(entry);
    if (status.confirms()) {
      replica.sync(durable -> whenStored.accept(durable ? status : StoreStatus.STORAGE_ERROR));
    } else {
      whenStored.accept(status);
    }
  }

  RpcEndpoint rpc() {
    return rpc;
  }

  ValueTransfer transfer() {
    return transfer;
  }

  int factor() {
    return factor;
  }

  Standing standing() {
    return standing;
  }

  @Override
  public void read(Key key, ReadConcern concern, Consumer<ReadOutcome> whenKnown) {
    boolean ours = isOurs.test(key.id());
    // A copy we are no longer to hold may be outdated: nobody brings us newer ones.
    Optional<Entry> held = replica.find(key).filter(entry -> ours);
    ReadTally tally = new ReadTally(replica, transfer, key, concern, held);
    new ValueRead(this, tally, key, concern, ours, whenKnown).start(lookups);
  }

  /** Who asks wants to know the way on as well. */
  @Override
  public boolean answersMisses() {
    return true;
  }

  @Override
  public void store(Contact from, Store request, Consumer<Stored> whenDone) {
    stores.take(
        from.address(),
        request.offers(),
        statuses -> {
          List<Stored.Outcome> outcomes = new ArrayList<>(statuses.size());
          for (StoreStatus status : statuses) {
            outcomes.add(new Stored.Outcome(status, status.confirms() ? 1 : 0, 1));
          }
          whenDone.accept(new Stored(outcomes, List.of()));
        });
  }

  /** Does nothing: what a newcomer is to hold, comparing gives it. */
  @Override
  public void onPeerFound(Contact peer) {
    // No write is repeated for it.
  }

  /** Does nothing: every write is with the peers asked, and ends as their calls do. */
  @Override
  public void close() {
    // Nothing waits here.
  }
}
