package io.simpledht.node.sync;

import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Decides when to compare with whom: at once and with complete peers on join, then for ever with
 * random peers (anti-entropy), soon after trouble and seldom while nothing differs. One comparison
 * at a time.
 */
public final class Synchronizer {

  /** Hears what comparisons achieve. */
  public interface Listener {
    /** A copy moved on, or ended. */
    void onProgress(
        long entries, long expectedEntries, long bytes, long expectedBytes, boolean finished);

    /** Compared with a peer, and everything we lacked was fetched. */
    void onCompared();

    /** This node's store is full: it goes on without what it could not keep. */
    void onStoreFull();
  }

  private static final long SECOND = 1_000_000_000L;

  /** After a comparison that found something the next one follows within this time. */
  private static final long SOON_NANOS = SECOND;

  /** After nodes that share keys with us have come or gone, within this time. */
  private static final long SHARERS_NANOS = 10 * SECOND;

  /** A joiner knows the peers of its first peer when they were told to it and have answered. */
  private static final int SETTLE_ROUND_TRIPS = 4;

  /** A joiner waits this long for a complete peer before it takes another joiner's word. */
  private static final long WAIT_FOR_READY_NANOS = 3 * SECOND;

  /** Peers pinged for a join, and those copied from at the same time. */
  private static final int JOIN_CANDIDATES = 8;

  private static final int MAX_SOURCES = 4;

  /**
   * How long a copy may crawl before somebody else is asked, at first and at most. Twice as long
   * each time in a row: if all are slow one of them must get to its end.
   */
  private static final long MIN_PATIENCE_NANOS = 30 * SECOND;

  private static final long MAX_PATIENCE_NANOS = 3_600 * SECOND;

  private final SyncContext context;
  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final RandomGenerator random;
  private final SyncScope.Source scopes;
  private final long intervalNanos;
  private final Listener listener;
  private final Absence absence;
  private final ComparisonPace pace;
  private final List<Contact> urgent = new ArrayList<>(2);
  private Cancellable timer = Cancellable.NONE;
  private Comparison comparison;
  private List<Contact> compared = List.of(); // with whom
  private Contact slow; // not to be asked next if there is anybody else
  private long patienceNanos = MIN_PATIENCE_NANOS;
  private long refusalsBefore; // of the replica, when the comparison began
  private long appliedBefore; // likewise, entries it had taken
  private long newestBefore; // of its clock, likewise
  private NodeState state = NodeState.STARTING;
  private long joiningSinceNanos;
  private long plannedNanos = Long.MAX_VALUE;
  private boolean settled; // since we joined, time has passed for more sources to be found
  private boolean searching;
  private boolean closed;

  /**
   * @param scopes what to compare and with whom
   * @param retentionMillis how long deletes are remembered
   * @param intervalNanos pause between comparisons while nothing differs; jittered, and stretched
   *     in quiet times
   */
  public Synchronizer(
      SyncContext context,
      RandomGenerator random,
      SyncScope.Source scopes,
      long retentionMillis,
      long intervalNanos,
      Listener listener) {
    this.context = context;
    this.rpc = context.rpc();
    this.loop = context.loop();
    this.random = random;
    this.scopes = scopes;
    this.intervalNanos = intervalNanos;
    this.pace = new ComparisonPace(intervalNanos);
    this.listener = listener;
    this.absence =
        new Absence(context.replica().store(), context.replica().clock(), retentionMillis);
  }

  /** Begins anti-entropy. */
  public void start() {
    plan(intervalNanos);
  }

  /** Whether others may copy from us: not while we may hold what everybody else has forgotten. */
  public boolean mayBeCopied() {
    return !absence.exceedsRetention(loop.wallMillis());
  }

  /**
   * Whether others may compare with us: not while we copy, when every answer would be outdated at
   * once and a partner would be made to push what is on its way already.
   */
  public boolean mayBeCompared() {
    return mayBeCopied() && (comparison == null || !comparison.isCopying());
  }

