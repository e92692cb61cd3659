package io.simpledht.node;

import io.simpledht.node.bootstrap.Bootstrapper;
import io.simpledht.node.bootstrap.HostPort;
import io.simpledht.node.legacy.LegacyGateway;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.routing.Parting;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.sync.Departure;
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
import io.simpledht.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;

/**
 * A running node: connects what one of its {@linkplain NodeParts parts} finds out with what another
 * must do about it.
 */
final class NodeCore implements NodeParts.Owner {

  /** Peers told of our leaving; those not told find out by themselves. */
  private static final int MAX_GOODBYES = 256;

  /** The operator is told this often at most that another node has this node's id. */
  private static final long TWIN_NOTICE_NANOS = 600_000_000_000L;

  private final NodeConfig config;
  private final Transport transport;
  private final EventLoop loop;
  private final ApiCalls calls;
  private final Id self;
  private final Logger log;
  private final String name;
  private final Listeners listeners;
  private final NodeParts parts;
  private final Optional<LegacyGateway> legacy;
  private final PublicAddress publicAddress = new PublicAddress();
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private final AtomicBoolean leaving = new AtomicBoolean();
  private OptionalLong twinToldNanos = OptionalLong.empty();
  private volatile int peerCount;
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
    this.calls = new ApiCalls(loop);
    this.self = self;
    this.log = log;
    this.name = "[" + self.shortText() + "]";
    this.listeners = listeners;
    this.parts = new NodeParts(config, transport, store, random, self, resources, this);
    this.legacy =
        config.legacy()
            ? Optional.of(new LegacyGateway(transport, self, new LegacyView(this), random))
            : Optional.empty();
    parts.replica.addObserver(this::onChange);
    legacy.ifPresent(parts.replica::addObserver);
  }

  void start() {
    parts.rpc.start(parts.dispatcher, parts.membership, legacy.orElse(null));
    loop.execute(this::begin);
  }

  private void begin() {
    parts.maintenance.start();
    parts.synchronizer.start();
    if (parts.duties.holdsForOthers()) {
      parts.release.start();
      parts.succession.start();
    }
    log.info("{} listening on {}", name, transport.localAddress());
    if (config.seeds().isEmpty()) {
      parts.lifecycle.moveIfLegal(NodeState.READY);
      parts.bootstrapper.startBackground();
    } else {
      bootstrap(HostPort.parseAll(config.seeds()), result -> {});
    }
  }

  /** Joins; calls back with the result. Loop only. */
  void bootstrap(List<HostPort> seeds, Consumer<Bootstrapper.Result> whenDone) {
    if (parts.table.size() == 0) {
      parts.lifecycle.moveIfLegal(NodeState.JOINING);
    }
    parts.bootstrapper.bootstrap(
        seeds, config.bootstrapAttempts(), config.bootstrapTimeout().toNanos(), whenDone);
  }

  // What the parts find out.

  @Override
  public void onPeerFound(Contact peer, boolean wasLost) {
    log.debug("{} found {}", name, peer);
    peerCount = parts.table.size();
    if (!parts.lifecycle.is(NodeState.READY)) {
      parts.lifecycle.moveIfLegal(NodeState.SYNCING);
    }
    if (parts.duties.sharesNothing()) {
      parts.lifecycle.moveIfLegal(NodeState.READY); // there is nobody to copy from
    }
    if (parts.table.size() == 1) {
      parts.maintenance.onJoined();
    }
    parts.placement.onPeerFound(peer);
    onNeighbourhood(peer);
    if (wasLost && parts.duties.holdsForOthers()) {
      parts.release.onPeerBack();
    }
    parts.synchronizer.onPeerFound(peer, wasLost);
    if (parts.table.size() == 1) {
      parts.bootstrapper.onFoundElsewhere();
    }
  }

  @Override
  public void onPeerGone(Contact peer, Parting why) {
    log.info("{} {} {}", name, peer, why.text());
    peerCount = parts.table.size();
    if (parts.table.size() > 0) {
      onNeighbourhood(peer);
      return;
    }
    if (why == Parting.GOODBYE && parts.membership.missedPeers().isEmpty()) {
      parts.lifecycle.moveIfLegal(NodeState.READY);
    } else {
      parts.lifecycle.moveIfLegal(NodeState.ISOLATED);
    }
    parts.bootstrapper.onIsolated();
  }

  /** A peer came or went: others may have to hold now what it held, or it what others held. */
  private void onNeighbourhood(Contact peer) {
    if (parts.duties.holdsForOthers()) {
      parts.succession.onChange();
      if (parts.duties.isSharer(peer)) {
        parts.synchronizer.onSharersChanged();
      }
    }
  }

  @Override
  public void onObservedAt(Contact peer, Address us) {
    publicAddress.vote(peer.id(), us);
  }

  @Override
  public void onClock(Contact peer, long clock) {
    parts.replica.clock().observe(clock);
    legacy.ifPresent(gateway -> gateway.onOwnKind(peer.address()));
  }

  @Override
  public void onTwin(Address at) {
    long now = loop.nanoTime();
    if (twinToldNanos.isEmpty() || now - twinToldNanos.getAsLong() >= TWIN_NOTICE_NANOS) {
      twinToldNanos = OptionalLong.of(now);
      onNotice(
          "another node at "
              + at
              + " has this node's id: stop one of the two, delete the file identity in its --data"
              + " directory, and start it again");
    }
  }

  @Override
  public boolean hasPeers() {
    return parts.table.size() > 0;
  }

  @Override
  public List<Address> lostPeers() {
    return parts.membership.lostPeers().stream().map(Contact::address).toList();
  }

  @Override
  public void onAlone() {
    if (parts.table.size() == 0 && parts.lifecycle.is(NodeState.JOINING)) {
      parts.lifecycle.move(NodeState.READY);
    }
  }

  @Override
  public void onSuspectedLegacy(Address address) {
    legacy.ifPresent(gateway -> gateway.tryJoin(address));
  }

  @Override
  public void onNotice(String line) {
    log.info("{} {}", name, line);
    listeners.tell(loop, listener -> listener.onNotice(line));
  }

  @Override
  public void onState(NodeState from, NodeState to) {
    log.info("{} {} -> {}", name, from.text(), to.text());
    parts.synchronizer.onState(to);
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

  @Override
  public void onProgress(
      long entries, long expectedEntries, long bytes, long expectedBytes, boolean finished) {
    SyncProgress progress =
        new SyncProgress(entries, expectedEntries, bytes, expectedBytes, finished);
    listeners.tell(loop, listener -> listener.onSync(progress));
  }

  @Override
  public void onCompared() {
    parts.completeness.onCompared();
    parts.lifecycle.moveIfLegal(NodeState.READY);
  }

  @Override
  public void onStoreFull() {
    if (parts.completeness.isNewsThatStoreIsFull()) {
      onNotice("the store is full: this node does not hold all that its peers hold");
    }
  }

  /** A stock SimpleDHT node is a peer too, though not one that goes into the table. */
  void onLegacyPeer(Address peer) {
    onNotice("Joined SimpleDHT 0.1 node " + peer);
    parts.bootstrapper.onFoundElsewhere();
    if (parts.lifecycle.is(NodeState.JOINING)) {
      parts.lifecycle.move(NodeState.SYNCING);
    }
  }

  void onLegacySynced() {
    if (parts.table.size() == 0 && parts.lifecycle.is(NodeState.SYNCING)) {
      parts.lifecycle.move(NodeState.READY);
    }
  }

  List<Contact> peers() {
    return parts.table.contacts();
  }

  // What the API asks.

  EventLoop loop() {
    return loop;
  }

  /** {@link #onLoop(int, Consumer)} for a call that brings no value. */
  <T> CompletableFuture<T> onLoop(Consumer<CompletableFuture<T>> start) {
    return onLoop(0, start);
  }

  /** Runs what the API asks on the loop, unless the node was closed meanwhile. Any thread. */
  <T> CompletableFuture<T> onLoop(int valueBytes, Consumer<CompletableFuture<T>> start) {
    return calls.onLoop(
        valueBytes,
        future -> {
          if (closed) {
            throw new IllegalStateException("it has been closed");
          }
          start.accept(future);
        });
  }

  DataService data() {
    return parts.data;
  }

  /** Whether leaving takes time, as others must get what is held here. */
  boolean holdsForOthers() {
    return parts.duties.holdsForOthers();
  }

  Replica replica() {
    return parts.replica;
  }

  NodeState state() {
    return parts.lifecycle.state();
  }

  Address address() {
    return transport.localAddress();
  }

  @Override
  public int peerCount() {
    return peerCount;
  }

  /**
   * Whether the local copy is the whole truth, so that a read need not leave the caller's thread.
   */
  boolean answersLocally(ReadConcern concern) {
    return parts.duties.holdsAll()
        && concern.replies() == 1
        && parts.completeness.isComplete()
        && !closed;
  }

  NodeVitals vitals() {
    return NodeVitals.of(
        parts.rpc.counters(),
        List.of(
            parts.rpc::read,
            parts.membership::read,
            parts.placement::read,
            parts.replica::read,
            parts.loans::read,
            parts.transfer::read));
  }

  NodeSnapshot snapshot(long unexpectedErrors) {
    return parts.introspection.snapshot(self, publicAddress.agreed(), unexpectedErrors);
  }

  /**
   * Begins to leave, once: hands over what others are to hold when this node is gone, says goodbye
   * and ends. Any thread.
   *
   * @return completes on the loop when the node has ended; fails with what its store failed with
   */
  CompletableFuture<Void> leave() {
    if (leaving.compareAndSet(false, true)) {
      closed = true;
      loop.execute(parts.duties.holdsForOthers() ? this::handOver : this::end);
    }
    return left;
  }

  private void handOver() {
    if (!left.isDone()) {
      parts.release.close();
      parts.succession.close();
      new Departure(parts.syncContext, parts.duties.responsibility().get(), this::end).start();
    }
  }

  /**
   * Ends at once, whatever is not handed over, and frees the port. Any thread.
   *
   * @throws StoreException if the store failed to close; the port is free all the same
   */
  void close() throws IOException {
    closed = true;
    try {
      loop.execute(this::end);
    } catch (RejectedExecutionException closing) {
      log.debug("{} is being closed by somebody else already", name);
    }
    transport.close(); // waits: the port is free for whoever closes, not for the first only
    if (left.isCompletedExceptionally()) {
      Futures.await(loop, left);
    }
  }

  /** Whoever waits for the end hears of it, also of a bad one, such as a store that failed. */
  private void end() {
    if (left.isDone()) {
      return;
    }
    try {
      endParts();
      left.complete(null);
    } catch (RuntimeException | Error failed) {
      left.completeExceptionally(failed);
      throw failed; // nobody expected it: the fault policy hears of it too
    }
  }

  /** One goodbye each: it is a courtesy, and what is lost is found out by probing. */
  private void endParts() {
    try {
      parts.bootstrapper.close();
      parts.maintenance.close();
      parts.synchronizer.close();
      parts.release.close();
      parts.succession.close();
      legacy.ifPresent(LegacyGateway::close);
      for (Contact peer : parts.table.closest(self, MAX_GOODBYES)) {
        parts.rpc.call(peer, new Leave(), CallPolicy.NORMAL, (from, reply) -> {});
      }
      parts.placement.close();
      parts.rpc.close();
    } finally {
      parts.lifecycle.move(NodeState.CLOSED);
      parts.replica.close();
    }
  }
}
