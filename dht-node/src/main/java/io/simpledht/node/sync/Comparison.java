package io.simpledht.node.sync;

import io.simpledht.protocol.Contact;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A comparison with a partner, whatever the size of the sets: where there is too much for one
 * {@link SyncSession}, its halves are compared, some at a time, and their halves if need be. Halves
 * that are equal cost one small exchange, so that few differences are found in a number of
 * exchanges that grows with the logarithm of the sets.
 */
final class Comparison {

  /**
   * Sessions of one comparison. Two sets of eight million entries that differ everywhere need as
   * many; who goes on splitting beyond that keeps us from others.
   */
  static final int MAX_SESSIONS = 512;

  /** Sessions at the same time: else their round trips would add up. */
  static final int MAX_AT_A_TIME = 4;

  private final SyncContext context;
  private final List<Contact> sources;
  private final boolean thorough;
  private final Patience patience;
  private final SyncSession.Listener listener;
  private final Deque<SyncScope> waiting = new ArrayDeque<>();
  private final Set<SyncSession> running = new LinkedHashSet<>();
  private SyncSession.End worst = SyncSession.End.EQUAL;
  private int sessions;

  /** As {@link SyncSession}, whose parameters these are. */
  Comparison(
      SyncContext context,
      SyncScope scope,
      List<Contact> sources,
      boolean thorough,
      Patience patience,
      SyncSession.Listener listener) {
    this.context = context;
    this.sources = sources;
    this.thorough = thorough;
    this.patience = patience;
    this.listener = listener;
    waiting.add(scope);
  }

  void start() {
    while (!waiting.isEmpty() && running.size() < MAX_AT_A_TIME && sessions < MAX_SESSIONS) {
      sessions++;
      Part part = new Part(waiting.remove());
      running.add(part.session);
      part.session.start();
    }
    if (running.isEmpty()) {
      listener.onEnd(waiting.isEmpty() ? worst : SyncSession.End.FAILED);
    }
  }

  void cancel() {
    running.forEach(SyncSession::cancel);
    running.clear();
  }

  /** Whether pages are on their way, so that our set grows faster than anybody could compare. */
  boolean isCopying() {
    return running.stream().anyMatch(SyncSession::isCopying);
  }

  private final class Part implements SyncSession.Listener {
    private final SyncScope scope;
    private final SyncSession session;

    Part(SyncScope scope) {
      this.scope = scope;
      this.session =
          new SyncSession(context, scope, sources, thorough, patience, this::split, this);
    }

    private void split() {
      List<SyncScope> halves = scope.halves();
      waiting.addFirst(halves.get(1));
      waiting.addFirst(halves.get(0));
      running.remove(session);
      start();
    }

    @Override
    public void onProgress(
        long entries, long expectedEntries, long bytes, long expectedBytes, boolean finished) {
      listener.onProgress(entries, expectedEntries, bytes, expectedBytes, finished);
    }

    @Override
    public void onEnd(SyncSession.End end) {
      worst = end.compareTo(worst) > 0 ? end : worst;
      running.remove(session);
      if (end.compareTo(SyncSession.End.FULL) >= 0) {
        waiting.clear(); // the same would become of them
        cancel();
      }
      start();
    }
  }
}
