package io.simpledht.node;

import io.simpledht.node.bootstrap.Bootstrapper;
import io.simpledht.node.bootstrap.HostPort;
import io.simpledht.node.bootstrap.Lifecycle;
import io.simpledht.node.legacy.LegacyGateway;
import io.simpledht.node.replication.Broadcast;
import io.simpledht.node.replication.FactorReplication;
import io.simpledht.node.replication.FullReplication;
import io.simpledht.node.replication.HybridClock;
import io.simpledht.node.replication.PeerReads;
import io.simpledht.node.replication.Placement;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.replication.StoreService;
import io.simpledht.node.routing.LookupRunner;
import io.simpledht.node.routing.Maintenance;
import io.simpledht.node.routing.Membership;
import io.simpledht.node.routing.RoutingTable;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.sync.Departure;
import io.simpledht.node.sync.Release;
import io.simpledht.node.sync.SetSummary;
import io.simpledht.node.sync.Succession;
import io.simpledht.node.sync.SyncContext;
import io.simpledht.node.sync.SyncServer;
import io.simpledht.node.sync.Synchronizer;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.message.Leave;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;

/**
 * A running node: puts the parts together on one transport and connects what one of them finds out
 * with what another must do about it. The parts do not know each other beyond what their
 * constructors say.
 */
final class NodeCore implements Membership.Listener, Bootstrapper.Host {

  /** Values being pulled may take this much memory together, and at least one of full size. */
  private static final long MAX_UNFINISHED_BYTES = 64L << 20;

  /** Peers told of our leaving; those not told find out by themselves. */
  private static final int MAX_GOODBYES = 256;

  private final NodeConfig config;
  private final Transport transport;
  private final EventLoop loop;
  private final Id self;
  private final Logger log;
  private final String name;
  private final Listeners listeners;
  private final Lifecycle lifecycle;
  private final RpcEndpoint rpc;
  private final RoutingTable table;
  private final Membership membership;
  private final Maintenance maintenance;
  private final Bootstrapper bootstrapper;
  private final Replica replica;
  private final SyncContext syncContext;
  private final Synchronizer synchronizer;
  private final Release release;
  private final Succession succession;
  private final LegacyGateway legacy;
  private final Completeness completeness;
  private final Placement placement;
  private final DataService data;
  private final ReadLoans loans;
  private final Introspection introspection;
  private final RequestDispatcher dispatcher;
  private final PublicAddress publicAddress = new PublicAddress();
  private final Contact us;
  private final Duties duties;
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private volatile int peerCount;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private volatile boolean closed;

  NodeCore(
      NodeConfig config,
      Transport transport,
      Store store,
      RandomGenerator random,
      Id self,
      SharedResources resources,
      Listeners listeners,
      Logger log) {
    this.config = config;
    this.transport = transport;
    this.loop = transport.loop();
    this.self = self;
    this.us = new Contact(self, transport.localAddress());
    this.log = log;
    this.name = "[" + self.shortText() + "]";
    this.listeners = listeners;
    this.lifecycle = new Lifecycle(this::onState);
    this.rpc = new RpcEndpoint(transport, resources.codec(), self, config.light(), random);
    this.table =
        new RoutingTable(self, config.replication().isFull() ? 4 : 0, resources::canonical);
    this.duties = new Duties(config, table, us);
    this.membership = new Membership(table, rpc, loop, self, this);
    LookupRunner lookups = new LookupRunner(rpc, loop, membership, self);
    this.maintenance = new Maintenance(rpc, membership, lookups, loop, random, self);
    this.bootstrapper = new Bootstrapper(rpc, transport, random, this);
    HybridClock clock = new HybridClock(loop, self.word(0), store.newestVersion());
    this.replica = new Replica(store, clock, loop, config.maxValueBytes());
    SetSummary summary = new SetSummary(replica, random::nextLong, resources.sums());
    ValueTransfer transfer =
        new ValueTransfer(
            rpc,
            loop,
            (key, version) ->
                replica
                    .find(key)
                    .filter(held -> held.version().equals(version))
                    .flatMap(Entry::value),
            duties::mayHold,
            config.maxValueBytes(),
            Math.max(MAX_UNFINISHED_BYTES, config.maxValueBytes()));
    StoreService stores = new StoreService(replica, transfer);
    this.completeness = new Completeness(lifecycle, replica, this::peerCount);
    this.placement = placement(lookups, transfer, stores);
    this.data = new DataService(replica, placement, loop, config.tombstoneRetention().toMillis());
    this.syncContext =
        new SyncContext(rpc, loop, summary, stores, replica, transfer, duties.sharedKeys());
    this.release = new Release(syncContext, lookups, duties.responsibility(), random);
    this.succession = new Succession(syncContext, duties.responsibility(), random);
    this.synchronizer =
        new Synchronizer(
            syncContext,
            random,
            duties.scopes(),
            config.tombstoneRetention().toMillis(),
            config.antiEntropyInterval().toNanos(),
            new SyncEvents());
    this.loans =
        new ReadLoans(
            replica, transfer, loop, Math.max(MAX_UNFINISHED_BYTES, config.maxValueBytes()));
    this.introspection =
        new Introspection(transport, rpc, table, replica, lifecycle, config.replication());
    this.dispatcher =
        new RequestDispatcher(
            lifecycle,
            membership,
            replica,
            placement,
            data,
            transfer,
            loans,
            new SyncServer(syncContext),
            synchronizer,
            introspection);
    this.legacy = new LegacyGateway(transport, self, new LegacyView(this));
    replica.addObserver(this::onChange);
    replica.addObserver(legacy);
    replica.addObserver(
        (before, after) -> {
          if (after != null) {
            transfer.onMerged(after.key(), after.version());
          }
        });
  }