  /** Stops for good. */
  public void close() {
    closed = true;
    timer.cancel();
    if (comparison != null) {
      comparison.cancel();
    }
  }

  /** The node moved to another state. */
  public void onState(NodeState now) {
    state = now;
    if (now == NodeState.ISOLATED) {
      absence.begin(loop.wallMillis());
    }
    if (now == NodeState.SYNCING) {
      joiningSinceNanos = loop.nanoTime();
      pace.onTrouble();
      settled = false;
      plan(0);
    }
  }

  /**
   * A peer appeared. One that had been lost may hold what we never saw, and the other way round.
   */
  public void onPeerFound(Contact peer, boolean wasLost) {
    SyncScope scope = scopes.now();
    if (!scope.isPartner(peer)) {
      return;
    }
    boolean onlyPeer = scope.partners().size() == 1;
    if (!wasLost && !onlyPeer) {
      return;
    }
    if (urgent.size() < MAX_SOURCES) {
      urgent.add(peer);
    }
    pace.onTrouble();
    if (state != NodeState.SYNCING) {
      hasten((long) (SOON_NANOS * random.nextDouble()));
    } else if (onlyPeer) {
      plan(0);
    }
  }

  /**
   * A node that shares keys with us has come or gone: others are to hold what was held before. They
   * are given it, and compared with oftener for a while in case something was missed.
   */
  public void onSharersChanged() {
    pace.onTrouble();
    if (state != NodeState.SYNCING) {
      hasten((long) (SHARERS_NANOS * random.nextDouble()));
    }
  }

  /** Compares after this time, unless that is to happen earlier anyhow. */
  private void hasten(long delayNanos) {
    if (loop.nanoTime() + delayNanos < plannedNanos) {
      plan(delayNanos);
    }
  }

  private void plan(long delayNanos) {
    timer.cancel();
    if (!closed) {
      plannedNanos = loop.nanoTime() + delayNanos;
      timer = loop.schedule(delayNanos, this::onTimer);
    }
  }

  private void planNext() {
    boolean soon = state == NodeState.SYNCING || !urgent.isEmpty();
    plan(soon ? SOON_NANOS / 4 + random.nextLong(SOON_NANOS / 2) : pace.nextNanos(random));
  }

  private void planPatiently() {
    plan(intervalNanos / 2 + (long) (intervalNanos * random.nextDouble()));
  }

  private void onTimer() {
    if (comparison != null || searching || scopes.now().partners().isEmpty()) {
      planNext();
    } else if (state == NodeState.SYNCING && !settled) {
      settle();
    } else if (state == NodeState.SYNCING) {
      searchSources();
    } else {
      compareWith(List.of(pickPartner()));
    }
  }

  private void settle() {
    settled = true;
    long roundTrip = rpc.roundTripNanos(scopes.now().partners().get(0).address());
    plan(Math.min(SOON_NANOS, SETTLE_ROUND_TRIPS * roundTrip));
  }

  private Contact pickPartner() {
    if (!urgent.isEmpty()) {
      return urgent.remove(urgent.size() - 1);
    }
    List<Contact> peers = scopes.now().partners();
    int chosen = random.nextInt(peers.size());
    boolean isSlow = peers.get(chosen).equals(slow);
    return peers.get(isSlow ? (chosen + 1) % peers.size() : chosen);
  }

  private void searchSources() {
    searching = true;
    new SourceSearch(rpc, loop, this::onSourcesFound).start(someContacts());
  }

  private List<Contact> someContacts() {
    List<Contact> rest = new ArrayList<>(scopes.now().partners());
    List<Contact> chosen = new ArrayList<>(JOIN_CANDIDATES);
    while (!rest.isEmpty() && chosen.size() < JOIN_CANDIDATES) {
      chosen.add(rest.remove(random.nextInt(rest.size())));
    }
    return chosen;
  }

