package io.simpledht.simulator.run;

import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeBuilder;
import io.simpledht.node.NodeListener;
import io.simpledht.node.Replication;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.DiskSettings;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.JournaledStore;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.SimNode;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.SimNetwork;
import io.simpledht.simulator.plan.World;
import io.simpledht.simulator.scenario.NodeSettings;
import io.simpledht.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The nodes of a run, by their numbers from 1, each wired so that every change of its store and its
 * state is noted.
 */
final class Actors {

  /** One node through all its lives. */
  static final class Actor {
    SimNode node;

    /** Whether it was told of others. */
    boolean joins;

    long startedNanos;
    long joinedNanos = -1;
    boolean ready;
    boolean paused;
    boolean light;

    boolean isUp() {
      return node.host().isUp() && node.state() != NodeState.CLOSED;
    }
  }

  private final Simulation simulation;
  private final World world;
  private final NodeWiring variant;
  private final Copies copies;
  private final JoinRounds joins;
  private final Durations bootstraps = new Durations();
  private final Durations syncs = new Durations();
  private final List<Actor> actors = new ArrayList<>();
  private final BitSet light = new BitSet();
  private final WatchedStore.Counts counts = new WatchedStore.Counts();
  private long retries;
  private long refused;
  private long torn;
  private long unreadable;

  Actors(Simulation simulation, World world, NodeWiring variant, Copies copies, JoinRounds joins) {
    this.simulation = simulation;
    this.world = world;
    this.variant = variant;
    this.copies = copies;
    this.joins = joins;
    Arrays.stream(Setting.translated(world)).forEach(light::set);
  }

  /** All that have joined, in the order of their numbers. */
  List<Actor> all() {
    return actors;
  }

  /** The node of a number, or null if a shortened plan left it out. */
  Actor find(int number) {
    return number <= actors.size() ? actors.get(number - 1) : null;
  }

  Durations bootstraps() {
    return bootstraps;
  }

  Durations syncs() {
    return syncs;
  }

  /** As {@link #bootstraps}, those that still try included, with the time they have waited. */
  Durations bootstrapsSoFar() {
    Durations waiting = new Durations();
    for (Actor actor : actors) {
      if (actor != null && actor.isUp() && actor.joins && actor.joinedNanos < 0) {
        waiting.add(now() - actor.startedNanos);
      }
    }
    return bootstraps.with(waiting);
  }

  /** As {@link #syncs}, those not ready included, with the time since they joined or started. */
  Durations syncsSoFar() {
    Durations waiting = new Durations();
    for (Actor actor : actors) {
      if (actor != null && actor.isUp() && actor.joins && !actor.ready) {
        long since = actor.joinedNanos < 0 ? actor.startedNanos : actor.joinedNanos;
        waiting.add(now() - since);
      }
    }
    return syncs.with(waiting);
  }

  /** Attempts to join that timed out. */
  long retries() {
    return retries;
  }

  /** Entries that disks refused. */
  long refused() {
    return refused;
  }

  /** Entries that could not be read when a node started. */
  long unreadable() {
    return unreadable;
  }

  /** What stores seldom did. */
  WatchedStore.Counts storeCounts() {
    return counts;
  }

  /** Records cut short by a crash that a later life met and dropped. */
  long torn() {
    return torn;
  }

  void start(int number, List<Integer> seeds) {
    while (actors.size() < number - 1) {
      // A plan that was shortened by hand or by shrinking keeps the numbers of those who are left.
      simulation.host(context -> "absent");
      actors.add(null);
    }
    Actor actor = new Actor();
    actor.light = light.get(number);
    // Absent until it is there: a start that breaks the run leaves no half-made node to judge.
    actors.add(null);
    actor.node = simulation.node(new Wiring(actor, number, seeds));
    actors.set(number - 1, actor);
  }

  private long now() {
    return simulation.elapsed().toNanos();
  }

