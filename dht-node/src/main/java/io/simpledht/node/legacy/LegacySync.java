package io.simpledht.node.legacy;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends a stock node everything, in as many sync_response datagrams as it takes for each to be one
 * it can read whole. Paced, because the other side is slow and says nothing of what it lost. Holds
 * only keys: what it sends is what is true when it sends it.
 */
final class LegacySync {

  private static final int MAX_DATA_BYTES = LegacyCodec.MAX_DATAGRAM_BYTES - 64;
  private static final int DATAGRAMS_PER_STEP = 4;
  private static final long STEP_NANOS = 10_000_000L;

  /** Hears what is sent, before it is. */
  interface Output {
    void send(Map<String, String> data);
  }

  private record Text(String key, String value, int bytes) {}

  private final Address destination;
  private final EventLoop loop;
  private final LegacyNetwork network;
  private final Output output;
  private final Consumer<Address> whenDone;
  private final Deque<Key> left = new ArrayDeque<>();
  private Text next;
  private int skipped;
  private boolean anySent;
  private Cancellable timer = Cancellable.NONE;

  LegacySync(
      Address destination,
      EventLoop loop,
      LegacyNetwork network,
      Output output,
      Consumer<Address> whenDone) {
    this.destination = destination;
    this.loop = loop;
    this.network = network;
    this.output = output;
    this.whenDone = whenDone;
  }

  void start() {
    network.scan(entry -> left.add(entry.key()));
    advance();
    step();
  }

  void cancel() {
    timer.cancel();
  }

  private void step() {
    for (int i = 0; i < DATAGRAMS_PER_STEP && (next != null || !anySent); i++) {
      sendOne();
    }
    if (next == null) {
      end();
    } else {
      timer = loop.schedule(STEP_NANOS, this::step);
    }
  }

  /** Also where there is nothing: the asker waits for an answer. */
  private void sendOne() {
    anySent = true;
    Map<String, String> data = new LinkedHashMap<>();
    int bytes = 0;
    while (next != null && bytes + next.bytes <= MAX_DATA_BYTES) {
      data.put(next.key, next.value);
      bytes += next.bytes;
      advance();
    }
    output.send(data);
  }

  private void advance() {
    next = null;
    while (next == null && !left.isEmpty()) {
      Key key = left.poll();
      network.held(key).ifPresent(value -> offer(key, value));
    }
  }

  private void offer(Key key, Bytes value) {
    Optional<String> keyText = key.bytes().asUtf8();
    Optional<String> valueText =
        value.length() > MAX_DATA_BYTES ? Optional.empty() : value.asUtf8();
    if (keyText.isPresent() && valueText.filter(text -> !text.isEmpty()).isPresent()) {
      int bytes = LegacyCodec.entryBytes(keyText.get(), valueText.get());
      if (bytes <= MAX_DATA_BYTES) {
        next = new Text(keyText.get(), valueText.get(), bytes);
        return;
      }
    }
    skipped++;
  }

  private void end() {
    if (skipped > 0) {
      network.onNotice(
          skipped
              + " values are empty, too large or not text and were not sent to SimpleDHT 0.1 node "
              + destination);
    }
    whenDone.accept(destination);
  }
}