  private void onSourcesFound(SourceSearch.Found found) {
    searching = false;
    if (closed) {
      return;
    }
    boolean waitedEnough = loop.nanoTime() - joiningSinceNanos > WAIT_FOR_READY_NANOS;
    if (!found.ready().isEmpty()) {
      onCompletePeer(found.clock());
      compareWith(inAnyOrder(found.ready()));
    } else if (!found.others().isEmpty() && waitedEnough) {
      absence.end();
      compareWith(inAnyOrder(found.others()));
    } else {
      planNext();
    }
  }

  /**
   * A peer that holds everything knows what was deleted meanwhile. One that shares some keys does
   * not: of others we may have the last copy.
   */
  private void onCompletePeer(long clock) {
    if (scopes.now().everything()) {
      absence.onCompletePeer(loop.wallMillis(), clock);
    } else {
      absence.end();
    }
  }

  /** The fastest to answer shall not always be the one whose word counts. */
  private List<Contact> inAnyOrder(List<Contact> sources) {
    List<Contact> turned = new ArrayList<>(sources);
    Collections.rotate(turned, random.nextInt(turned.size()));
    if (turned.remove(slow)) {
      turned.add(slow);
    }
    return turned;
  }

  private void compareWith(List<Contact> sources) {
    SyncScope scope = scopes.now();
    int most = scope.everything() ? MAX_SOURCES : 1; // with each we share something else
    List<Contact> chosen = List.copyOf(sources.subList(0, Math.min(most, sources.size())));
    // While we may not be copied a partner cannot be left to copy from us.
    boolean thorough = state == NodeState.SYNCING || !mayBeCopied();
    refusalsBefore = context.replica().refusals();
    appliedBefore = context.replica().applied();
    newestBefore = context.replica().clock().newest();
    compared = chosen;
    comparison = new Comparison(context, scope, chosen, thorough, patience(), new Events());
    comparison.start();
  }

  private Patience patience() {
    return new Patience(patienceNanos, () -> !compared.containsAll(scopes.now().partners()));
  }

  private final class Events implements SyncSession.Listener {

    @Override
    public void onProgress(
        long entries, long expectedEntries, long bytes, long expectedBytes, boolean finished) {
      listener.onProgress(entries, expectedEntries, bytes, expectedBytes, finished);
    }

    @Override
    public void onEnd(SyncSession.End end) {
      comparison = null;
      if (closed) {
        return;
      }
      boolean crawled = end == SyncSession.End.SLOW;
      slow = crawled ? compared.get(0) : null;
      patienceNanos =
          crawled ? Math.min(2 * patienceNanos, MAX_PATIENCE_NANOS) : MIN_PATIENCE_NANOS;
      if (end == SyncSession.End.EQUAL || end == SyncSession.End.COPIED) {
        context.replica().lacksNothing(refusalsBefore);
      }
      if (end == SyncSession.End.EQUAL || end == SyncSession.End.RECONCILED) {
        absence.shared(newestBefore);
      }
      switch (end) {
        case EQUAL, RECONCILED, COPIED, REFUSED -> {
          absence.end();
          listener.onCompared();
        }
        case FULL -> listener.onStoreFull();
        case LEFT_TO_PARTNER, SLOW, FAILED -> {}
      }
      planAfter(end);
    }

    private void planAfter(SyncSession.End end) {
      switch (end) {
        case EQUAL -> {
          pace.onEqual();
          planNext();
        }
        case COPIED -> {
          boolean gained = context.replica().applied() > appliedBefore;
          planAfter(gained ? SyncSession.End.RECONCILED : SyncSession.End.EQUAL);
        }
        case REFUSED, FULL, LEFT_TO_PARTNER ->
            planPatiently(); // asking again soon would change nothing
        case RECONCILED, SLOW, FAILED -> {
          pace.onTrouble();
          plan(pace.nextNanos(random));
        }
      }
    }
  }
}
