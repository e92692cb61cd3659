package io.simpledht.node.legacy;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A gateway with the least of a node behind it: a map, replicated to siblings at once. */
final class OurNode implements LegacyNetwork {

  /** Entries looked at in one scan. */
  static final int PIECE = 100;

  final FakeTransport transport;
  final Id id;
  final LegacyGateway gateway;
  final Map<Key, Entry> entries = new LinkedHashMap<>();
  final List<OurNode> siblings = new ArrayList<>();
  final List<String> notices = new ArrayList<>();
  final List<Address> found = new ArrayList<>();
  int puts;
  int refused;
  int synced;
  boolean full;
  long syncNanos;
  int lookedAtInOneGo;
  private long scannedAtNanos;
  private int lookedAt;

  OurNode(FakeWire wire, int number) {
    transport = wire.host(number);
    id = Id.hashOf(Bytes.utf8("node" + number));
    gateway = new LegacyGateway(transport, id, this, new SplittableRandom(number));
    transport.start((source, datagram) -> refused += gateway.onForeign(source, datagram) ? 0 : 1);
  }

  static void connect(OurNode... nodes) {
    for (OurNode node : nodes) {
      for (OurNode other : nodes) {
        if (node != other) {
          node.siblings.add(other);
        }
      }
    }
  }

  Address address() {
    return transport.localAddress();
  }

  void put(String key, String value) {
    put(Key.of(key), Bytes.utf8(value));
  }

  void put(Key key, Bytes value) {
    put(key, value, safe -> {});
  }

  void delete(String key) {
    write(Entry.tombstone(Key.of(key), nextVersion(), Long.MAX_VALUE));
  }

  Optional<String> held(String key) {
    return value(Key.of(key)).flatMap(Bytes::asUtf8);
  }

  private Optional<Bytes> value(Key key) {
    return held(key).flatMap(Entry::value);
  }

  private Version nextVersion() {
    return Version.of(transport.loop().wallMillis(), puts & 0xFFFF, id.word(0));
  }

  @Override
  public void put(Key key, Bytes value, Consumer<Boolean> whenSafe) {
    if (full) {
      whenSafe.accept(false);
      return;
    }
    puts++;
    write(Entry.value(key, value, nextVersion(), Entry.NEVER));
    whenSafe(whenSafe);
  }

  @Override
  public void whenSafe(Consumer<Boolean> whenSafe) {
    if (syncNanos == 0) {
      whenSafe.accept(true);
    } else {
      transport.loop().schedule(syncNanos, () -> whenSafe.accept(true));
    }
  }

  private void write(Entry entry) {
    merge(entry);
    siblings.forEach(sibling -> transport.loop().schedule(1_500_000, () -> sibling.merge(entry)));
  }

  private void merge(Entry entry) {
    Entry before = entries.get(entry.key());
    if (before == null || entry.supersedes(before)) {
      entries.put(entry.key(), entry);
      gateway.onChange(before, entry);
    }
  }

  @Override
  public void get(Key key, Consumer<Optional<Bytes>> whenKnown) {
    whenKnown.accept(value(key));
  }

  @Override
  public Optional<Entry> held(Key key) {
    return latest(key).filter(entry -> !entry.isTombstone());
  }

  @Override
  public Optional<Entry> latest(Key key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public Optional<Id> scan(Id from, Predicate<Entry> visitor) {
    Map<Id, Entry> ordered = new TreeMap<>();
    entries.values().forEach(entry -> ordered.put(entry.key().id(), entry));
    int looked = 0;
    noteScan();
    for (Entry entry : ordered.values()) {
      boolean before = entry.key().id().compareTo(from) < 0;
      if (!before && (look(looked++) || !entry.isTombstone() && !visitor.test(entry))) {
        return Optional.of(entry.key().id());
      }
    }
    return Optional.empty();
  }

  private void noteScan() {
    long nowNanos = transport.loop().nanoTime();
    lookedAt = nowNanos == scannedAtNanos ? lookedAt : 0;
    scannedAtNanos = nowNanos;
  }

  private boolean look(int before) {
    lookedAtInOneGo = Math.max(lookedAtInOneGo, ++lookedAt);
    return before == PIECE;
  }

  @Override
  public List<Contact> peers() {
    return siblings.stream().map(node -> new Contact(node.id, node.address())).toList();
  }

  @Override
  public long entries() {
    return entries.size();
  }

  @Override
  public void onLegacyPeer(Address peer) {
    found.add(peer);
  }

  @Override
  public void onLegacySynced() {
    synced++;
  }

  @Override
  public void onNotice(String line) {
    notices.add(line);
  }
}
