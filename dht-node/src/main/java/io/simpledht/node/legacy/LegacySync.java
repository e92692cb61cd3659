package io.simpledht.node.legacy;

import io.simpledht.node.legacy.LegacyPeers.LegacyPeer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.transport.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends a stock node everything, in as many sync_response datagrams as it takes for each to be one
 * it can read whole. Paced, because the other side is slow and says nothing of what it lost.
 */
final class LegacySync {

  private static final int MAX_DATA_BYTES = LegacyCodec.MAX_DATAGRAM_BYTES - 64;
  private static final int DATAGRAMS_PER_STEP = 4;
  private static final long STEP_NANOS = 10_000_000L;

  private final LegacyPeer peer;
  private final EventLoop loop;
  private final LegacyNetwork network;
  private final Consumer<LegacyMessage> sender;
  private final Deque<Map<String, String>> ready = new ArrayDeque<>();
  private Map<String, String> current = new LinkedHashMap<>();
  private int currentBytes;
  private int skipped;

  LegacySync(
      LegacyPeer peer, EventLoop loop, LegacyNetwork network, Consumer<LegacyMessage> sender) {
    this.peer = peer;
    this.loop = loop;
    this.network = network;
    this.sender = sender;
  }

  void start() {
    peer.syncing(true);
    network.scan(this::pack);
    ready.add(current); // also where there is nothing: the asker waits for an answer
    if (skipped > 0) {
      network.onNotice(
          skipped + " values are too large or not text and were not sent to " + peer.address());
    }
    step();
  }

  private boolean pack(Entry entry) {
    Optional<String> key = entry.key().bytes().asUtf8();
    Optional<String> value = entry.value().flatMap(Bytes::asUtf8);
    if (key.isEmpty() || value.isEmpty()) {
      skipped++;
      return true;
    }
    int bytes = LegacyCodec.entryBytes(key.get(), value.get());
    if (bytes > MAX_DATA_BYTES) {
      skipped++;
      return true;
    }
    if (currentBytes + bytes > MAX_DATA_BYTES) {
      ready.add(current);
      current = new LinkedHashMap<>();
      currentBytes = 0;
    }
    current.put(key.get(), value.get());
    currentBytes += bytes;
    return true;
  }

  private void step() {
    for (int i = 0; i < DATAGRAMS_PER_STEP && !ready.isEmpty(); i++) {
      Map<String, String> data = ready.poll();
      data.forEach((key, value) -> peer.recent().note(key, value, loop.nanoTime()));
      sender.accept(new LegacyMessage.SyncResponse(data));
    }
    if (ready.isEmpty()) {
      peer.syncing(false);
    } else {
      loop.schedule(STEP_NANOS, this::step);
    }
  }
}
