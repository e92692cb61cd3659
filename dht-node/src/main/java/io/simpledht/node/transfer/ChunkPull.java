package io.simpledht.node.transfer;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Chunk;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Pulls one announced value in chunks. The receiver drives: it keeps a window of chunk requests
 * open, each repeated on its own until answered (selective repeat), so a lost datagram costs one
 * datagram. A source that falls silent while others are there, or no longer holds the value, is
 * replaced by the next one, and only the chunks still missing are asked of it; those who offered
 * the value come first, then whoever else may hold it. Nothing more is asked of whoever was
 * replaced.
 *
 * <p>The value is handed on only if its hash is the announced one. A wrong hash of chunks that all
 * came from one source convicts that source, and it is asked no more. Of chunks from several it
 * convicts nobody: the value is then pulled anew and from one source at a time, so that whoever
 * lies next is known and the honest ones are all still there to be asked.
 */
final class ChunkPull {

  /** At 30 % loss each way one chunk in a million is given up although its source is there. */
  private static final CallPolicy CHUNK_POLICY = new CallPolicy(20, 10_000_000_000L, 1);

  /**
   * A source heard so lately is there: the last chunks, which nothing else comes between, are asked
   * for again without growing pauses.
   */
  private static final long THERE_NANOS = 500_000_000L;

  /** A source not heard for so long while requests stall makes room for another. */
  private static final long SILENT_NANOS = 1_500_000_000L;

  /** Each source is turned to so often without a single chunk from anybody. */
  private static final int MAX_FRUITLESS_ROUNDS = 2;

  /** A value that had a wrong hash so often is given up: too many lie. */
  private static final int MAX_WRONG_HASHES = 5;

  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final Introductions introductions;
  private final Key key;
  private final Version version;
  private final Id hash;
  private final byte[] value;
  private final Function<Address, SourceWindow> windows;
  private final Supplier<List<Address>> otherHolders;
  private final Consumer<Optional<Bytes>> whenDone;
  private final Deque<Address> sources = new ArrayDeque<>();
  private final Set<Address> useless = new HashSet<>(4);
  private final Deque<Integer> lost = new ArrayDeque<>();
  private final SortedMap<Integer, Cancellable> asked = new TreeMap<>(); // of the present source
  private final BitSet received = new BitSet();
  private final Set<Address> givers = new HashSet<>(2); // of the chunks received

  private SourceWindow window;
  private Address source;
  private boolean sourceIsThere;
  private int nextOffset;
  private long heardNanos;
  private int receivedBytes;
  private int fruitless;
  private int wrongHashes;
  private boolean oneAtATime; // chunks of different sources do not mix any more
  private boolean othersAdded;
  private boolean done;

  /**
   * @param windows what a source may be asked for by all pulls together
   * @param otherHolders who else may hold the value; asked for when those who offered it fail
   */
  ChunkPull(
      RpcEndpoint rpc,
      EventLoop loop,
      Introductions introductions,
      Key key,
      Version version,
      Payload.Announced announced,
      Function<Address, SourceWindow> windows,
      Supplier<List<Address>> otherHolders,
      Consumer<Optional<Bytes>> whenDone) {
    this.rpc = rpc;
    this.loop = loop;
    this.introductions = introductions;
    this.key = key;
    this.version = version;
    this.hash = announced.hash();
    this.value = new byte[announced.length()];
    this.windows = windows;
    this.otherHolders = otherHolders;
    this.whenDone = whenDone;
  }

  /** Adds someone who holds the value; the first one starts the pull. */
  void addSource(Address holder) {
    addCandidate(holder);
    if (!done && source == null) {
      turnToNext();
    }
  }

  /** Gives up: nobody wants the value any more. */
  void cancel() {
    if (!done) {
      finish(Optional.empty());
    }
  }

  int receivedBytes() {
    return receivedBytes;
  }

  private void addCandidate(Address holder) {
    if (!done && !holder.equals(source) && !sources.contains(holder) && !useless.contains(holder)) {
      sources.add(holder);
    }
  }

  private void addOthersOnce() {
    if (!othersAdded) {
      othersAdded = true;
      otherHolders.get().forEach(this::addCandidate);
    }
  }

  private void turnToNext() {
    source = sources.poll();
    heardNanos = loop.nanoTime();
    window = windows.apply(source);
    sourceIsThere = false;
    if (oneAtATime) {
      forgetChunks();
    }
    Address holder = source;
    introductions.meet(holder, sign -> onIntroduced(holder, sign));
  }

  private void onIntroduced(Address holder, Introductions.Sign sign) {
    if (done || sourceIsThere || !holder.equals(source)) {
      return;
    }
    switch (sign) {
      case ANSWERED -> {
        sourceIsThere = true;
        heardNanos = loop.nanoTime();
        fill();
      }
      case STALLED -> turnToOthersIfAny(holder);
      case SILENT -> replace(holder, true);
    }
  }