  private Placement placement(LookupRunner lookups, ValueTransfer transfer, StoreService stores) {
    if (!duties.holdsAll()) {
      return new FactorReplication(
          config.replication().factor(),
          config.light() ? Optional.empty() : Optional.of(us),
          duties::isOurs,
          replica,
          rpc,
          loop,
          lookups,
          transfer,
          stores,
          completeness);
    }
    return new FullReplication(
        replica,
        table,
        loop,
        transfer,
        stores,
        new Broadcast(rpc, table, replica),
        new PeerReads(rpc, transfer, replica),
        completeness);
  }

  void start() {
    rpc.start(dispatcher, membership, legacy);
    loop.execute(this::begin);
  }

  private void begin() {
    maintenance.start();
    synchronizer.start();
    if (duties.holdsForOthers()) {
      release.start();
      succession.start();
    }
    log.info("{} listening on {}", name, transport.localAddress());
    if (config.seeds().isEmpty()) {
      lifecycle.moveIfLegal(NodeState.READY);
      bootstrapper.startBackground();
    } else {
      bootstrap(HostPort.parseAll(config.seeds()), result -> {});
    }
  }

  /** Joins; calls back with the result. Loop only. */
  void bootstrap(List<HostPort> seeds, Consumer<Bootstrapper.Result> whenDone) {
    if (table.size() == 0) {
      lifecycle.moveIfLegal(NodeState.JOINING);
    }
    bootstrapper.bootstrap(
        seeds, config.bootstrapAttempts(), config.bootstrapTimeout().toNanos(), whenDone);
  }

  // What the parts find out.

  @Override
  public void onPeerFound(Contact peer, boolean wasLost) {
    log.debug("{} found {}", name, peer);
    peerCount = table.size();
    if (!lifecycle.is(NodeState.READY)) {
      lifecycle.moveIfLegal(NodeState.SYNCING);
    }
    if (duties.holdsNothing()) {
      lifecycle.moveIfLegal(NodeState.READY); // it holds nothing, so there is nothing to copy
    }
    if (table.size() == 1) {
      maintenance.onJoined();
    }
    placement.onPeerFound(peer);
    onNeighbourhood(peer);
    if (wasLost && duties.holdsForOthers()) {
      release.onPeerBack();
    }
    synchronizer.onPeerFound(peer, wasLost);
  }

  @Override
  public void onPeerGone(Contact peer, boolean goodbye) {
    log.info("{} {} {}", name, peer, goodbye ? "left" : "is not answering any more");
    peerCount = table.size();
    if (table.size() > 0) {
      onNeighbourhood(peer);
      return;
    }
    if (goodbye) {
      lifecycle.moveIfLegal(NodeState.READY);
    } else {
      lifecycle.moveIfLegal(NodeState.ISOLATED);
    }
    bootstrapper.onIsolated();
  }

  /** A peer came or went: others may have to hold now what it held, or it what others held. */
  private void onNeighbourhood(Contact peer) {
    if (duties.holdsForOthers()) {
      succession.onChange();
      if (duties.isSharer(peer)) {
        synchronizer.onSharersChanged();
      }
    }
  }

  @Override
  public void onObservedAt(Contact peer, Address us) {
    publicAddress.vote(peer.id(), us);
  }

  @Override
  public void onClock(Contact peer, long clock) {
    replica.clock().observe(clock);
  }

  @Override
  public boolean hasPeers() {
    return table.size() > 0;
  }

  @Override
  public List<Address> lostPeers() {
    return membership.lostAddresses();
  }

  @Override
  public void onSuspectedLegacy(Address address) {
    legacy.tryJoin(address);
  }

  @Override
  public void onNotice(String line) {
    log.info("{} {}", name, line);
    listeners.tell(loop, listener -> listener.onNotice(line));
  }

