package io.simpledht.simulator;

import io.simpledht.node.BootstrapResult;
import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeBuilder;
import io.simpledht.node.NodeListener;
import io.simpledht.node.NodeSnapshot;
import io.simpledht.node.NodeVitals;
import io.simpledht.node.PutResult;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.random.SimRandom;
import io.simpledht.store.MemoryStore;
import io.simpledht.store.MemoryStoreConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A host that runs the very node that ships, with what tests ask of it in words that fit virtual
 * time: a call that would block lets virtual time pass instead. Id and entries lie on the host's
 * disk and survive a crash, as far as they were synced.
 */
public final class SimNode {

  /** No operation of a healthy node takes longer; one that does has lost its callback. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final byte[] NO_RECORD = {};

  /** The part of the entries that an unreadable disk loses. */
  private static final double UNREADABLE_PART = 0.25;

  private final Simulation simulation;
  private final NodeWiring wiring;
  private final List<String> notices = new ArrayList<>(0);
  private final SimHost<DhtNode> host;
  private MemoryStore store;

  SimNode(Simulation simulation, NodeWiring wiring) {
    this.simulation = simulation;
    this.wiring = wiring;
    this.host = simulation.host(this::start);
  }

  private DhtNode start(HostContext context) throws IOException {
    Transport transport = context.transport();
    JournaledStore disk = opened(context, wiring.disk(context), transport.loop());
    Id id = context.disk().file("id", Id.class, () -> Id.random(context.random()));
    NodeBuilder builder =
        DhtNode.builder()
            .transport(wiring.transport(context, transport))
            .random(context.random())
            .resources(simulation.resources())
            .store(wiring.store(context, disk))
            .id(id);
    DhtNode node = wiring.settings(context, builder).build();
    node.addListener(
        new NodeListener() {
          @Override
          public void onNotice(String line) {
            notices.add(line);
          }
        });
    wiring.made(context, node);
    node.start();
    return node;
  }

  /** The store of this life, which a crash leaves with what had reached the disk. */
  private JournaledStore opened(HostContext context, DiskSettings settings, EventLoop loop) {
    HostDisk disk = context.disk();
    MemoryStoreConfig limits = MemoryStoreConfig.DEFAULT.withMaxEntries(settings.maxEntries());
    store =
        reopened(context, context.life() == 0 ? blank(context, limits) : new MemoryStore(limits));
    byte[] torn = disk.file(JournaledStore.TORN_RECORD, byte[].class, () -> NO_RECORD);
    if (torn != NO_RECORD) {
      wiring.torn(context, torn).ifPresent(store::merge);
    }
    disk.remove(JournaledStore.TORN_RECORD);
    JournaledStore journaled = new JournaledStore(store, loop, settings.latency(), disk);
    SimRandom chance = SimRandom.of(simulation.seed(), "disk-" + context.number(), context.life());
    disk.onCrash(
        () -> {
          store = journaled.crash(new MemoryStore(limits), chance);
          disk.put("store", store);
        });
    wiring.opened(context, journaled);
    return journaled;
  }

  private MemoryStore blank(HostContext context, MemoryStoreConfig limits) {
    return wiring
        .content(context)
        .map(content -> content.copy(limits))
        .orElseGet(() -> new MemoryStore(limits));
  }

  /** What the last life left behind, in a store that knows nothing of that life's observers. */
  private MemoryStore reopened(HostContext context, MemoryStore fresh) {
    HostDisk disk = context.disk();
    MemoryStore before = disk.file("store", MemoryStore.class, () -> fresh);
    if (before != fresh) {
      double lost = disk.fault() == DiskFault.UNREADABLE ? UNREADABLE_PART : 0;
      SimRandom chance =
          SimRandom.of(simulation.seed(), "unreadable-" + context.number(), context.life());
      before.scan(
          Id.ZERO,
          Id.MAX,
          entry -> {
            if (lost > 0 && chance.nextDouble() < lost) {
              wiring.unreadable(context, entry.key());
            } else {
              fresh.merge(entry);
            }
            return true;
          });
      disk.put("store", fresh);
    }
    return fresh;
  }

  // What it is

  /** The host, for crashes, pauses and clocks. */
  public SimHost<DhtNode> host() {
    return host;
  }

  /** The node of the present life. */
  public DhtNode node() {
    return host.program();
  }

  /** Where it listens. */
  public Address address() {
    return host.address();
  }

  /** Its state; {@link NodeState#CLOSED} while the host is down. */
  public NodeState state() {
    return host.isUp() ? node().state() : NodeState.CLOSED;
  }

  /** Whether it is {@link NodeState#READY}. */
  public boolean isReady() {
    return state() == NodeState.READY;
  }

  /** What it told its operator, in order, over all lives. */
  public List<String> notices() {
    return Collections.unmodifiableList(notices);
  }

  /** State, peers and traffic. Lets the node take its turn. */
  public NodeSnapshot snapshot() {
    return await(node().snapshotAsync());
  }

  /** How full its queues and tables are, and what it seldom did; takes no time and no turn. */
  public NodeVitals vitals() {
    return host.look(() -> node().vitalsAsync().join());
  }

  /** The peers it knows; takes no time and no turn. */
  public List<Contact> peers() {
    return host.look(() -> node().peersAsync().join());
  }

  // What it holds, without asking anybody: usable in conditions

  /** The text under a key in this node's own copy, if it is there and alive. */
  public Optional<String> held(String key) {
    return store.get(Key.of(key)).flatMap(Entry::value).flatMap(Bytes::asUtf8);
  }

  /** Live values in this node's own copy. */
  public long entries() {
    return store.values();
  }

  /** This node's own copy; not to be written to. */
  public MemoryStore store() {
    return store;
  }

  // What it does

  /** Joins through others and lets time pass until it has, or has given up for now. */
  public BootstrapResult bootstrap(SimNode... others) {
    return await(bootstrapAsync(others));
  }

  /** Begins to join through others; until time passes, the node is what it was. */
  public CompletableFuture<BootstrapResult> bootstrapAsync(SimNode... others) {
    String[] seeds = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      seeds[i] = others[i].address().toString();
    }
    return node().bootstrapAsync(seeds);
  }

  /** Writes with default options and lets time pass until the result is there. */
  public PutResult put(String key, String value) {
    return await(putAsync(key, value));
  }

  /** Begins to write with default options. */
  public CompletableFuture<PutResult> putAsync(String key, String value) {
    return node().putAsync(Key.of(key), Bytes.utf8(value), WriteOptions.DEFAULT);
  }

  /** Deletes with default options and lets time pass until the result is there. */
  public PutResult delete(String key) {
    return await(node().deleteAsync(Key.of(key), WriteOptions.DEFAULT));
  }

  /** Reads as a user would, and lets time pass until the answer is there. */
  public Optional<String> get(String key) {
    return await(node().getAsync(Key.of(key), ReadConcern.ONE)).flatMap(Bytes::asUtf8);
  }

  /** Lets time pass until a result is there; throws what it failed with. */
  public <T> T await(CompletableFuture<T> result) {
    simulation.until("the result", result::isDone, PATIENCE);
    try {
      return result.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  // What happens to it

  /** Ends it in the middle of everything; id and entries stay on disk. */
  public void crash() {
    host.crash();
  }

  /** Starts it again with what is on disk. */
  public void restart() {
    host.restart();
  }

  /** Hands over what others are to hold, says goodbye and stops. */
  public void close() {
    if (host.isUp()) {
      DhtNode leaving = node();
      leaving.leaveAsync().thenRun(leaving::close);
    }
  }

  @Override
  public String toString() {
    return host.toString();
  }
}
