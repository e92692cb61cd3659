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
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pulls one announced value in chunks. The receiver drives: it keeps a window of chunk requests
 * open, each repeated on its own until answered (selective repeat), so a lost datagram costs one
 * datagram. A source that falls silent or no longer holds the value is replaced by the next one,
 * and only the chunks still missing are asked of it. The value is handed on only if its hash is the
 * announced one.
 */
final class ChunkPull {

  private static final int MIN_WINDOW = 16;
  private static final int INITIAL_WINDOW = 32;
  private static final int MAX_WINDOW = 64;

  /** At 30 % loss each way one chunk in three thousand is given up although its source is there. */
  private static final CallPolicy CHUNK_POLICY = new CallPolicy(12, 10_000_000_000L, 1);

  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final Key key;
  private final Version version;
  private final Id hash;
  private final byte[] value;
  private final Consumer<Optional<Bytes>> whenDone;
  private final CongestionWindow window =
      new CongestionWindow(MIN_WINDOW, INITIAL_WINDOW, MAX_WINDOW);
  private final Deque<Address> sources = new ArrayDeque<>();
  private final Deque<Integer> lost = new ArrayDeque<>();

  private Address source;
  private int nextOffset;
  private long sourceHeardNanos;
  private int open;
  private int receivedBytes;
  private boolean done;

  ChunkPull(
      RpcEndpoint rpc,
      EventLoop loop,
      Key key,
      Version version,
      Payload.Announced announced,
      Consumer<Optional<Bytes>> whenDone) {
    this.rpc = rpc;
    this.loop = loop;
    this.key = key;
    this.version = version;
    this.hash = announced.hash();
    this.value = new byte[announced.length()];
    this.whenDone = whenDone;
  }

  /** Adds someone who holds the value; the first one starts the pull. */
  void addSource(Address holder) {
    if (done || holder.equals(source) || sources.contains(holder)) {
      return;
    }
    sources.add(holder);
    if (source == null) {
      source = sources.poll();
      fill();
    }
  }

  int length() {
    return value.length;
  }

  private void fill() {
    while (!done && open < window.size()) {
      Integer offset = nextMissing();
      if (offset == null) {
        return;
      }
      ask(offset);
    }
  }

  private Integer nextMissing() {
    if (!lost.isEmpty()) {
      return lost.poll();
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
    open++;
    rpc.call(
        source,
        new GetChunk(key, version, offset, length),
        CHUNK_POLICY,
        new ChunkListener(source, offset, length));
  }

  private final class ChunkListener implements CallListener<Chunk> {
    private final Address asked;
    private final int offset;
    private final int length;
    private final long askedNanos = loop.nanoTime();

    ChunkListener(Address asked, int offset, int length) {
      this.asked = asked;
      this.offset = offset;
      this.length = length;
    }

    @Override
    public void onReply(Contact from, Chunk chunk) {
      open--;
      if (done) {
        return;
      }
      if (chunk.offset() != offset || chunk.data().length() != length) {
        lost.add(offset);
        replace(asked);
        return;
      }
      window.onAnswered(rpc.roundTripNanos(asked));
      sourceHeardNanos = loop.nanoTime();
      chunk.data().copyTo(value, offset);
      receivedBytes += length;
      if (receivedBytes == value.length) {
        verify();
      } else {
        fill();
      }
    }

    @Override
    public void onStalled() {
      window.onLoss(loop.nanoTime());
    }

    @Override
    public void onFailed(CallFailure failure) {
      open--;
      lost.add(offset);
      if (done) {
        return;
      }
      window.onLoss(loop.nanoTime());
      boolean heardSince = asked.equals(source) && sourceHeardNanos > askedNanos;
      if (heardSince && failure.isSilence()) {
        fill(); // one chunk had bad luck six times; the source is there
      } else {
        replace(asked);
      }
    }
  }

  /** Goes on with the next source, unless that has already happened. */
  private void replace(Address failed) {
    if (!failed.equals(source)) {
      fill();
      return;
    }
    source = sources.poll();
    if (source == null) {
      finish(Optional.empty());
    } else {
      fill();
    }
  }

  private void verify() {
    Bytes whole = Bytes.wrap(value);
    finish(Id.hashOf(whole).equals(hash) ? Optional.of(whole) : Optional.empty());
  }

  private void finish(Optional<Bytes> result) {
    done = true;
    whenDone.accept(result);
  }
}