  private void onState(NodeState from, NodeState to) {
    log.info("{} {} -> {}", name, from.text(), to.text());
    synchronizer.onState(to);
    listeners.tell(loop, listener -> listener.onState(from, to));
  }

  private void onChange(Entry before, Entry after) {
    if (after == null || listeners.isEmpty()) {
      return;
    }
    boolean alreadyGone = after.isTombstone() && (before == null || before.isTombstone());
    if (!alreadyGone) {
      Optional<Bytes> value = after.value();
      listeners.tell(loop, listener -> listener.onChange(after.key(), value, after.version()));
    }
  }

  private final class SyncEvents implements Synchronizer.Listener {
    @Override
    public void onProgress(
        long entries, long expectedEntries, long bytes, long expectedBytes, boolean finished) {
      SyncProgress progress =
          new SyncProgress(entries, expectedEntries, bytes, expectedBytes, finished);
      listeners.tell(loop, listener -> listener.onSync(progress));
    }

    @Override
    public void onCompared() {
      completeness.onCompared();
      lifecycle.moveIfLegal(NodeState.READY);
    }

    @Override
    public void onStoreFull() {
      if (completeness.isNewsThatStoreIsFull()) {
        onNotice("the store is full: this node does not hold all that its peers hold");
      }
    }
  }

  /** A stock SimpleDHT node is a peer too, though not one that goes into the table. */
  void onLegacyPeer(Address peer) {
    onNotice("Joined SimpleDHT 0.1 node " + peer);
    bootstrapper.onLegacyPeer();
    if (lifecycle.is(NodeState.JOINING)) {
      lifecycle.move(NodeState.SYNCING);
    }
  }

  void onLegacySynced() {
    if (table.size() == 0 && lifecycle.is(NodeState.SYNCING)) {
      lifecycle.move(NodeState.READY);
    }
  }

  List<Contact> peers() {
    return table.contacts();
  }

  // What the API asks.

  EventLoop loop() {
    return loop;
  }

  /** Runs what the API asks on the loop, unless the node was closed meanwhile. Any thread. */
  <T> CompletableFuture<T> onLoop(Consumer<CompletableFuture<T>> start) {
    return Futures.onLoop(
        loop,
        future -> {
          if (closed) {
            throw new IllegalStateException("it has been closed");
          }
          start.accept(future);
        });
  }

  DataService data() {
    return data;
  }

  /** Whether leaving takes time, as others must get what is held here. */
  boolean holdsForOthers() {
    return duties.holdsForOthers();
  }

  Replica replica() {
    return replica;
  }

  NodeState state() {
    return lifecycle.state();
  }

  Address address() {
    return transport.localAddress();
  }

  /** Any thread. */
  int peerCount() {
    return peerCount;
  }

  /**
   * Whether the local copy is the whole truth, so that a read need not leave the caller's thread.
   */
  boolean answersLocally(ReadConcern concern) {
    return duties.holdsAll() && concern.replies() == 1 && completeness.isComplete() && !closed;
  }

  NodeVitals vitals() {
    return NodeVitals.of(
        rpc.counters(),
        List.of(
            rpc::read,
            membership::read,
            placement::read,
            replica::read,
            loans::read,
            syncContext.transfer()::read));
  }

  NodeSnapshot snapshot(long unexpectedErrors) {
    return introspection.snapshot(self, publicAddress.agreed(), unexpectedErrors);
  }

  /**
   * Begins to leave, once: hands over what others are to hold when this node is gone, says goodbye
   * and ends. Any thread.
   *
   * @return completes on the loop when the node has ended
   */
  CompletableFuture<Void> leave() {
    if (leaving.compareAndSet(false, true)) {
      closed = true;
      loop.execute(duties.holdsForOthers() ? this::handOver : this::end);
    }
    return left;
  }

  private void handOver() {
    if (!left.isDone()) {
      release.close();
      succession.close();
      new Departure(syncContext, duties.responsibility().get(), this::end).start();
    }
  }

  /** Ends at once, whatever is not handed over, and frees the port. Any thread. */
  void close() throws IOException {
    closed = true;
    try {
      loop.execute(this::end);
    } catch (RejectedExecutionException closing) {
      log.debug("{} is being closed by somebody else already", name);
    }
    transport.close(); // waits: the port is free for whoever closes, not for the first only
  }

  /** One goodbye each: it is a courtesy, and what is lost is found out by probing. */
  private void end() {
    if (left.isDone()) {
      return;
    }
    bootstrapper.close();
    maintenance.close();
    synchronizer.close();
    release.close();
    succession.close();
    legacy.close();
    for (Contact peer : table.closest(self, MAX_GOODBYES)) {
      rpc.call(peer, new Leave(), CallPolicy.NORMAL, (from, reply) -> {});
    }
    placement.close();
    rpc.close();
    lifecycle.move(NodeState.CLOSED);
    replica.close();
    left.complete(null);
  }
}
