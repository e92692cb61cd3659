package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Our own joins through stock nodes: join until acknowledged, then sync_request until answered. */
final class LegacyJoins {

  private static final long RETRY_NANOS = 1_000_000_000L;

  /** Times each question is asked. */
  private static final int MAX_TRIES = 4;

  /** Seeds asked at the same time. */
  private static final int MAX_OPEN = 16;

  /** A stock node's data, asked for once more than it needed, may arrive this long. */
  private static final long DATA_NANOS = 10_000_000_000L;

  private static final class Attempt {
    private boolean acknowledged;
    private int tries;
    private Cancellable timer = Cancellable.NONE;
  }

  private final EventLoop loop;
  private final BiConsumer<Address, LegacyMessage> sender;
  private final LegacyNetwork network;
  private final Function<Address, LegacyMessage> joinMessage;
  private final Map<Address, Attempt> open = new LinkedHashMap<>(0);
  private final Map<Address, Long> dataUntilNanos = new LinkedHashMap<>(0);

  LegacyJoins(
      EventLoop loop,
      BiConsumer<Address, LegacyMessage> sender,
      LegacyNetwork network,
      Function<Address, LegacyMessage> joinMessage) {
    this.loop = loop;
    this.sender = sender;
    this.network = network;
    this.joinMessage = joinMessage;
  }

  void tryJoin(Address seed) {
    if (open.size() < MAX_OPEN && !open.containsKey(seed)) {
      Attempt attempt = new Attempt();
      open.put(seed, attempt);
      ask(seed, attempt);
    }
  }

  private void ask(Address seed, Attempt attempt) {
    if (attempt.tries++ == MAX_TRIES) {
      end(seed, attempt);
      return;
    }
    sender.accept(
        seed, attempt.acknowledged ? new LegacyMessage.SyncRequest() : joinMessage.apply(seed));
    attempt.timer = loop.schedule(RETRY_NANOS, () -> ask(seed, attempt));
  }

  private void end(Address seed, Attempt attempt) {
    attempt.timer.cancel();
    open.remove(seed);
    if (attempt.acknowledged) {
      network.onLegacySynced();
    }
  }

  /** Whether a question to this seed waits for its answer. */
  boolean isOpen(Address seed) {
    return open.containsKey(seed);
  }

  /** The seed turned out to be of our own kind. */
  void cancel(Address seed) {
    Attempt attempt = open.remove(seed);
    if (attempt != null) {
      attempt.timer.cancel();
    }
  }

  /** The seed has let us in. */
  void onJoinAck(Address seed) {
    Attempt attempt = open.get(seed);
    if (attempt != null && !attempt.acknowledged) {
      attempt.acknowledged = true;
      attempt.tries = 0;
      attempt.timer.cancel();
      network.onLegacyPeer(seed);
      ask(seed, attempt);
    }
  }

  /** The seed has begun to send its data; false if it was not asked to. */
  boolean onSyncResponse(Address seed) {
    long nowNanos = loop.nanoTime();
    Attempt attempt = open.get(seed);
    if (attempt != null && attempt.acknowledged) {
      dataUntilNanos.put(seed, nowNanos + DATA_NANOS);
      end(seed, attempt);
    }
    dataUntilNanos.values().removeIf(until -> nowNanos - until > 0);
    return dataUntilNanos.containsKey(seed);
  }

  void close() {
    open.values().forEach(attempt -> attempt.timer.cancel());
    open.clear();
  }
}
