package io.simpledht.node;

import io.simpledht.node.legacy.LegacyNetwork;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.sync.StoreWalk;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A running node as the ancestor's nodes may use it. */
final class LegacyView implements LegacyNetwork {

  private static final long WRITE_TIMEOUT_NANOS = 5_000_000_000L;

  private final NodeCore core;

  LegacyView(NodeCore core) {
    this.core = core;
  }

  @Override
  public void put(Key key, Bytes value, Consumer<Boolean> whenSafe) {
    try {
      core.data()
          .put(
              key,
              value,
              0,
              WriteConcern.LOCAL,
              WRITE_TIMEOUT_NANOS,
              outcome -> whenSafe.accept(outcome.satisfied()));
    } catch (IllegalArgumentException | StoreException refused) {
      core.onNotice("a SimpleDHT 0.1 write of " + key + " was refused: " + refused.getMessage());
      whenSafe.accept(false);
    }
  }

  @Override
  public void whenSafe(Consumer<Boolean> whenSafe) {
    core.replica().sync(whenSafe);
  }

  @Override
  public void get(Key key, Consumer<Optional<Bytes>> whenKnown) {
    core.data()
        .get(
            key,
            ReadConcern.ONE,
            // Its protocol has no word for not knowing; told of nothing it asks its next peer.
            outcome -> whenKnown.accept(outcome.found().flatMap(Entry::value)));
  }

  @Override
  public Optional<Entry> held(Key key) {
    return core.replica().live(key);
  }

  @Override
  public Optional<Entry> latest(Key key) {
    return core.replica().find(key);
  }

  @Override
  public Optional<Id> scan(Id from, Predicate<Entry> visitor) {
    Replica replica = core.replica();
    return StoreWalk.piece(
        replica.store(), from, entry -> !replica.isLive(entry) || visitor.test(entry));
  }

  @Override
  public List<Contact> peers() {
    return core.peers();
  }

  @Override
  public long entries() {
    return core.replica().store().values();
  }

  @Override
  public void onLegacyPeer(Address peer) {
    core.onLegacyPeer(peer);
  }

  @Override
  public void onLegacySynced() {
    core.onLegacySynced();
  }

  @Override
  public void onNotice(String line) {
    core.onNotice(line);
  }
}
