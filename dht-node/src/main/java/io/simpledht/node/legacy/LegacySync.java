package io.simpledht.node.legacy;

import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends a stock node everything, in as many sync_response datagrams as it takes for each to be one
 * it can read whole. Reads the store as it goes and keeps nothing of it. Paced, because the other
 * side is slow and says nothing of what it lost; and after each window it must give a sign that it
 * is there, or nothing more is sent.
 */
final class LegacySync {

  /** Sent before a sign of life: less than Linux keeps for a socket that is not read. */
  static final int WINDOW_DATAGRAMS = 16;

  private static final int MAX_DATA_BYTES = LegacyCodec.MAX_DATAGRAM_BYTES - 64;
  private static final int DATAGRAMS_PER_STEP = 4;
  private static final long STEP_NANOS = 10_000_000L;
  private static final long SIGN_NANOS = 500_000_000L;

  /** Times it is asked for a sign. */
  private static final int MAX_ASKED = 6;

  /** What it needs others for. */
  interface Output {
    /** Sends this, which is not empty unless there is nothing at all. */
    void send(Map<String, String> data);

    /** Asks the other side for a sign. */
    void askForSign();

    /** It is over; {@code skipped} values could not be sent. */
    void onEnd(boolean answered, int skipped);
  }

  private final EventLoop loop;
  private final LegacyNetwork network;
  private final Output output;
  private Id position = Id.ZERO;
  private Map<String, String> data = new LinkedHashMap<>();
  private int bytes;
  private int skipped;
  private boolean anySent;
  private int left = WINDOW_DATAGRAMS;
  private boolean ended;
  private int asked;
  private Cancellable timer = Cancellable.NONE;

  LegacySync(EventLoop loop, LegacyNetwork network, Output output) {
    this.loop = loop;
    this.network = network;
    this.output = output;
  }

  void start() {
    step();
  }

  void cancel() {
    timer.cancel();
  }

  private void step() {
    boolean more = true;
    for (int i = 0; i < DATAGRAMS_PER_STEP && left > 0 && more; i++) {
      more = sendOne();
    }
    if (ended) {
      output.onEnd(true, skipped);
    } else if (left == 0) {
      askForSign();
    } else {
      timer = loop.schedule(STEP_NANOS, this::step);
    }
  }

  /** False if that is all for now: the end, or a piece of the store with nothing to send. */
  private boolean sendOne() {
    data = new LinkedHashMap<>();
    bytes = 0;
    Optional<Id> next = network.scan(position, this::take);
    position = next.orElse(position);
    ended = next.isEmpty();
    boolean any = !data.isEmpty() || ended && !anySent; // who asks waits for an answer
    if (any) {
      anySent = true;
      left--;
      output.send(data);
    }
    return any && !ended;
  }

  /** False if it does not fit any more, and begins the next datagram. */
  private boolean take(Entry entry) {
    Optional<String> key = entry.key().bytes().asUtf8();
    Optional<String> value = entry.value().flatMap(LegacySync::textOf);
    int more =
        key.isEmpty() || value.isEmpty()
            ? Integer.MAX_VALUE
            : LegacyCodec.entryBytes(key.get(), value.get());
    if (more > MAX_DATA_BYTES) {
      skipped++;
      return true;
    }
    if (bytes + more > MAX_DATA_BYTES) {
      return false;
    }
    data.put(key.get(), value.get());
    bytes += more;
    return true;
  }

  private static Optional<String> textOf(Bytes value) {
    boolean fits = !value.isEmpty() && value.length() <= MAX_DATA_BYTES;
    return fits ? value.asUtf8() : Optional.empty();
  }

  private void askForSign() {
    if (asked++ == MAX_ASKED) {
      output.onEnd(false, skipped);
      return;
    }
    output.askForSign();
    timer = loop.schedule(SIGN_NANOS, this::askForSign);
  }

  /** The other side is there. */
  void onSign() {
    if (asked > 0) {
      asked = 0;
      left = WINDOW_DATAGRAMS;
      timer.cancel();
      timer = loop.schedule(STEP_NANOS, this::step);
    }
  }
}
