package io.simpledht.node.replication;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.Stored;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One batch of entries on its way to several shares of the network, and what is known of each
 * entry's replicas so far.
 */
final class Delivery {

  /** Hears whenever a share has reported; the last time with {@link Delivery#isDone}. */
  @FunctionalInterface
  interface Progress {
    void onProgress(Delivery delivery);
  }

  private final List<Offer> offers;
  private final Progress progress;
  private final Predicate<Offer> overwritten;
  private final int[] confirmed;
  private final int[] asked;
  private final List<Missed> missed = new ArrayList<>(0);
  private final List<List<Contact>> openShares;

  /**
   * @param shares who is in each share
   * @param overwritten whether this node itself holds a newer version of an entry by now
   */
  Delivery(
      List<Offer> offers,
      List<List<Contact>> shares,
      Progress progress,
      Predicate<Offer> overwritten) {
    this.offers = offers;
    this.openShares = new LinkedList<>(shares);
    this.progress = progress;
    this.overwritten = overwritten;
    this.confirmed = new int[offers.size()];
    this.asked = new int[offers.size()];
  }

  List<Offer> offers() {
    return offers;
  }

  boolean isDone() {
    return openShares.isEmpty();
  }

  /** Replicas that confirmed entry {@code index}, those of this node not counted. */
  int confirmed(int index) {
    return confirmed[index];
  }

  /** Replicas of all shares that have reported, this node not counted. */
  int asked(int index) {
    return asked[index];
  }

  List<Missed> missed() {
    return missed;
  }

  /** Nodes of the shares that have not reported yet. */
  List<Id> unheard() {
    List<Id> unheard = new ArrayList<>();
    openShares.forEach(share -> share.forEach(contact -> unheard.add(contact.id())));
    return unheard;
  }

  /** A share's delegate has answered for itself and those it served. */
  void onStored(Contact delegate, List<Contact> share, Stored reply) {
    int known = Math.min(offers.size(), reply.outcomes().size());
    for (int i = 0; i < known; i++) {
      Stored.Outcome outcome = reply.outcomes().get(i);
      boolean outbid = isOutbid(i, outcome);
      confirmed[i] += outbid ? 0 : outcome.confirmed();
      asked[i] += outcome.asked();
      if (outbid || !outcome.status().confirms()) {
        miss(delegate.id(), i, outcome.status());
      }
    }
    for (Missed other : reply.missed()) {
      if (other.entry() < offers.size()) {
        miss(other.node(), other.entry(), other.reason());
      }
    }
    closeShare(share);
  }

  /**
   * Whether the delegate kept a newer version that we have never seen. A newer one that we hold as
   * well has overwritten ours, and that is as good as stored; one we do not know was there first,
   * and ours is lost unless the writer learns of it. What such a delegate tells of others does not
   * count either: it took theirs, newer than ours, for as good.
   */
  private boolean isOutbid(int index, Stored.Outcome outcome) {
    return outcome.status() == StoreStatus.STALE && !overwritten.test(offers.get(index));
  }

  /** The same entries on their way to some of the nodes. */
  Delivery part(List<List<Contact>> shares, Progress progressOfPart) {
    return new Delivery(offers, shares, progressOfPart, overwritten);
  }

  /** Nobody of a share could be reached. */
  void onUnreachable(List<Contact> share) {
    for (int i = 0; i < offers.size(); i++) {
      asked[i] += share.size();
      for (Contact replica : share) {
        miss(replica.id(), i, StoreStatus.UNREACHABLE);
      }
    }
    closeShare(share);
  }

  private void miss(Id node, int index, StoreStatus reason) {
    if (missed.size() < Stored.MAX_MISSED) {
      missed.add(new Missed(node, index, reason));
    }
  }

  private void closeShare(List<Contact> share) {
    openShares.removeIf(open -> open == share);
    progress.onProgress(this);
  }
}
