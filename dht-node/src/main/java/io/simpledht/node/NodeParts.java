package io.simpledht.node;

import io.simpledht.node.bootstrap.Bootstrapper;
import io.simpledht.node.bootstrap.Lifecycle;
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
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.sync.Release;
import io.simpledht.node.sync.SetSummary;
import io.simpledht.node.sync.Succession;
import io.simpledht.node.sync.SyncContext;
import io.simpledht.node.sync.SyncServer;
import io.simpledht.node.sync.Synchronizer;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.store.Store;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The parts of one node, put together on one transport. They do not know each other beyond what
 * their constructors say; what one of them finds out they tell the {@link Owner}.
 */
final class NodeParts {

  /** Hears what the parts find out, on the loop. */
  interface Owner extends Membership.Listener, Bootstrapper.Host, Synchronizer.Listener {

    /** The node's state changed. */
    void onState(NodeState from, NodeState to);

    /** Peers in the table. Any thread. */
    int peerCount();
  }

  /** Values being pulled may take this much memory together, and at least one of full size. */
  private static final long MAX_UNFINISHED_BYTES = 64L << 20;

  final Contact us;
  final Lifecycle lifecycle;
  final RpcEndpoint rpc;
  final RoutingTable table;
  final Duties duties;
  final Membership membership;
  final Maintenance maintenance;
  final Bootstrapper bootstrapper;
  final Replica replica;
  final ValueTransfer transfer;
  final Completeness completeness;
  final Placement placement;
  final DataService data;
  final SyncContext syncContext;
  final Release release;
  final Succession succession;
  final Synchronizer synchronizer;
  final ReadLoans loans;
  final Introspection introspection;
  final RequestDispatcher dispatcher;

  private final NodeConfig config;
  private final EventLoop loop;
  private final LookupRunner lookups;
  private final StoreService stores;

  NodeParts(
      NodeConfig config,
      Transport transport,
      Store store,
      RandomGenerator random,
      Id self,
      SharedResources resources,
      Owner owner) {
    this.config = config;
    this.loop = transport.loop();
    us = new Contact(self, transport.localAddress());
    lifecycle = new Lifecycle(owner::onState);
    rpc = new RpcEndpoint(transport, resources.codec(), self, config.light(), random);
    table = new RoutingTable(self, config.replication().isFull() ? 4 : 0, resources::canonical);
    duties = new Duties(config, table, us);
    membership = new Membership(table, rpc, loop, self, owner);
    lookups = new LookupRunner(rpc, loop, membership, self);
    maintenance = new Maintenance(rpc, membership, lookups, loop, random, self);
    bootstrapper = new Bootstrapper(rpc, transport, random, owner);
    HybridClock clock = new HybridClock(loop, self.word(0), store.newestVersion());
    replica = new Replica(store, clock, loop, config.maxValueBytes());
    SetSummary summary = new SetSummary(replica, loop, random::nextLong, resources.sums());
    transfer = transfer();
    stores = new StoreService(replica, transfer);
    completeness = new Completeness(lifecycle, replica, owner::peerCount, membership::missedPeers);
    placement = duties.holdsAll() ? fullReplication() : factorReplication();
    data = new DataService(replica, placement, loop, config.tombstoneRetention().toMillis());
    syncContext =
        new SyncContext(rpc, loop, summary, stores, replica, transfer, duties.sharedKeys());
    release = new Release(syncContext, lookups, duties.responsibility(), random);
    succession = new Succession(syncContext, duties.responsibility(), random);
    synchronizer = synchronizer(random, owner);
    loans = new ReadLoans(replica, transfer, loop, maxUnfinishedBytes());
    introspection =
        new Introspection(transport, rpc, table, replica, lifecycle, config.replication());
    dispatcher = dispatcher();
    replica.addObserver(this::onChange);
  }

  private long maxUnfinishedBytes() {
    return Math.max(MAX_UNFINISHED_BYTES, config.maxValueBytes());
  }

  private ValueTransfer transfer() {
    return new ValueTransfer(
        rpc, loop, this::held, duties::mayHold, config.maxValueBytes(), maxUnfinishedBytes());
  }

  private Optional<Bytes> held(Key key, Version version) {
    return replica.find(key).filter(entry -> entry.version().equals(version)).flatMap(Entry::value);
  }

  private Placement fullReplication() {
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

  private Placement factorReplication() {
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

  private Synchronizer synchronizer(RandomGenerator random, Synchronizer.Listener listener) {
    return new Synchronizer(
        syncContext,
        random,
        duties.scopes(),
        config.tombstoneRetention().toMillis(),
        config.antiEntropyInterval().toNanos(),
        listener);
  }

  private RequestDispatcher dispatcher() {
    return new RequestDispatcher(
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
  }

  /** A value that is held need not be pulled any more. */
  private void onChange(Entry before, Entry after) {
    if (after != null) {
      transfer.onMerged(after.key(), after.version());
    }
  }
}
