package io.simpledht.node;

import io.simpledht.node.bootstrap.HostPort;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.MemoryStoreConfig;
import io.simpledht.store.Store;
import io.simpledht.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of the network: keeps its share of the data (all of it, by default) and answers others.
 *
 * <pre>{@code
 * try (DhtNode node = DhtNode.builder().port(5000).build()) {
 *   node.start();
 *   node.bootstrap("198.51.100.7:5000");
 *   PutResult result = node.put("mykey", "myvalue");   // result.confirmed() of result.asked()
 *   Optional<String> value = node.getString("mykey");
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread. A node is started once and closed once; what is
 * asked of it after that fails with {@link IllegalStateException}.
 */
public final class DhtNode implements Dht {

  private static final Logger LOG = LoggerFactory.getLogger(DhtNode.class);

  /** A node that hands over what it holds ends within 5 s, unless its loop is stuck in a task. */
  private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(10);

  private final NodeConfig config;
  private final Transport givenTransport;
  private final Store store;
  private final RandomGenerator random;
  private final Id id;
  private final SharedResources resources;
  private final Listeners listeners;
  private final UnexpectedErrors unexpected;
  private volatile NodeCore core;
  private volatile boolean closed;

  DhtNode(
      NodeConfig config,
      Transport transport,
      Store store,
      RandomGenerator random,
      Id id,
      SharedResources resources) {
    this.config = config;
    this.givenTransport = transport;
    this.random = random == null ? new SystemEntropy() : random;
    this.id = id == null ? Id.random(this.random) : id;
    this.resources = resources == null ? SharedResources.ofOneNode() : resources;
    this.store = store == null ? memoryStore(config) : store;
    String name = "[" + this.id.shortText() + "]";
    this.listeners = new Listeners(LOG, name);
    this.unexpected = new UnexpectedErrors(LOG, name);
  }

  private static Store memoryStore(NodeConfig config) {
    return new MemoryStore(
        MemoryStoreConfig.DEFAULT.withTombstoneRetention(config.tombstoneRetention()));
  }

  /** Begins to describe a node. */
  public static NodeBuilder builder() {
    return new NodeBuilder();
  }

  /**
   * Opens the socket and begins to answer; with seeds, begins to join in the background.
   *
   * @throws java.net.BindException if the address is in use or not ours
   * @throws IOException if the socket could not be opened for another reason
   * @throws IllegalStateException if it was started or closed before
   */
  public synchronized void start() throws IOException {
    if (core != null || closed) {
      throw new IllegalStateException("the node was " + (closed ? "closed" : "started already"));
    }
    core = givenTransport == null ? coreOver(openTransport()) : newCore(givenTransport);
    core.start();
  }

  /** A node that cannot be put together leaves no socket and no thread behind. */
  private NodeCore coreOver(Transport opened) throws IOException {
    try {
      return newCore(opened);
    } catch (RuntimeException | Error failed) {
      opened.close();
      throw failed;
    }
  }

  private NodeCore newCore(Transport transport) {
    return new NodeCore(config, transport, store, random, id, resources, listeners, LOG);
  }

  private Transport openTransport() throws IOException {
    return Transports.installed()
        .open(
            new TransportConfig(
                config.host(), config.port(), "simpledht-" + id.shortText(), unexpected));
  }

  /**
   * Joins through any of {@code seeds}; waits for the first answer or until all attempts failed. A
   * node that failed goes on trying in the background.
   *
   * @param seeds {@code host:port}; those given to the builder are asked too
   * @throws IllegalArgumentException if a seed is not {@code host:port}, or there is none
   */
  public BootstrapResult bootstrap(String... seeds) {
    requireMayBlock();
    return await(bootstrapAsync(seeds));
  }

  /** {@link #bootstrap} without waiting. */
  public CompletableFuture<BootstrapResult> bootstrapAsync(String... seeds) {
    Objects.requireNonNull(seeds, "seeds");
    List<HostPort> parsed = HostPort.parseAll(Arrays.asList(seeds));
    if (parsed.isEmpty() && config.seeds().isEmpty()) {
      throw new IllegalArgumentException("seeds must name at least one host:port");
    }
    NodeCore running = running();
    return running.onLoop(
        future ->
            running.bootstrap(
                parsed,
                result ->
                    future.complete(
                        new BootstrapResult(
                            result.joined(),
                            result.attempts(),
                            running.peerCount(),
                            Duration.ofNanos(result.elapsedNanos())))));
  }

  @Override
  public CompletableFuture<PutResult> putAsync(Key key, Bytes value, WriteOptions options) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(options, "options");
    if (value.length() > config.maxValueBytes()) {
      throw new IllegalArgumentException(
          "value must be at most " + config.maxValueBytes() + " bytes, was " + value.length());
    }
    NodeCore running = running();
    return running.onLoop(
        value.length(),
        future ->
            running
                .data()
                .put(
                    key,
                    value,
                    options.ttl().toMillis(),
                    options.concern(),
                    options.timeout().toNanos(),
                    outcome -> future.complete(PutResult.of(outcome))));
  }

  @Override
  public CompletableFuture<PutResult> deleteAsync(Key key, WriteOptions options) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(options, "options");
    NodeCore running = running();
    return running.onLoop(
        future ->
            running
                .data()
                .delete(
                    key,
                    options.concern(),
                    options.timeout().toNanos(),
                    outcome -> future.complete(PutResult.of(outcome))));
  }

  /** Completes at once, without changing threads, where the local copy is the answer. */
  @Override
  public CompletableFuture<Optional<Bytes>> getAsync(Key key, ReadConcern concern) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(concern, "concern");
    NodeCore running = running();
    if (running.answersLocally(concern)) {
      return CompletableFuture.completedFuture(running.replica().live(key).flatMap(Entry::value));
    }
    return running.onLoop(
        future ->
            running
                .data()
                .get(
                    key,
                    concern,
                    outcome ->
                        outcome
                            .failure()
                            .ifPresentOrElse(
                                why ->
                                    future.completeExceptionally(
                                        new DhtException(
                                            why.text(concern.replies(), outcome.replies()))),
                                () -> future.complete(outcome.found().flatMap(Entry::value)))));
  }

  /** Waits for the node as it is now: state, peers, sizes, traffic. */
  public NodeSnapshot snapshot() {
    return await(snapshotAsync());
  }

  /** {@link #snapshot} without waiting. */
  public CompletableFuture<NodeSnapshot> snapshotAsync() {
    NodeCore running = running();
    return running.onLoop(
        future -> future.complete(running.snapshot(unexpected.count() + listeners.failures())));
  }

  /** How full its bounded parts are; completes at once when asked on the event loop. */
  public CompletableFuture<NodeVitals> vitalsAsync() {
    NodeCore running = running();
    return running.loop().inLoop()
        ? CompletableFuture.completedFuture(running.vitals())
        : running.onLoop(future -> future.complete(running.vitals()));
  }

  /** Adds a listener, which hears what happens from now on; before {@link #start} all there is. */
  public void addListener(NodeListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
  }

  /** The node's id. */
  public Id id() {
    return id;
  }

  /** Where the node stands; {@link NodeState#STARTING} before it was started. */
  public NodeState state() {
    NodeCore running = core;
    if (running == null) {
      return closed ? NodeState.CLOSED : NodeState.STARTING;
    }
    return running.state();
  }

  /** Live peers the node knows, at this moment or a little earlier. */
  public int peerCount() {
    return running().peerCount();
  }

  /** The peers it knows; completes at once when asked on the event loop. */
  public CompletableFuture<List<Contact>> peersAsync() {
    NodeCore running = running();
    return running.loop().inLoop()
        ? CompletableFuture.completedFuture(running.peers())
        : running.onLoop(future -> future.complete(running.peers()));
  }

  /** Where the node listens. */
  public Address address() {
    return running().address();
  }

  private NodeCore running() {
    NodeCore running = core;
    if (running == null) {
      throw new IllegalStateException(
          closed ? "the node was closed" : "the node was not started: call start() first");
    }
    return running;
  }

  @Override
  public void requireMayBlock() {
    Futures.requireMayBlock(running().loop());
  }

  @Override
  public <T> T await(CompletableFuture<T> result) {
    Objects.requireNonNull(result, "result");
    return Futures.await(running().loop(), result);
  }

  /**
   * Begins to leave: with {@link Replication#factor} gives what this node holds to those who are to
   * hold it from now on, which takes 5 s at most; then says goodbye to the peers and fails what is
   * under way. Completes on the event loop, exceptionally if the store failed to close; {@link
   * #close} then frees the port. Idempotent.
   */
  public CompletableFuture<Void> leaveAsync() {
    return running().leave();
  }

  /**
   * Leaves as {@link #leaveAsync} does, waits for it unless called on the event loop, and frees the
   * port. An interrupt does not cut the wait short; the thread is still interrupted afterwards.
   * Idempotent.
   *
   * @throws DhtException if the store or the socket failed to close; the node has ended all the
   *     same
   */
  @Override
  public void close() {
    NodeCore running = startedUntilNow();
    try {
      if (running == null) {
        closeUnstarted();
      } else {
        awaitHandOver(running);
        running.close();
      }
    } catch (RejectedExecutionException closedBefore) {
      LOG.debug("{} was closed already", id.shortText());
    } catch (StoreException failed) {
      throw new DhtException("the store could not be closed: " + failed.getMessage(), failed);
    } catch (IOException failed) {
      throw new DhtException("the socket could not be closed", failed);
    }
  }

  private void awaitHandOver(NodeCore running) {
    CompletableFuture<Void> left = running.leave();
    boolean mayWait = running.holdsForOthers() && !running.loop().inLoop();
    if (mayWait && !Futures.ends(running.loop(), left, LEAVE_PATIENCE)) {
      LOG.warn("{} was closed before it had handed over what it holds", id.shortText());
    }
  }

  /** What has to be closed; nothing is started from here on. */
  private synchronized NodeCore startedUntilNow() {
    closed = true;
    return core;
  }

  private void closeUnstarted() throws IOException {
    try {
      store.close();
    } finally {
      if (givenTransport != null) {
        givenTransport.close();
      }
    }
  }
}