  private void turnToOthersIfAny(Address silent) {
    addOthersOnce();
    if (!sources.isEmpty()) {
      replace(silent, true);
    }
  }

  /** Asks for what is missing as far as the source's window has room, and waits for the rest. */
  void fill() {
    while (!done && sourceIsThere) {
      Integer offset = nextMissing();
      if (offset == null) {
        return;
      }
      if (!window.tryOpen()) {
        lost.addFirst(offset);
        window.await(this);
        return;
      }
      ask(offset);
    }
  }

  private Integer nextMissing() {
    while (!lost.isEmpty()) {
      int offset = lost.poll();
      if (!received.get(offset / GetChunk.MAX_LENGTH)) {
        return offset;
      }
    }
    if (nextOffset >= value.length) {
      return null;
    }
    int offset = nextOffset;
    nextOffset += GetChunk.MAX_LENGTH;
    return offset;
  }

  private void ask(int offset) {
    int length = Math.min(GetChunk.MAX_LENGTH, value.length - offset);
    GetChunk request = new GetChunk(key, version, offset, length);
    asked.put(offset, rpc.call(source, request, CHUNK_POLICY, new ChunkListener(offset, length)));
  }

  /** Stops asking the present source; what it has not given is missing. */
  private void takeBackAll() {
    for (Map.Entry<Integer, Cancellable> call : asked.entrySet()) {
      call.getValue().cancel();
      window.onTakenBack();
      lost.add(call.getKey());
    }
    asked.clear();
  }

  /** Of the present source: calls of others were taken back. */
  private final class ChunkListener implements CallListener<Chunk> {
    private final int offset;
    private final int length;
    private final long askedNanos = loop.nanoTime();

    ChunkListener(int offset, int length) {
      this.offset = offset;
      this.length = length;
    }

    @Override
    public void onReply(Contact from, Chunk chunk) {
      asked.remove(offset);
      window.onAnswered(rpc.roundTripNanos(source));
      if (chunk.offset() == offset && chunk.data().length() == length) {
        heardNanos = loop.nanoTime();
        onChunk(offset, chunk.data());
      } else {
        lost.add(offset);
        replace(source, false); // it no longer holds that version, or talks nonsense
      }
    }

    @Override
    public void onStalled() {
      window.onStalled(loop.nanoTime());
      if (loop.nanoTime() - heardNanos > SILENT_NANOS) {
        turnToOthersIfAny(source);
      }
    }

    @Override
    public boolean heardSince(long nanos) {
      return heardNanos > nanos || loop.nanoTime() - heardNanos < THERE_NANOS;
    }

    @Override
    public void onFailed(CallFailure failure) {
      asked.remove(offset);
      window.onFailed(loop.nanoTime());
      lost.add(offset);
      if (failure.isSilence() && heardNanos > askedNanos) {
        window.await(ChunkPull.this); // one chunk had bad luck; the source is there
      } else {
        replace(source, failure.isSilence());
      }
    }
  }

  private void onChunk(int offset, Bytes data) {
    int number = offset / GetChunk.MAX_LENGTH;
    if (!received.get(number)) {
      received.set(number);
      givers.add(source);
      fruitless = 0;
      data.copyTo(value, offset);
      receivedBytes += data.length();
    }
    if (receivedBytes == value.length) {
      verify();
    }
  }

  /** Goes on with the next source, unless that has already happened. */
  private void replace(Address failed, boolean mayRecover) {
    if (!failed.equals(source)) {
      return;
    }
    takeBackAll();
    source = null;
    addOthersOnce();
    if (mayRecover) {
      sources.addLast(failed);
    } else {
      strike(failed);
    }
    fruitless++;
    if (sources.isEmpty() || fruitless > MAX_FRUITLESS_ROUNDS * sources.size()) {
      finish(Optional.empty());
    } else {
      turnToNext();
    }
  }

  private void verify() {
    Bytes whole = Bytes.wrap(value);
    if (Id.hashOf(whole).equals(hash)) {
      finish(Optional.of(whole));
      return;
    }
    wrongHashes++;
    if (wrongHashes >= MAX_WRONG_HASHES) {
      finish(Optional.empty());
      return;
    }
    if (givers.size() == 1) {
      strike(givers.iterator().next());
    }
    oneAtATime = true;
    forgetChunks();
    if (useless.contains(source)) {
      replace(source, false);
    } else {
      fill();
    }
  }

  private void forgetChunks() {
    received.clear();
    givers.clear();
    receivedBytes = 0;
    nextOffset = 0;
    takeBackAll();
    lost.clear();
  }

  /** Asks this source no more. */
  private void strike(Address holder) {
    useless.add(holder);
    sources.remove(holder);
  }

  private void finish(Optional<Bytes> result) {
    done = true;
    takeBackAll();
    whenDone.accept(result);
  }
}