  private static List<String> addresses(List<Integer> seeds) {
    return seeds.stream()
        .map(seed -> SimNetwork.addressOf(seed, Simulation.PORT).toString())
        .toList();
  }

  private final class Wiring implements NodeWiring {
    private final Actor actor;
    private final int number;
    private final List<Integer> seeds;

    Wiring(Actor actor, int number, List<Integer> seeds) {
      this.actor = actor;
      this.number = number;
      this.seeds = seeds;
    }

    @Override
    public Transport transport(HostContext host, Transport transport) {
      return variant.transport(host, transport);
    }

    @Override
    public DiskSettings disk(HostContext host) {
      return world.node().disk();
    }

    @Override
    public Optional<Entry> torn(HostContext host, byte[] record) {
      Optional<Entry> found = variant.torn(host, record);
      torn += found.isEmpty() ? 1 : 0;
      return found;
    }

    @Override
    public void unreadable(HostContext host, Key key) {
      unreadable++;
      copies.wipe(number, key);
    }

    @Override
    public void opened(HostContext host, JournaledStore disk) {
      copies.start(number, disk);
      disk.listener(new Safety(number));
    }

    @Override
    public Store store(HostContext host, Store store) {
      Store watched =
          new WatchedStore(
              store,
              (before, after) -> copies.change(number, before, after),
              counts,
              key -> copies.letGo(number, key));
      return variant.store(host, watched);
    }

    @Override
    public NodeBuilder settings(HostContext host, NodeBuilder builder) {
      NodeSettings node = world.node();
      builder.light(actor.light);
      if (!seeds.isEmpty()) {
        builder.seeds(addresses(seeds));
      }
      if (node.factor() > 0) {
        builder.replication(Replication.factor(node.factor()));
      }
      if (node.antiEntropy() != null) {
        builder.antiEntropyInterval(node.antiEntropy());
      }
      if (node.retention() != null) {
        builder.tombstoneRetention(node.retention());
      }
      if (node.attempts() > 0) {
        builder.bootstrapAttempts(node.attempts());
      }
      if (node.timeout() != null) {
        builder.bootstrapTimeout(node.timeout());
      }
      return variant.settings(host, builder);
    }

    @Override
    public void made(HostContext host, DhtNode node) {
      actor.joins = !seeds.isEmpty();
      actor.startedNanos = now();
      actor.joinedNanos = -1;
      actor.ready = false;
      joins.begin(number);
      node.addListener(new Progress(actor, number, seeds.size()));
      variant.made(host, node);
    }
  }

  /** Notes what a crash of a node would leave, and what one left. */
  private final class Safety implements JournaledStore.Listener {
    private final int number;

    Safety(int number) {
      this.number = number;
    }

    @Override
    public void onDurable(Entry after) {
      copies.secure(number, after);
    }

    @Override
    public void onLost(Key key) {
      copies.lose(number, key);
    }

    @Override
    public void onRefused(Entry entry) {
      refused++;
    }
  }

  /** Takes the times of one life. */
  private final class Progress implements NodeListener {
    private final Actor actor;
    private final int number;
    private final int seeds;

    Progress(Actor actor, int number, int seeds) {
      this.actor = actor;
      this.number = number;
      this.seeds = seeds;
    }

    @Override
    public void onState(NodeState from, NodeState to) {
      if (seeds == 0) {
        return;
      }
      boolean joined = to == NodeState.SYNCING || to == NodeState.READY;
      if (joined && actor.joinedNanos < 0) {
        actor.joinedNanos = now();
        bootstraps.add(now() - actor.startedNanos);
        joins.joined(number, seeds);
      }
      if (to == NodeState.READY && !actor.ready) {
        actor.ready = true;
        syncs.add(now() - actor.joinedNanos);
      }
    }

    @Override
    public void onNotice(String line) {
      retries += line.contains("retrying") ? 1 : 0;
    }
  }
}
