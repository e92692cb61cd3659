package io.simpledht.node.sync;

import io.simpledht.protocol.Contact;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A comparison with a partner, whatever the size of the sets: where there is too much for one
 * {@link SyncSession}, its halves are compared one after the other, and their halves if need be.
 * Halves that are equal cost one small exchange, so that few differences are found in a number of
 * exchanges that grows with the logarithm of the sets.
 */
final class Comparison {

  /**
   * Sessions of one comparison. Two sets of eight million entries that differ everywhere need half
   * as many; who goes on splitting beyond that keeps us from others.
   */
  static final int MAX_SESSIONS = 512;

  private final SyncContext context;
  private final List<Contact> sources;
  private final boolean thorough;
  private final SyncSession.Listener listener;
  private final Deque<SyncScope> parts = new ArrayDeque<>();
  private SyncSession.End worst = SyncSession.End.EQUAL;
  private SyncSession session;
  private int sessions;

  /** As {@link SyncSession}, whose parameters these are. */
  Comparison(
      SyncContext context,
      SyncScope scope,
      List<Contact> sources,
      boolean thorough,
      SyncSession.Listener listener) {
    this.context = context;
    this.sources = sources;
    this.thorough = thorough;
    this.listener = listener;
    parts.add(scope);
  }

  void start() {
    sessions++;
    SyncScope part = parts.remove();
    session =
        new SyncSession(context, part, sources, thorough, () -> split(part), new PartListener());
    session.start();
  }

  void cancel() {
    session.cancel();
  }

  /** Whether pages are on their way, so that our set grows faster than anybody could compare. */
  boolean isCopying() {
    return session.isCopying();
  }

  private void split(SyncScope part) {
    List<SyncScope> halves = part.halves();
    parts.addFirst(halves.get(1));
    parts.addFirst(halves.get(0));
    goOn();
  }

  private void goOn() {
    if (sessions < MAX_SESSIONS) {
      start();
    } else {
      listener.onEnd(SyncSession.End.FAILED);
    }
  }

  private final class PartListener implements SyncSession.Listener {

    @Override
    public void onProgress(
        long entries, long expectedEntries, long bytes, long expectedBytes, boolean finished) {
      listener.onProgress(entries, expectedEntries, bytes, expectedBytes, finished);
    }

    @Override
    public void onEnd(SyncSession.End end) {
      worst = end.compareTo(worst) > 0 ? end : worst;
      if (parts.isEmpty() || end == SyncSession.End.FULL || end == SyncSession.End.FAILED) {
        listener.onEnd(worst);
      } else {
        goOn();
      }
    }
  }
}
