package io.simpledht.node.replication;

import io.simpledht.node.routing.Lookup;
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

  /**
   * While fewer living nodes stall by chance, one that stalls is taken for dead until it is heard.
   * If it is not, a write costs a store more and a copy that is one too many for minutes; if it is,
   * each caller is spared a second stall.
   */
  private static final double RARE_STALL = 0.02;

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
    Id place = entry.key().id();
    lookups.findNodes(
        place,
        RoutingTable.K,
        (soFar, waited) -> knowsHolders(place, soFar, waited),
        found -> {
          long left = Math.max(1_000_000L, deadline - loop.nanoTime());
          new ReplicaWrite(this, entry, holders(place, found), left, tracker).start();
        });
  }

  private ReplicaWrite.Holders holders(Id place, Lookup.Result found) {
    List<Contact> candidates = candidates(place, found);
    List<Contact> doubted = areStallsTelling() ? found.stalled() : List.of();
    boolean cutOff = !standing.isAlone() && candidates.stream().allMatch(this::isSelf);
    List<Contact> missing = cutOff ? standing.missedPeers() : List.of();
    int others = cutOff ? Math.max(1, missing.size()) : 0; // somebody, even if not known by name
    int copies = Math.min(factor, candidates.size() + others);
    return new ReplicaWrite.Holders(candidates, doubted, copies, missing);
  }

  /**
   * Whether the holders of a key are known although some nodes stall, which are stored on all the
   * same: one of the holders has answered, or is this node, and each of them knows all others.
   * After a while any answer will do, and this node alone.
   */
  private boolean knowsHolders(Id place, Lookup.Result soFar, boolean waited) {
    List<Contact> candidates = candidates(place, soFar);
    int among = waited ? candidates.size() : Math.min(factor, candidates.size());
    boolean isAnyThere = !soFar.stalled().containsAll(candidates.subList(0, among));
    return isAnyThere && (waited || !soFar.closest().isEmpty());
  }

  /** The closest nodes, this one and those that stall included, closest first. */
  private List<Contact> candidates(Id place, Lookup.Result found) {
    List<Contact> all = new ArrayList<>(found.closest());
    all.addAll(found.stalled());
    self.ifPresent(all::add);
    all.sort((left, right) -> place.compareDistance(left.id(), right.id()));
    return all;
  }

  /** Whether a node that stalls is rather dead than unlucky. */
  boolean areStallsTelling() {
    return lookups.chanceOfStall() < RARE_STALL;
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
  public boolean answersMiss(Key key) {
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
