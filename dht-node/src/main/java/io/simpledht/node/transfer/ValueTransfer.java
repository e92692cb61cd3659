package io.simpledht.node.transfer;

import io.simpledht.node.rpc.Gauges;
import io.simpledht.node.rpc.HostLoads;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.Chunk;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Moves values between nodes: inside a message where they fit, else announced by hash and pulled in
 * chunks. Unfinished values are bounded in number of bytes, and two announcements of one version
 * share one pull.
 */
public final class ValueTransfer {

  /** Hashes of large values remembered, so that a value offered to many is hashed once. */
  private static final int MAX_KNOWN_HASHES = 64;

  /** Values pulled at the same time; more are refused as overload. */
  static final int MAX_UNFINISHED_VALUES = 4_096;

  /** Of them those that one host offered first, so that none keeps all others out. */
  static final int MAX_UNFINISHED_PER_HOST = MAX_UNFINISHED_VALUES / 4;

  /** Part of the memory for unfinished values that one host may take, unless with a single one. */
  private static final int HOST_SHARE = 2;

  private record Held(Key key, Version version) {}

  /** Values of clients have no version yet: two writes of one key differ by hash alone. */
  private record Wanted(Key key, Version version, Id hash) {}

  /** A value that is served although the store need not hold it. */
  private static final class Lent {
    private final Bytes value;
    private int borrowers;

    Lent(Bytes value) {
      this.value = value;
    }
  }

  private static final class Pull {
    private final List<Consumer<Optional<Entry>>> waiting = new ArrayList<>(1);
    private final Address offeredBy; // whose share of the memory it takes
    private ChunkPull chunks;

    Pull(Address offeredBy) {
      this.offeredBy = offeredBy;
    }
  }

  /** Finds the value of a version, for those who pull it. */
  @FunctionalInterface
  public interface Source {
    /** The value, or nothing if that very version is not held. */
    Optional<Bytes> find(Key key, Version version);
  }

  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final Introductions introductions;
  private final Source source;
  private final Function<Key, List<Address>> otherHolders;
  private final int maxValueBytes;
  private final long maxUnfinishedBytes;
  private final Map<Wanted, Pull> pulls = new LinkedHashMap<>();
  private final Map<Key, List<Wanted>> wantedOf = new HashMap<>(0); // every merge asks
  private final Map<Held, Id> knownHashes = new LinkedHashMap<>();
  private final Map<Held, Lent> lent = new LinkedHashMap<>(0);
  private final Map<Address, SourceWindow> windows = new LinkedHashMap<>();
  private final HostLoads values = new HostLoads();
  private final HostLoads bytes = new HostLoads();
  private long unfinishedBytes;

  /**
   * @param source where chunks are served from
   * @param otherHolders who may hold a key's value besides those who offer it
   * @param maxValueBytes larger values are not pulled
   * @param maxUnfinishedBytes memory that values being pulled may take together
   */
  public ValueTransfer(
      RpcEndpoint rpc,
      EventLoop loop,
      Source source,
      Function<Key, List<Address>> otherHolders,
      int maxValueBytes,
      long maxUnfinishedBytes) {
    this.rpc = rpc;
    this.loop = loop;
    this.introductions = new Introductions(rpc);
    this.source = source;
    this.otherHolders = otherHolders;
    this.maxValueBytes = maxValueBytes;
    this.maxUnfinishedBytes = maxUnfinishedBytes;
  }

  /** The entry as it goes into a message: whole if it fits, announced if not. */
  public Offer offer(Entry entry) {
    return WireSize.fitsInline(entry) ? Offer.whole(entry) : Offer.announcing(entry, hashOf(entry));
  }

  private Id hashOf(Entry entry) {
    if (entry.version().equals(Version.NONE)) {
      return Id.hashOf(entry.value().orElseThrow());
    }
    Held version = new Held(entry.key(), entry.version());
    Id known = knownHashes.get(version);
    if (known == null) {
      known = Id.hashOf(entry.value().orElseThrow());
      if (knownHashes.size() >= MAX_KNOWN_HASHES) {
        knownHashes.remove(knownHashes.keySet().iterator().next());
      }
      knownHashes.put(version, known);
    }
    return known;
  }

  /**
   * Serves an entry's value from now on, although the store may not hold it, until {@link
   * #takeBack} has been called as often. As many are lent as there are writes and repairs under
   * way, which hold their entries anyhow.
   */
  public void lend(Entry entry) {
    if (!WireSize.fitsInline(entry)) {
      Held version = new Held(entry.key(), entry.version());
      lent.computeIfAbsent(version, none -> new Lent(entry.value().orElseThrow())).borrowers++;
    }
  }

  /** Whoever was to pull a lent value has it, or will not have it. */
  public void takeBack(Entry entry) {
    Held version = new Held(entry.key(), entry.version());
    Lent loan = lent.get(version);
    if (loan != null && --loan.borrowers == 0) {
      lent.remove(version);
    }
  }

  /** Answers a request for a piece of a value. */
  public Chunk serve(GetChunk request) {
    Lent loan = lent.get(new Held(request.key(), request.version()));
    Bytes value =
        loan != null
            ? loan.value
            : source.find(request.key(), request.version()).orElse(Bytes.EMPTY);
    if (request.offset() >= value.length()) {
      return new Chunk(request.offset(), Bytes.EMPTY);
    }
    int end = Math.min(value.length(), request.offset() + request.length());
    return new Chunk(request.offset(), value.slice(request.offset(), end));
  }

