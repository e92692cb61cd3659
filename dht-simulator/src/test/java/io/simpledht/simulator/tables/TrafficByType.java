package io.simpledht.simulator.tables;

import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.network.Packet;
import io.simpledht.simulator.network.Rule;
import io.simpledht.simulator.network.Verdict;
import java.util.Arrays;
import java.util.Locale;

/** Counts what is sent by type of message, lost datagrams included, and lets everything pass. */
final class TrafficByType implements Rule {

  /** What IPv4 and UDP add to each datagram. */
  static final int HEADER_BYTES = 28;

  private static final int TYPE_AT = 2;
  private static final int TYPES = 256;

  private final long[] datagrams = new long[TYPES];
  private final long[] bytes = new long[TYPES];

  @Override
  public Verdict judge(Packet packet) {
    int type = packet.payload().get(TYPE_AT) & 0xFF;
    datagrams[type]++;
    bytes[type] += packet.length() + HEADER_BYTES;
    return Verdict.pass();
  }

  /** Starts from zero. */
  void reset() {
    Arrays.fill(datagrams, 0);
    Arrays.fill(bytes, 0);
  }

  long datagrams(MessageType... types) {
    long sum = 0;
    for (MessageType type : types) {
      sum += datagrams[type.code()];
    }
    return sum;
  }

  /** Bytes of some types with the headers of IPv4 and UDP. */
  long bytes(MessageType... types) {
    long sum = 0;
    for (MessageType type : types) {
      sum += bytes[type.code()];
    }
    return sum;
  }

  /** Bytes of all types with the headers of IPv4 and UDP. */
  long bytes() {
    long sum = 0;
    for (long count : bytes) {
      sum += count;
    }
    return sum;
  }

  /** What each type amounts to, divided by {@code nodeSeconds}. */
  String rates(double nodeSeconds) {
    StringBuilder text = new StringBuilder();
    for (MessageType type : MessageType.values()) {
      double rate = bytes[type.code()] / nodeSeconds;
      if (rate >= 0.5) {
        text.append(
            String.format(Locale.ROOT, " %s %.0f", type.name().toLowerCase(Locale.ROOT), rate));
      }
    }
    return text.toString().trim();
  }
}
