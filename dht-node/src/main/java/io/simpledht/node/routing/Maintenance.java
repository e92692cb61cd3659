package io.simpledht.node.routing;

import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The table's upkeep while nothing else happens: probes the peer not heard for longest, looks up
 * ranges nobody asked about lately, and asks after lost peers. All of it jittered, all of it at a
 * rate that does not grow with the network.
 */
public final class Maintenance {

  private static final long SECOND = 1_000_000_000L;

  /** Each peer of a small table is probed about this often... */
  private static final long PROBE_CYCLE_NANOS = 30 * SECOND;

  /** ...but no more than one peer in this time, however large the table... */
  private static final long MIN_TICK_NANOS = 2 * SECOND;

  /** ...and one at least in this. */
  private static final long MAX_TICK_NANOS = 10 * SECOND;

  /** Peers in doubt that are asked at one tick. */
  private static final int DOUBTED_PER_TICK = 4;

  /** Lost peers asked again at one tick. */
  private static final int LOST_PER_TICK = 3;

  /** A node that knows many others is likely to hear of a network that is whole again. */
  private static final long LOST_PAUSE_NANOS = 10 * SECOND;

  /** While there may be news where everybody is to be known, tables of others are read so often. */
  private static final long READ_PAUSE_NANOS = 20 * SECOND;

  private static final long REFRESH_NANOS = 300 * SECOND;

  /** Where everybody is to be known, what was missed is to be found sooner. */
  private static final long REFRESH_EVERYONE_NANOS = 120 * SECOND;

  /** Ranges looked up at one refresh. */
  private static final int REFRESH_LIMIT = 3;

  /** Nodes found in each of them: enough to be told of many. */
  private static final int REFRESH_WIDTH = 4;

  /** Right after joining the neighbourhood is learned in a few rounds, each later. */
  private static final long FIRST_REFRESH_NANOS = SECOND;

  /**
   * Without an answer from anybody for this long, and to so many transmissions that it is no
   * chance, a node that had peers is isolated.
   */
  static final long ISOLATION_NANOS = 15 * SECOND;

  /** Silence this long makes a node ask peers at random whether it is still connected. */
  private static final long DOUBT_NANOS = 4 * SECOND;

  private static final int PROBES_IN_DOUBT = 3;

  private final Membership membership;
  private final LookupRunner lookups;
  private final PeerExchange exchange;
  private final EventLoop loop;
  private final RandomGenerator random;
  private final Id self;
  private Cancellable tick = Cancellable.NONE;
  private Cancellable refresh = Cancellable.NONE;
  private final long longestRefreshNanos;
  private long refreshNanos;
  private long askedLostNanos;
  private long readNanos;
  private boolean closed;

  /** Upkeep that has not begun. */
  public Maintenance(
      RpcEndpoint rpc,
      Membership membership,
      LookupRunner lookups,
      EventLoop loop,
      RandomGenerator random,
      Id self) {
    this.membership = membership;
    this.lookups = lookups;
    this.exchange = new PeerExchange(rpc, membership, random);
    this.loop = loop;
    this.random = random;
    this.self = self;
    boolean everyone = membership.table().wantsEveryone();
    this.longestRefreshNanos = everyone ? REFRESH_EVERYONE_NANOS : REFRESH_NANOS;
    this.refreshNanos = longestRefreshNanos;
  }

  /** Begins. */
  public void start() {
    planTick();
    planRefresh();
  }

  /** Stops for good. */
  public void close() {
    closed = true;
    tick.cancel();
    refresh.cancel();
  }

  /** The first peer was found: learn the neighbourhood quickly. */
  public void onJoined() {
    refreshNanos = FIRST_REFRESH_NANOS;
    lookups.findNodes(self, RoutingTable.K, result -> {});
    readTableOfSomeone(Id.ZERO, PeerExchange.MAX_PAGES);
    planRefresh();
  }

  private void planTick() {
    if (closed) {
      return;
    }
    long share = PROBE_CYCLE_NANOS / Math.max(1, membership.table().size());
    long most = isUnsettled() ? MIN_TICK_NANOS : MAX_TICK_NANOS;
    long pause = jittered(Math.min(most, Math.max(MIN_TICK_NANOS, share)));
    long due = loop.nanoTime() + pause;
    tick.cancel();
    tick = loop.schedule(pause, () -> onTick(due));
  }

