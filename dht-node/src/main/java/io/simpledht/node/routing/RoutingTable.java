package io.simpledht.node.routing;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Kademlia's routing table (Maymounkov and Mazieres, 2002): of the ids that share exactly i leading
 * bits with ours, bucket i holds up to k. Only contacts that answered us are admitted; the least
 * recently heard is asked before it has to make room; those for whom there is no room wait in a
 * replacement cache. Of the smallest subtree of ids around ours that holds k nodes everybody is
 * kept (the paper's section 2.4), so that a node knows all who hold copies of the same keys.
 *
 * <p>A bucket may be split further by the bits that follow (the paper's section 4.2): with {@code
 * splitBits} 4 each of its 16 slots holds up to k. Full replication needs that, because a broadcast
 * wants delegates in every slot. Pure: it knows no clock, no network and no chance of its own.
 */
public final class RoutingTable {

  /** Contacts of a bucket or slot, and of a lookup's result: Kademlia's k. */
  public static final int K = 20;

  /** Contacts of the bucket in which that subtree around our own id ends. */
  static final int MAX_NEAR = 2 * K;

  private static final long SECOND = 1_000_000_000L;

  /** A peer is in doubt for this long before it is given up: a pause of ten seconds is no death. */
  static final long DOUBT_NANOS = 12 * SECOND;

  /** A peer heard this lately need not prove itself again when its bucket is full. */
  private static final long FRESH_NANOS = 60 * SECOND;

  /** Peers heard this lately are not probed. */
  private static final long PROBE_FREE_NANOS = 5 * SECOND;

  /** Public addresses of one subnet in one slot, against tables filled by a single owner. */
  static final int MAX_PER_SUBNET = 3;

  /**
   * What became of a contact that answered.
   *
   * @param isNew whether it was admitted just now
   * @param pingFirst a peer to ping, because the answer puts its place or address in question
   */
  public record Admission(boolean isNew, Optional<Contact> pingFirst) {
    private static final Admission NOTHING = new Admission(false, Optional.empty());
    private static final Admission NEW = new Admission(true, Optional.empty());
  }

  /**
   * What became of a peer that stayed silent.
   *
   * @param removed whether it was given up
   * @param verifyNext who may take its place, once it answers
   */
  public record Failure(boolean removed, Optional<Contact> verifyNext) {
    private static final Failure NOTHING = new Failure(false, Optional.empty());
  }

  /**
   * A part of the id space that one delegate can serve.
   *
   * @param shareBits leading bits every node of the share has in common with every candidate
   * @param candidates the known nodes of the share, the most reliable first
   */
  public record Share(int shareBits, List<Contact> candidates) {}

  private static final Comparator<Peer> MOST_RELIABLE_FIRST =
      Comparator.comparingInt(Peer::unanswered)
          .thenComparing(Comparator.comparingLong(Peer::heardNanos).reversed());

  private final Id self;
  private final int splitBits;
  private final PeerList peers = new PeerList();
  private final ReplacementCache replacements = new ReplacementCache();
  private final RefreshClock refreshes = new RefreshClock();

  /**
   * An empty table.
   *
   * @param splitBits bits by which each bucket is split, 0 to 8
   */
  public RoutingTable(Id self, int splitBits) {
    this.self = self;
    this.splitBits = splitBits;
  }

  // Admission

  /** A contact answered us. */
  public Admission heard(Contact contact, long nowNanos) {
    Peer known = peers.get(contact.id());
    if (known != null) {
      return heardAgain(known, contact, nowNanos);
    }
    peerAt(contact.address()).ifPresent(former -> peers.remove(former.id()));
    int from = slotStart(contact.id());
    int to = slotEnd(contact.id());
    if (!isDiverse(contact.address(), from, to)) {
      return Admission.NOTHING;
    }
    if (to - from < capacity(contact.id())) {
      peers.add(new Peer(contact, nowNanos));
      return Admission.NEW;
    }
    return heardWithoutRoom(contact, from, to, nowNanos);
  }

  private Admission heardAgain(Peer known, Contact contact, long nowNanos) {
    if (known.contact().equals(contact)) {
      known.heard(nowNanos);
    } else if (known.isDoubted()) {
      known.moved(contact, nowNanos);
    } else {
      // The id may have moved, or somebody pretends to be it: the old address has the first word.
      return new Admission(false, Optional.of(known.contact()));
    }
    return Admission.NOTHING;
  }

  private Admission heardWithoutRoom(Contact contact, int from, int to, long nowNanos) {
    Peer stalest = stalest(from, to);
    if (stalest.isDoubted()) {
      peers.remove(stalest.id());
      peers.add(new Peer(contact, nowNanos));
      return Admission.NEW;
    }
    replacements.add(slotKey(contact.id()), contact);
    boolean fresh = nowNanos - stalest.heardNanos() < FRESH_NANOS;
    return fresh ? Admission.NOTHING : new Admission(false, Optional.of(stalest.contact()));
  }

  private Peer stalest(int from, int to) {
    Peer stalest = peers.at(from);
    for (int i = from + 1; i < to; i++) {
      if (MOST_RELIABLE_FIRST.compare(peers.at(i), stalest) > 0) {
        stalest = peers.at(i);
      }
    }
    return stalest;
  }

  /** Whether hearing from this contact would put it into the table. */
  public boolean hasUseFor(Contact contact) {
    Peer known = peers.get(contact.id());
    if (known != null) {
      return !known.contact().equals(contact);
    }
    int from = slotStart(contact.id());
    int to = slotEnd(contact.id());
    boolean room = to - from < capacity(contact.id()) || stalest(from, to).isDoubted();
    return room && isDiverse(contact.address(), from, to);
  }

  private boolean isDiverse(Address address, int from, int to) {
    if (splitBits > 0 || address.isPrivate()) {
      return true; // full replication is for networks of one owner
    }
    int same = 0;
    for (int i = from; i < to; i++) {
      same += address.sameSubnet(peers.at(i).contact().address()) ? 1 : 0;
    }
    return same < MAX_PER_SUBNET;
  }

  private Optional<Peer> peerAt(Address address) {
    for (int i = 0; i < peers.size(); i++) {
      if (peers.at(i).contact().address().equals(address)) {
        return Optional.of(peers.at(i));
      }
    }
    return Optional.empty();
  }

  // Eviction

  /**
   * A peer stayed silent throughout a call.
   *
   * @param unanswered transmissions in vain
   * @param convincing how many in a row are more than chance
   */
  public Failure failed(Id id, int unanswered, int convincing, long nowNanos) {
    Peer peer = peers.get(id);
    if (peer == null) {
      return Failure.NOTHING;
    }
    peer.failed(unanswered, nowNanos);
    if (peer.unanswered() < convincing || !peer.isDoubtedFor(DOUBT_NANOS, nowNanos)) {
      return Failure.NOTHING;
    }
    peers.remove(id);
    return new Failure(true, replacements.take(slotKey(id)));
  }

  /** Takes a peer out; false if it was not in. */
  public boolean remove(Id id) {
    return peers.remove(id);
  }

  // Buckets

  private int slotBits(Id id) {
    return Math.min(Id.BITS, self.commonPrefixLength(id) + 1 + splitBits);
  }

  private int slotStart(Id id) {
    return peers.startOf(id, slotBits(id));
  }

  private int slotEnd(Id id) {
    return peers.endOf(id, slotBits(id));
  }

  /**
   * How many the slot of an id may hold: more if fewer than k nodes are closer to us than those.
   */
  private int capacity(Id id) {
    int closerBits = self.commonPrefixLength(id) + 1;
    int closer = peers.endOf(self, closerBits) - peers.startOf(self, closerBits);
    return splitBits == 0 ? bucketCapacity(closer) : K;
  }

  /** How many a bucket may hold if so many known nodes are closer to us than those in it. */
  static int bucketCapacity(int closer) {
    return closer < K ? MAX_NEAR : K;
  }

  private int slotKey(Id id) {
    int bucket = self.commonPrefixLength(id);
    return bucket << 8 | id.bits(bucket + 1, splitBits);
  }

  /**
   * Divides all ids that share at least {@code fromBits} leading bits with ours, our own excepted,
   * into disjoint shares, one for each slot in which somebody is known.
   */
  public List<Share> shares(int fromBits) {
    List<Share> shares = new ArrayList<>();
    int end = peers.endOf(self, fromBits);
    int from = peers.startOf(self, fromBits);
    while (from < end) {
      int to = slotEnd(peers.at(from).id());
      shares.add(new Share(slotBits(peers.at(from).id()), reliable(from, to)));
      from = to;
    }
    return shares;
  }

  private List<Contact> reliable(int from, int to) {
    List<Peer> slot = new ArrayList<>(to - from);
    peers.forEach(from, to, slot::add);
    slot.sort(MOST_RELIABLE_FIRST);
    List<Contact> contacts = new ArrayList<>(slot.size());
    slot.forEach(peer -> contacts.add(peer.contact()));
    return contacts;
  }

  // Questions

  /** Peers in the table. */
  public int size() {
    return peers.size();
  }

  /**
   * Whether the table is split for broadcasts, so that every peer of a small network has a place.
   */
  boolean wantsEveryone() {
    return splitBits > 0;
  }

  /** Whether this very contact is in the table. */
  public boolean knows(Contact contact) {
    Peer known = peers.get(contact.id());
    return known != null && known.contact().equals(contact);
  }

  /** Whether a peer's last call met silence. */
  public boolean isSuspect(Id id) {
    Peer known = peers.get(id);
    return known != null && known.isDoubted();
  }

  /** Transmissions to a peer that went unanswered since it was last heard. */
  int unanswered(Id id) {
    Peer known = peers.get(id);
    return known == null ? 0 : known.unanswered();
  }

  /** When a peer was last heard; the beginning of time if it is not in the table. */
  public long lastHeardNanos(Id id) {
    Peer known = peers.get(id);
    return known == null ? 0 : known.heardNanos();
  }

  /** All contacts, in order of their ids. */
  public List<Contact> contacts() {
    return from(Id.ZERO, peers.size());
  }

  /** Up to {@code limit} contacts with ids from {@code first} on, in order. */
  public List<Contact> from(Id first, int limit) {
    int from = peers.firstFrom(first);
    int to = (int) Math.min(peers.size(), (long) from + limit);
    List<Contact> contacts = new ArrayList<>(to - from);
    peers.forEach(from, to, peer -> contacts.add(peer.contact()));
    return contacts;
  }

  /** Up to {@code count} contacts, the closest to {@code target} first. */
  public List<Contact> closest(Id target, int count) {
    List<Contact> closest = new ArrayList<>(Math.min(count, peers.size()));
    peers.closest(target, count, peer -> closest.add(peer.contact()));
    return closest;
  }

  /** As {@link #closest}, without peers whose last call met silence. */
  List<Contact> closestAnswering(Id target, int count) {
    List<Contact> closest = new ArrayList<>(Math.min(count, peers.size()));
    peers.closest(
        target,
        count + MAX_NEAR,
        peer -> {
          if (!peer.isDoubted() && closest.size() < count) {
            closest.add(peer.contact());
          }
        });
    return closest;
  }

  /**
   * Who is to hold which key at this moment, as far as known.
   *
   * @param us this node
   * @param factor copies of each key
   */
  public Responsibility responsibility(Contact us, int factor) {
    return Responsibility.among(peers, us, factor);
  }

  /** Estimated nodes in the network, this one included. */
  public long networkSize() {
    return NetworkSize.estimate(self, closest(self, K), peers.size());
  }

  // Upkeep

  /**
   * The peers that should be asked for a sign of life next: those in doubt, up to {@code limit},
   * and the one not heard for longest of the others.
   */
  public List<Contact> probeCandidates(long nowNanos, int limit) {
    List<Contact> candidates = new ArrayList<>(0);
    Peer stalest = null;
    for (int i = 0; i < peers.size(); i++) {
      Peer peer = peers.at(i);
      if (peer.isDoubted()) {
        if (candidates.size() < limit) {
          candidates.add(peer.contact());
        }
      } else if (stalest == null || peer.heardNanos() - stalest.heardNanos() < 0) {
        stalest = peer;
      }
    }
    if (stalest != null && nowNanos - stalest.heardNanos() >= PROBE_FREE_NANOS) {
      candidates.add(stalest.contact());
    }
    return candidates;
  }

  /** Whether any peer is in doubt. */
  boolean hasDoubts() {
    for (int i = 0; i < peers.size(); i++) {
      if (peers.at(i).isDoubted()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ids to look up so that no part of the table stays thin: a random one in each of up to {@code
   * limit} buckets that have room and were not refreshed for {@code staleNanos}, longest first.
   * What is in the table is kept true by probes; a bucket around our own id has few nodes by
   * nature, and looking up ourselves finds them.
   */
  public List<Id> refreshTargets(
      long nowNanos, long staleNanos, RandomGenerator random, int limit) {
    List<Integer> thin = new ArrayList<>();
    int buckets = bucketsBeyond(wantsEveryone() ? 1 : K);
    for (int bucket = 0; bucket < buckets; bucket++) {
      // Where everybody is wanted no bucket is ever known to be full.
      if (wantsEveryone() || sizeOfBucket(bucket) < K) {
        thin.add(bucket);
      }
    }
    List<Id> targets = new ArrayList<>(limit);
    for (int bucket : refreshes.due(thin, nowNanos, staleNanos, limit)) {
      targets.add(self.withBitFlipped(bucket).withTail(bucket + 1, Id.random(random)));
    }
    return targets;
  }

  /** How many buckets lie beyond the {@code count} closest known nodes. */
  private int bucketsBeyond(int count) {
    int buckets = 0;
    while (buckets < Id.BITS
        && peers.endOf(self, buckets + 1) - peers.startOf(self, buckets + 1) >= count) {
      buckets++;
    }
    return buckets;
  }

  private int sizeOfBucket(int bucket) {
    Id side = self.withBitFlipped(bucket);
    return peers.endOf(side, bucket + 1) - peers.startOf(side, bucket + 1);
  }
}
