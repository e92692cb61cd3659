package io.simpledht.node.replication;

import io.simpledht.node.routing.RoutingTable;
import io.simpledht.node.rpc.Gauges;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.message.Stored;
import io.simpledht.protocol.message.Stored.Outcome;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A copy of everything on every node: writes go out by delegated broadcast, reads are local. */
public final class FullReplication implements Placement {

  private final Replica replica;
  private final RoutingTable table;
  private final EventLoop loop;
  private final ValueTransfer transfer;
  private final StoreService stores;
  private final Broadcast broadcast;
  private final WriteBatcher batcher;
  private final RecentWrites recentWrites = new RecentWrites();
  private final PeerReads peerReads;
  private final Standing standing;

  /** A copy of everything in {@code replica}; {@code standing} tells whether it is that. */
  public FullReplication(
      Replica replica,
      RoutingTable table,
      EventLoop loop,
      ValueTransfer transfer,
      StoreService stores,
      Broadcast broadcast,
      PeerReads peerReads,
      Standing standing) {
    this.replica = replica;
    this.table = table;
    this.loop = loop;
    this.transfer = transfer;
    this.stores = stores;
    this.broadcast = broadcast;
    this.batcher = new WriteBatcher(broadcast, loop, () -> 1 + table.size());
    this.peerReads = peerReads;
    this.standing = standing;
  }

  @Override
  public void write(
      Entry entry, WriteConcern concern, long timeoutNanos, Consumer<PutOutcome> whenKnown) {
    replica.mergeOwn(entry);
    WriteTracker tracker = new WriteTracker(entry.version(), concern, whenKnown);
    Offer offer = transfer.offer(entry);
    recentWrites.add(offer, loop.nanoTime());
    tracker.awaitOwn(table.self());
    boolean sent = table.size() > 0 && batcher.hasRoom();
    if (sent) {
      tracker.unheard(() -> table.contacts().stream().map(Contact::id).toList());
      tracker.update(0, 1 + table.size(), List.of(), false);
    } else {
      tellUnsent(tracker);
    }
    replica.sync(tracker::onOwn);
    if (!tracker.isAnswered()) {
      tracker.deadline(loop.schedule(timeoutNanos, tracker::expire));
    }
    if (sent) {
      batcher.submit(offer, tracker, loop.nanoTime() + timeoutNanos);
    }
  }

  /** Nobody is asked; anti-entropy brings the write to the others. */
  private void tellUnsent(WriteTracker tracker) {
    if (table.size() > 0 || standing.isAlone()) {
      List<Contact> others = table.contacts(); // if any, too many writes wait to be sent to them
      tracker.update(
          0, 1 + others.size(), WriteTracker.missed(others, StoreStatus.OVERLOADED), true);
    } else {
      List<Contact> missing = standing.missedPeers();
      int others = Math.max(1, missing.size()); // there is somebody, even if not known by name
      tracker.update(0, 1 + others, WriteTracker.missed(missing, StoreStatus.UNREACHABLE), true);
    }
  }

  @Override
  public void read(Key key, ReadConcern concern, Consumer<ReadOutcome> whenKnown) {
    Optional<Entry> held = replica.find(key);
    int own = held.isPresent() || answersMiss(key) ? 1 : 0;
    if (own >= concern.replies()) {
      whenKnown.accept(ReadOutcome.known(held.filter(replica::isLive), own));
      return;
    }
    List<Contact> peers = table.closest(key.id(), PeerReads.candidates(concern));
    peerReads.ask(key, peers, held, own, concern, whenKnown);
  }

  /** Who does not hold everything yet knows nothing of what it lacks. */
  @Override
  public boolean answersMiss(Key key) {
    return standing.isComplete(key);
  }

  @Override
  public void store(Contact from, Store request, Consumer<Stored> whenDone) {
    stores.take(from.address(), request.offers(), statuses -> passOn(request, statuses, whenDone));
  }

  @Override
  public void onPeerFound(Contact peer) {
    for (List<Offer> offers : recentWrites.batches(loop.nanoTime())) {
      broadcast.sendTo(peer, offers);
    }
  }

  @Override
  public void read(Gauges gauges) {
    gauges.read("writes to be sent", batcher.size(), WriteBatcher.MAX_QUEUED);
  }

  @Override
  public void close() {
    batcher.close();
  }

  /** Serves the share this node was made delegate of, and answers when all of it has reported. */
  private void passOn(Store request, List<StoreStatus> statuses, Consumer<Stored> whenDone) {
    List<Offer> accepted = new ArrayList<>();
    int[] position = new int[statuses.size()];
    for (int i = 0; i < statuses.size(); i++) {
      position[i] = statuses.get(i).confirms() ? accepted.size() : -1;
      if (statuses.get(i).confirms()) {
        accepted.add(request.offers().get(i));
      }
    }
    if (accepted.isEmpty() || request.shareBits() == Store.RECEIVER_ONLY) {
      whenDone.accept(report(statuses, position, null));
      return;
    }
    Delivery delivery =
        broadcast.send(
            accepted,
            request.shareBits(),
            request.budgetMillis() * 1_000_000L,
            progress -> {
              if (progress.isDone()) {
                whenDone.accept(report(statuses, position, progress));
              }
            });
    if (delivery.isDone()) {
      whenDone.accept(report(statuses, position, delivery));
    }
  }

  private static Stored report(List<StoreStatus> statuses, int[] position, Delivery share) {
    List<Outcome> outcomes = new ArrayList<>(statuses.size());
    List<Missed> missed = new ArrayList<>(0);
    for (int i = 0; i < statuses.size(); i++) {
      boolean passedOn = share != null && position[i] >= 0;
      int confirmed = passedOn ? share.confirmed(position[i]) : 0;
      int asked = passedOn ? share.asked(position[i]) : 0;
      int here = statuses.get(i).confirms() ? 1 : 0;
      outcomes.add(new Outcome(statuses.get(i), confirmed + here, asked + 1));
      if (passedOn) {
        addMissed(missed, share, position[i], i);
      }
    }
    return new Stored(outcomes, missed);
  }

  private static void addMissed(List<Missed> missed, Delivery share, int from, int to) {
    for (Missed other : share.missed()) {
      if (other.entry() == from && missed.size() < Stored.MAX_MISSED) {
        missed.add(new Missed(other.node(), to, other.reason()));
      }
    }
  }
}