  /** Whether somebody is in doubt, or was given up a moment ago: soon is to be known more. */
  private boolean isUnsettled() {
    long now = loop.nanoTime();
    return membership.table().hasDoubts()
        || membership.lost().hasRecent(now)
        || membership.health().silenceNanos(now) > DOUBT_NANOS;
  }

  private void onTick(long dueNanos) {
    long now = loop.nanoTime();
    membership.health().timerFired(dueNanos, now);
    long silence = membership.health().silenceNanos(now);
    boolean hadPeers = membership.table().size() > 0;
    if (hadPeers && silence > ISOLATION_NANOS && membership.hearsNobody()) {
      membership.loseAll();
    } else if (silence > DOUBT_NANOS) {
      probeSomeone();
    }
    membership
        .table()
        .probeCandidates(now, membership.loss().convincing(), DOUBTED_PER_TICK)
        .forEach(membership.verifier()::probe);
    askLost(now);
    if (now - readNanos > READ_PAUSE_NANOS && mayBeNews(now)) {
      readTable(PeerExchange.MAX_PAGES);
    }
    planTick();
  }

  /**
   * Who was lost may have moved, and those it has asked since know where. And who was told of
   * somebody new may be told of more: a node that joined while others were cut off has lost nobody
   * to ask after.
   */
  private boolean mayBeNews(long now) {
    return membership.lost().hasRecent(now) || membership.wasToldNews();
  }

  private void askLost(long now) {
    boolean knowsMany = membership.table().size() > RoutingTable.K;
    if (knowsMany && now - askedLostNanos < LOST_PAUSE_NANOS && !membership.lost().isHurried()) {
      return;
    }
    askedLostNanos = now;
    for (Contact lost : membership.lost().due(now, LOST_PER_TICK)) {
      membership.verifier().retry(lost);
    }
  }

  /** The peers not heard for longest may all be the dead ones: ask at random before despairing. */
  private void probeSomeone() {
    List<Contact> peers = membership.table().contacts();
    for (int i = 0; i < PROBES_IN_DOUBT && !peers.isEmpty(); i++) {
      membership.verifier().probe(peers.get(random.nextInt(peers.size())));
    }
  }

  private void planRefresh() {
    refresh.cancel();
    if (!closed) {
      refresh = loop.schedule(jittered(refreshNanos), this::onRefresh);
    }
  }

  private void onRefresh() {
    long now = loop.nanoTime();
    int slower = membership.table().wantsEveryone() ? 2 : 4;
    refreshNanos = Math.min(longestRefreshNanos, slower * refreshNanos);
    if (membership.table().size() > 0) {
      lookUpNeighbours();
      readTable(refreshNanos < longestRefreshNanos ? PeerExchange.MAX_PAGES : 1);
      membership
          .table()
          .refreshTargets(now, refreshNanos, random, REFRESH_LIMIT)
          .forEach(target -> lookups.findNodes(target, REFRESH_WIDTH, result -> {}));
    }
    planRefresh();
  }

  /** Where everybody is to be known all are asked; else a few tell who is around us. */
  private void lookUpNeighbours() {
    if (membership.table().wantsEveryone()) {
      lookups.findNodes(self, RoutingTable.K, result -> {});
    } else {
      lookups.survey(self, result -> {});
    }
  }

  /** All of it, if it is small; else from anywhere on. */
  private void readTable(int pages) {
    boolean oneReadingTellsAll = membership.table().size() < PeerExchange.MAX_CONTACTS / 2;
    readTableOfSomeone(pages > 1 && oneReadingTellsAll ? Id.ZERO : Id.random(random), pages);
  }

  private void readTableOfSomeone(Id first, int pages) {
    readNanos = loop.nanoTime();
    membership.forgetTold();
    if (membership.table().wantsEveryone()) {
      exchange.read(first, pages);
    }
  }

  private long jittered(long nanos) {
    return nanos / 2 + (long) (nanos * random.nextDouble());
  }
}
