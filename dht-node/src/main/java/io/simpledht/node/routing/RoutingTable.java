package io.simpledht.node.routing;

import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.Gauges;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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

  private static final int PROBE_TRANSMISSIONS = CallPolicy.PROBE.transmissions();

  /** Peers heard this lately are not probed. */
  private static final long PROBE_FREE_NANOS = 5 * SECOND;

  /**
   * A peer that is in the table no more.
   *
   * @param why what became of it
   */
  public record Removal(Contact peer, Parting why) {}

  /**
   * What became of a contact that answered.
   *
   * @param isNew whether it was admitted just now
   * @param pingFirst a peer to ping, because the answer puts its place or address in question
   * @param removed peers that are gone, which the answer has shown, or had to make room
   */
  public record Admission(boolean isNew, Optional<Contact> pingFirst, List<Removal> removed) {
    private static final Admission NOTHING = new Admission(false, Optional.empty(), List.of());
    private static final Admission NEW = new Admission(true, Optional.empty(), List.of());

    private static Admission pinging(Contact peer) {
      return new Admission(false, Optional.of(peer), List.of());
    }

    private Admission removing(Contact peer, Parting why) {
      List<Removal> all = new ArrayList<>(removed);
      all.add(new Removal(peer, why));
      return new Admission(isNew, pingFirst, all);
    }
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

  private final Id self;
  private final int splitBits;
  private final PeerList peers = new PeerList();
  private final SortedContacts contacts = peers.contacts();
  private final ReplacementCache replacements = new ReplacementCache();
  private final RefreshClock refreshes = new RefreshClock();
  private final UnaryOperator<Contact> canonical;

  /**
   * An empty table.
   *
   * @param splitBits bits by which each bucket is split, 0 to 8
   */
  public RoutingTable(Id self, int splitBits) {
    this(self, splitBits, contact -> contact);
  }

  /**
   * As the other.
   *
   * @param canonical answers the object to keep for a contact, which tables may share
   */
  public RoutingTable(Id self, int splitBits, UnaryOperator<Contact> canonical) {
    this.self = self;
    this.splitBits = splitBits;
    this.canonical = canonical;
  }

  /** The id of the node whose table this is. */
  public Id self() {
    return self;
  }

  // Admission

  /** A contact answered us. */
  public Admission heard(Contact contact, long nowNanos) {
    int known = peers.indexOf(contact.id());
    if (known >= 0 && peers.contact(known).equals(contact)) {
      peers.heard(known, nowNanos);
      return Admission.NOTHING;
    }
    int former = peers.indexAt(contact.address());
    if (former < 0) {
      return heardThere(contact, nowNanos);
    }
    Contact gone = remove(former);
    return heardThere(contact, nowNanos).removing(gone, Parting.REPLACED);
  }

  /** A contact answered at an address that nobody else has. */
  private Admission heardThere(Contact contact, long nowNanos) {
    int known = peers.indexOf(contact.id());
    if (known >= 0) {
      return heardElsewhere(known, contact, nowNanos);
    }
    int from = slotStart(contact.id());
    int to = slotEnd(contact.id());
    if (hasRoom(contact.id(), to - from)) {
      peers.add(canonical.apply(contact), nowNanos);
      return Admission.NEW;
    }
    return heardWithoutRoom(contact, from, to, nowNanos);
  }

  /** The id may have moved, or somebody pretends to be it: the address known has the first word. */
  private Admission heardElsewhere(int known, Contact contact, long nowNanos) {
    if (!peers.isDoubted(known)) {
      return Admission.pinging(peers.contact(known));
    }
    peers.moved(known, canonical.apply(contact), nowNanos);
    return Admission.NOTHING;
  }

  private Admission heardWithoutRoom(Contact contact, int from, int to, long nowNanos) {
    int stalest = peers.stalest(from, to);
    if (peers.isDoubted(stalest)) {
      return takePlace(stalest, Parting.SILENCE, contact, nowNanos);
    }
    int surplus = surplus(contact, from, to);
    if (surplus >= 0) {
      return takePlace(surplus, Parting.NO_ROOM, contact, nowNanos);
    }
    replacements.add(slotKey(contact.id()), canonical.apply(contact));
    boolean fresh = nowNanos - peers.heardNanos(stalest) < FRESH_NANOS;
    return fresh ? Admission.NOTHING : Admission.pinging(peers.contact(stalest));
  }

  private Admission takePlace(int peer, Parting why, Contact contact, long nowNanos) {
    Contact gone = remove(peer);
    peers.add(canonical.apply(contact), nowNanos);
    return Admission.NEW.removing(gone, why);
  }

  private Contact remove(int peer) {
    Contact removed = peers.contact(peer);
    peers.removeAt(peer);
    return removed;
  }

  /** Whether hearing from this contact would put it into the table. */
  public boolean hasUseFor(Contact contact) {
    int known = peers.indexOf(contact.id());
    if (known >= 0) {
      return !peers.contact(known).equals(contact);
    }
    int from = slotStart(contact.id());
    int to = slotEnd(contact.id());
    return hasRoom(contact.id(), to - from)
        || peers.isAnyDoubted(from, to)
        || surplus(contact, from, to) >= 0;
  }

  /** A peer of a full range that is to make room for one of another owner, or -1. */
  private int surplus(Contact newcomer, int from, int to) {
    // Full replication is for networks of one owner.
    return wantsEveryone() ? -1 : Diversity.surplus(peers, from, to, newcomer.address());
  }

  // Eviction

  /**
   * A peer stayed silent throughout a call.
   *
   * @param unanswered transmissions in vain
   * @param convincing how many in a row are more than chance
   */
  public Failure failed(Id id, int unanswered, int convincing, long nowNanos) {
    int peer = peers.indexOf(id);
    if (peer < 0) {
      return Failure.NOTHING;
    }
    peers.failed(peer, unanswered, nowNanos);
    boolean dead =
        peers.unanswered(peer) >= convincing && peers.isDoubtedFor(peer, DOUBT_NANOS, nowNanos);
    if (!dead) {
      return Failure.NOTHING;
    }
    peers.removeAt(peer);
    return new Failure(true, replacements.take(slotKey(id)));
  }

  /** Takes a peer out; false if it was not in. */
  public boolean remove(Id id) {
    int peer = peers.indexOf(id);
    if (peer >= 0) {
      peers.removeAt(peer);
    }
    return peer >= 0;
  }

  // Buckets

  private int slotBits(Id id) {
    return Math.min(Id.BITS, self.commonPrefixLength(id) + 1 + splitBits);
  }

  private int slotStart(Id id) {
    return contacts.startOf(id, slotBits(id));
  }

  private int slotEnd(Id id) {
    return contacts.endOf(id, slotBits(id));
  }

  /** Whether the slot of an id, which holds so many, may hold one more. */
  private boolean hasRoom(Id id, int held) {
    return held < K || held < MAX_NEAR && held < capacity(id);
  }

  /**
   * How many the slot of an id may hold: more if fewer than k nodes are closer to us than those.
   */
  private int capacity(Id id) {
    int closerBits = self.commonPrefixLength(id) + 1;
    return splitBits == 0 ? bucketCapacity(contacts.count(self, closerBits)) : K;
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
    int end = contacts.endOf(self, fromBits);
    int from = contacts.startOf(self, fromBits);
    while (from < end) {
      Id first = contacts.at(from).id();
      int to = slotEnd(first);
      shares.add(new Share(slotBits(first), reliable(from, to)));
      from = to;
    }
    return shares;
  }

  private List<Contact> reliable(int from, int to) {
    return IntStream.range(from, to)
        .boxed()
        .sorted(peers::compareReliability)
        .map(peers::contact)
        .toList();
  }

  // Questions

  /** Peers in the table. */
  public int size() {
    return peers.size();
  }

  void read(Gauges gauges) {
    int fullest = 0;
    int from = 0;
    while (from < peers.size()) {
      int to = slotEnd(contacts.at(from).id());
      fullest = Math.max(fullest, to - from);
      from = to;
    }
    gauges.read("peers in the fullest bucket", fullest, splitBits == 0 ? MAX_NEAR : K);
  }

  /**
   * Whether the table is split for broadcasts, so that every peer of a small network has a place.
   */
  boolean wantsEveryone() {
    return splitBits > 0;
  }

  /** Whether this very contact is in the table. */
  public boolean knows(Contact contact) {
    int known = peers.indexOf(contact.id());
    return known >= 0 && peers.contact(known).equals(contact);
  }

  /** Whether a peer's last call met silence. */
  public boolean isSuspect(Id id) {
    int known = peers.indexOf(id);
    return known >= 0 && peers.isDoubted(known);
  }

  /** Transmissions to a peer that went unanswered since it was last heard. */
  int unanswered(Id id) {
    int known = peers.indexOf(id);
    return known < 0 ? 0 : peers.unanswered(known);
  }

  /** When a peer was last heard; the beginning of time if it is not in the table. */
  public long lastHeardNanos(Id id) {
    int known = peers.indexOf(id);
    return known < 0 ? 0 : peers.heardNanos(known);
  }

  /** All contacts, in order of their ids. */
  public List<Contact> contacts() {
    return from(Id.ZERO, peers.size());
  }

  /** Up to {@code limit} contacts with ids from {@code first} on, in order. */
  public List<Contact> from(Id first, int limit) {
    int from = contacts.firstFrom(first);
    int to = (int) Math.min(peers.size(), (long) from + limit);
    return List.copyOf(contacts.range(from, to));
  }

  /** Up to {@code count} contacts, the closest to {@code target} first. */
  public List<Contact> closest(Id target, int count) {
    return closest(target, count, peer -> true);
  }

  /** As {@link #closest}, without this node and without peers whose last call met silence. */
  List<Contact> closestAnswering(Id target, int count, Id without) {
    int leftOut = peers.indexOf(without);
    return closest(target, count, peer -> !peers.isDoubted(peer) && peer != leftOut);
  }

  private List<Contact> closest(Id target, int count, IntPredicate wanted) {
    if (count < 1) {
      return List.of();
    }
    List<Contact> closest = new ArrayList<>(Math.min(count, peers.size()));
    contacts.closest(
        target,
        peer -> {
          if (wanted.test(peer)) {
            closest.add(peers.contact(peer));
          }
          return closest.size() < count;
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
    return Responsibility.among(contacts, us, factor);
  }

  /** Grows whenever a contact comes, goes or moves. */
  int changes() {
    return peers.changes();
  }

  /** Estimated nodes in the network, this one included. */
  public long networkSize() {
    return NetworkSize.estimate(self, closest(self, K), peers.size());
  }

  // Upkeep

  /**
   * The peers that should be asked for a sign of life next: the one not heard for longest, and
   * those in doubt, up to {@code limit}, as often as it takes to be sure when they may be given up.
   *
   * @param convincing as of {@link #failed}
   */
  public List<Contact> probeCandidates(long nowNanos, int convincing, int limit) {
    List<Contact> candidates = new ArrayList<>(0);
    int stalest = -1;
    for (int i = 0; i < peers.size(); i++) {
      if (!peers.isDoubted(i)) {
        boolean staler = stalest < 0 || peers.heardNanos(i) - peers.heardNanos(stalest) < 0;
        stalest = staler ? i : stalest;
      } else if (candidates.size() < limit && isToBeAskedAgain(i, convincing, nowNanos)) {
        candidates.add(peers.contact(i));
      }
    }
    if (stalest >= 0 && nowNanos - peers.heardNanos(stalest) >= PROBE_FREE_NANOS) {
      candidates.add(peers.contact(stalest));
    }
    return candidates;
  }

  /**
   * The last question is for when the doubt has lasted long enough, those before come evenly. One
   * comes halfway in any case: who was out of reach for a moment twice has answered in between.
   */
  private boolean isToBeAskedAgain(int doubted, int convincing, long nowNanos) {
    double before = Math.max(1, convincing - PROBE_TRANSMISSIONS);
    double part = Math.min(1, peers.unanswered(doubted) / before);
    return peers.isDoubtedFor(doubted, (long) (part * DOUBT_NANOS), nowNanos)
        || peers.isDoubtedFor(doubted, DOUBT_NANOS / 3, nowNanos)
            && !peers.isDoubtedFor(doubted, 2 * DOUBT_NANOS / 3, nowNanos);
  }

  /** Whether any peer is in doubt. */
  boolean hasDoubts() {
    return peers.isAnyDoubted(0, peers.size());
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
      if (wantsEveryone() || contacts.countBeside(self, bucket) < K) {
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
    while (buckets < Id.BITS && contacts.count(self, buckets + 1) >= count) {
      buckets++;
    }
    return buckets;
  }
}
