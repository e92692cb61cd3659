package io.simpledht.simulator.run;

import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.protocol.message.ValueFound;
import io.simpledht.simulator.network.Packet;
import io.simpledht.simulator.network.Rule;
import io.simpledht.simulator.network.Verdict;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is sent, by message type, and lets everything pass. */
final class WireTap implements Rule {

  /** Offsets in the header of a datagram. */
  private static final int TYPE = 2;

  private static final int FLAGS = 3;
  private static final int REQUEST_ID = 8;
  private static final int ATTEMPT_BITS = 0x0F;
  private static final int TYPES = 256;

  private final long[] datagrams = new long[TYPES];
  private final long[] bytes = new long[TYPES];
  private final MessageCodec codec = new MessageCodec();
  private final Ledger ledger;
  private final JoinRounds joins = new JoinRounds();
  private final ReadHops hops = new ReadHops();
  private long retransmissions;

  /** Counts among nodes numbered 1 to {@code nodes}. */
  WireTap(int nodes) {
    ledger = new Ledger(nodes);
  }

  /** How often joining nodes asked. */
  JoinRounds joins() {
    return joins;
  }

  /** How far reads went. */
  ReadHops hops() {
    return hops;
  }

  /** Who answered how much to whom. */
  Ledger ledger() {
    return ledger;
  }

  @Override
  public Verdict judge(Packet packet) {
    if (packet.length() > FLAGS) {
      ByteBuffer payload = packet.payload();
      int type = payload.get(TYPE) & 0xFF;
      datagrams[type]++;
      bytes[type] += packet.length();
      boolean request = MessageType.isRequest(type);
      if (type == MessageType.PING.code()) {
        joins.pinged(packet.sourceHost());
      }
      hops.sent(type, packet);
      if (ledger.looks() && packet.length() >= MessageCodec.HEADER_BYTES) {
        book(packet, payload, type);
      }
      retransmissions += request && (payload.get(FLAGS) & ATTEMPT_BITS) > 0 ? 1 : 0;
    }
    return Verdict.pass();
  }

  private void book(Packet packet, ByteBuffer payload, int type) {
    int from = packet.sourceHost();
    int to = packet.targetHost();
    long id = payload.getLong(REQUEST_ID);
    ledger.from(from, to, packet.source());
    if (MessageType.isRequest(type)) {
      ledger.asked(from, to, id, packet.length());
    } else {
      boolean contacts = listsContacts(type, payload);
      ledger.answered(from, to, packet.target(), id, packet.length(), contacts);
    }
  }

  private boolean listsContacts(int type, ByteBuffer payload) {
    if (type == MessageType.VALUE_FOUND.code()) {
      return holdsNoValue(payload);
    }
    return type == MessageType.NODES_FOUND.code() || type == MessageType.PEER_LIST.code();
  }

  private boolean holdsNoValue(ByteBuffer payload) {
    try {
      return codec.decode(payload).message() instanceof ValueFound answer
          && answer.found().isEmpty();
    } catch (MalformedMessageException strange) {
      return false;
    }
  }

  /** Requests that were sent again. */
  long retransmissions() {
    return retransmissions;
  }

  long datagrams(MessageType type) {
    return datagrams[type.code()];
  }

  long datagrams() {
    long sum = 0;
    for (long count : datagrams) {
      sum += count;
    }
    return sum;
  }

  long bytes() {
    long sum = 0;
    for (long count : bytes) {
      sum += count;
    }
    return sum;
  }

  /** Datagrams by type, those without any left out. */
  Map<String, Long> datagramsByType() {
    return byType(datagrams, new long[TYPES]);
  }

  // Since the last sample

  private final long[] sampledDatagrams = new long[TYPES];
  private final long[] sampledBytes = new long[TYPES];

  /** Datagrams by type since this was asked last. */
  Map<String, Long> newDatagrams() {
    return byType(datagrams, sampledDatagrams);
  }

  /** Bytes by type since this was asked last. */
  Map<String, Long> newBytes() {
    return byType(bytes, sampledBytes);
  }

  private static Map<String, Long> byType(long[] counts, long[] before) {
    Map<String, Long> byType = new TreeMap<>();
    for (int code = 0; code < TYPES; code++) {
      long added = counts[code] - before[code];
      before[code] = counts[code];
      if (added > 0) {
        MessageType type = MessageType.ofCode(code);
        byType.put(type == null ? "OTHER" : type.name().toLowerCase(Locale.ROOT), added);
      }
    }
    return byType;
  }
}