  /**
   * Turns an offer into an entry, pulling its value from whoever offers it if need be. Calls back
   * once, at once where the value came along; with nothing if the value is too large, could not be
   * had from anyone who offered it, or did not have the announced hash.
   */
  public void resolve(Address offeredBy, Offer offer, Consumer<Optional<Entry>> whenResolved) {
    if (!(offer.payload() instanceof Payload.Announced announced)) {
      whenResolved.accept(offer.entry());
      return;
    }
    Wanted wanted = wanted(offer, announced);
    Pull pull = pulls.get(wanted);
    if (pull == null) {
      if (!admits(offeredBy, offer, announced)) {
        whenResolved.accept(Optional.empty());
        return;
      }
      pull = begin(offeredBy, wanted, offer, announced);
    }
    pull.waiting.add(whenResolved);
    pull.chunks.addSource(offeredBy);
  }

  private static Wanted wanted(Offer offer, Payload.Announced announced) {
    return new Wanted(offer.key(), offer.version(), announced.hash());
  }

  /**
   * Whether an announced value may be pulled now: whether it is being pulled already, or has room
   * in the memory for unfinished values and in the share of it that one host may take. A refusal is
   * counted.
   */
  public boolean admits(Address offeredBy, Offer offer, Payload.Announced announced) {
    boolean admitted =
        pulls.containsKey(wanted(offer, announced))
            || hasRoom(announced.length()) && hasRoomFor(offeredBy, announced.length());
    if (!admitted) {
      rpc.counters().overloaded();
    }
    return admitted;
  }

  private boolean hasRoom(int length) {
    return length <= maxValueBytes
        && pulls.size() < MAX_UNFINISHED_VALUES
        && unfinishedBytes + length <= maxUnfinishedBytes;
  }

  private boolean hasRoomFor(Address host, int length) {
    long taken = bytes.of(host);
    return taken == 0
        || taken + length <= maxUnfinishedBytes / HOST_SHARE
            && values.of(host) < MAX_UNFINISHED_PER_HOST;
  }

  /** How full the tables of values are. Loop only. */
  public void read(Gauges gauges) {
    gauges.read("values being pulled", pulls.size(), MAX_UNFINISHED_VALUES);
    gauges.read("bytes of values being pulled", unfinishedBytes, maxUnfinishedBytes);
  }

  /** Bytes reserved for values not yet whole. */
  public long unfinishedBytes() {
    return unfinishedBytes;
  }

  /** Bytes that have arrived of an announced value; 0 if it is not being pulled any more. */
  public long receivedBytes(Offer offer) {
    Payload.Announced announced = offer.announced().orElseThrow();
    Pull pull = pulls.get(wanted(offer, announced));
    return pull == null ? 0 : pull.chunks.receivedBytes();
  }

  /** A version has been merged: pulling older ones of the key is no use any more. */
  public void onMerged(Key key, Version version) {
    for (Wanted wanted : List.copyOf(wantedOf.getOrDefault(key, List.of()))) {
      boolean outdated = version.newerThan(wanted.version());
      Pull pull = pulls.get(wanted); // none if whoever waited for another ended it
      // A client's value has no version yet; it will be newer than everything.
      if (outdated && pull != null && !wanted.version().equals(Version.NONE)) {
        pull.chunks.cancel();
      }
    }
  }

  private Pull begin(Address offeredBy, Wanted wanted, Offer offer, Payload.Announced announced) {
    Pull pull = new Pull(offeredBy);
    pulls.put(wanted, pull);
    wantedOf.computeIfAbsent(wanted.key(), none -> new ArrayList<>(1)).add(wanted);
    reserve(offeredBy, 1, announced.length());
    pull.chunks =
        new ChunkPull(
            rpc,
            loop,
            introductions,
            offer.key(),
            offer.version(),
            announced,
            this::windowOf,
            () -> otherHolders.apply(offer.key()),
            value -> finish(wanted, offer, announced.length(), value));
    return pull;
  }

  private void forget(Wanted wanted) {
    List<Wanted> ofKey = wantedOf.get(wanted.key());
    ofKey.remove(wanted);
    if (ofKey.isEmpty()) {
      wantedOf.remove(wanted.key());
    }
  }

  private void reserve(Address host, int more, int moreBytes) {
    unfinishedBytes += moreBytes;
    values.add(host, more);
    bytes.add(host, moreBytes);
  }

  private SourceWindow windowOf(Address holder) {
    windows.values().removeIf(SourceWindow::isIdle);
    return windows.computeIfAbsent(holder, unknown -> new SourceWindow(loop));
  }

  /** Chunks asked for and not answered yet, by all pulls together. */
  public int openChunks() {
    int open = 0;
    for (SourceWindow window : windows.values()) {
      open += window.open();
    }
    return open;
  }

  private void finish(Wanted wanted, Offer offer, int reserved, Optional<Bytes> value) {
    Pull pull = pulls.remove(wanted);
    forget(wanted);
    reserve(pull.offeredBy, -1, -reserved);
    Optional<Entry> entry =
        value.map(
            whole -> Entry.value(offer.key(), whole, offer.version(), offer.expiresAtMillis()));
    pull.waiting.forEach(waiting -> waiting.accept(entry));
  }
}
