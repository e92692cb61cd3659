package io.simpledht.simulator.canary;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.ItemsMissing;
import io.simpledht.protocol.message.Leave;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.Stored;
import io.simpledht.protocol.message.Stored.Outcome;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.DatagramHandler;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/** Bugs planted into what a node hears and says. */
final class TransportCanaries {

  private static final int TYPE_AT = 2;
  private static final int FLAGS_AT = 3;
  private static final int CHECKSUM_AT = 4;
  private static final int REQUEST_ID_AT = 8;
  private static final int ATTEMPT_MASK = 0x0F;

  private TransportCanaries() {}

  private static MessageType typeOf(ByteBuffer datagram) {
    return datagram.remaining() < MessageCodec.HEADER_BYTES
        ? null
        : MessageType.ofCode(datagram.get(datagram.position() + TYPE_AT) & 0xFF);
  }

  private static boolean isRequest(ByteBuffer datagram) {
    return typeOf(datagram) != null
        && MessageType.isRequest(datagram.get(datagram.position() + TYPE_AT) & 0xFF);
  }

  /** Reports one more copy of everything than there is. */
  static final class OverClaiming extends ForwardingTransport {
    OverClaiming(Transport transport) {
      super(transport);
    }

    @Override
    public void send(Address destination, ByteBuffer datagram) {
      Envelope envelope = typeOf(datagram) == MessageType.STORED ? decode(datagram) : null;
      if (envelope == null) {
        toWire(destination, datagram);
        return;
      }
      Stored stored = (Stored) envelope.message();
      List<Outcome> more = new ArrayList<>();
      for (Outcome outcome : stored.outcomes()) {
        more.add(new Outcome(outcome.status(), outcome.confirmed() + 1, outcome.asked() + 1));
      }
      toWire(destination, encode(envelope.header(), new Stored(more, stored.missed())));
    }
  }

  /** Says that it holds whatever it is asked for. */
  static final class Boasting extends ForwardingTransport {
    Boasting(Transport transport) {
      super(transport);
    }

    @Override
    public void send(Address destination, ByteBuffer datagram) {
      Envelope answer = typeOf(datagram) == MessageType.ITEMS_MISSING ? decode(datagram) : null;
      toWire(
          destination,
          answer == null ? datagram : encode(answer.header(), new ItemsMissing(List.of())));
    }
  }

  /** Passes writes on, a bounded number of times, so that a run ends. */
  static final class Echoing extends ForwardingTransport {
    private static final int MAX_ECHOES = 5_000;
    private static final int MAX_KNOWN = 256;
    private final Set<Address> known = new LinkedHashSet<>();
    private int echoes;

    Echoing(Transport transport) {
      super(transport);
    }

    @Override
    void receive(Address source, ByteBuffer datagram) {
      if (known.size() < MAX_KNOWN) {
        known.add(source);
      }
      Envelope envelope = typeOf(datagram) == MessageType.STORE ? decode(datagram) : null;
      if (envelope != null) {
        known.forEach(peer -> echo(peer, envelope));
      }
      toNode(source, datagram);
    }

    private void echo(Address peer, Envelope envelope) {
      if (echoes < MAX_ECHOES) {
        Store store = (Store) envelope.message();
        Store single = new Store(Store.RECEIVER_ONLY, store.budgetMillis(), store.offers());
        long id = envelope.header().requestId() + ++echoes;
        toWire(peer, encode(new Header(id, envelope.header().sender(), true, 0), single));
      }
    }
  }

  /** Says nothing more until somebody answers the first question. */
  static final class AskingOnce extends ForwardingTransport {
    private final Set<Address> asked = new LinkedHashSet<>();
    private boolean answered;

    AskingOnce(Transport transport) {
      super(transport);
    }

    @Override
    void receive(Address source, ByteBuffer datagram) {
      answered = true;
      toNode(source, datagram);
    }

    @Override
    public void send(Address destination, ByteBuffer datagram) {
      if (answered || asked.add(destination)) {
        toWire(destination, datagram);
      } else {
        datagram.position(datagram.limit());
      }
    }
  }

  /** Sends to a node where it was first, wherever it is now. */
  static final class Nostalgic extends ForwardingTransport {
    private static final int MAX_KNOWN = 4_096;
    private final Map<Id, Address> first = new HashMap<>(); // looked up, never iterated
    private final Map<Address, Address> before = new HashMap<>(); // looked up, never iterated

    Nostalgic(Transport transport) {
      super(transport);
    }

    @Override
    void receive(Address source, ByteBuffer datagram) {
      Envelope envelope = decode(datagram.duplicate());
      if (envelope != null && first.size() < MAX_KNOWN) {
        Address known = first.computeIfAbsent(envelope.header().sender(), id -> source);
        if (!known.equals(source) && before.size() < MAX_KNOWN) {
          before.put(source, known);
        }
      }
      toNode(source, datagram);
    }

    @Override
    public void send(Address destination, ByteBuffer datagram) {
      toWire(before.getOrDefault(destination, destination), datagram);
    }
  }

  /** Takes a retransmission as a good-bye of whom it goes to. */
  static final class Evicting extends ForwardingTransport {
    private final Map<Address, Id> ids = new HashMap<>(); // looked up, never iterated
    private long goodbyes;

    Evicting(Transport transport) {
      super(transport);
    }

    @Override
    void receive(Address source, ByteBuffer datagram) {
      Envelope envelope = decode(datagram);
      if (envelope != null) {
        ids.put(source, envelope.header().sender());
      }
      toNode(source, datagram);
    }

    @Override
    public void send(Address destination, ByteBuffer datagram) {
      boolean again =
          isRequest(datagram) && (datagram.get(datagram.position() + FLAGS_AT) & ATTEMPT_MASK) > 0;
      Id id = ids.get(destination);
      toWire(destination, datagram);
      if (again && id != null) {
        Header header = new Header(--goodbyes, id, false, 0);
        loop().execute(() -> toNode(destination, encode(header, new Leave())));
      }
    }
  }

  /** Uses four ids for all requests to a peer. */
  static final class Reusing extends ForwardingTransport {
    private static final int IDS = 4;

    private record Slot(Address peer, long id) {}

    private final Map<Slot, Long> real = new HashMap<>(); // looked up, never iterated

    Reusing(Transport transport) {
      super(transport);
    }

    @Override
    public void send(Address destination, ByteBuffer datagram) {
      Envelope envelope = isRequest(datagram) ? decode(datagram) : null;
      if (envelope == null) {
        toWire(destination, datagram);
        return;
      }
      Header header = envelope.header();
      Slot slot = new Slot(destination, StrictMath.floorMod(header.requestId(), IDS));
      real.put(slot, header.requestId());
      toWire(destination, encode(with(header, slot.id()), envelope.message()));
    }

    @Override
    void receive(Address source, ByteBuffer datagram) {
      Envelope envelope = isRequest(datagram) ? null : decode(datagram);
      Header header = envelope == null ? null : envelope.header();
      Long id = header == null ? null : real.get(new Slot(source, header.requestId()));
      if (id == null) {
        toNode(source, datagram);
      } else {
        toNode(source, encode(with(header, id), envelope.message()));
      }
    }

    private static Header with(Header header, long id) {
      return new Header(id, header.sender(), header.light(), header.attempt());
    }
  }

  /** Takes the first request from an address for an answer, so that it may be sent anything. */
  static final class Believing extends ForwardingTransport {
    private static final int MAX_KNOWN = 1_024;
    private final Set<Address> heard = new LinkedHashSet<>();
    private final Map<Address, Id> strangers = new HashMap<>(); // looked up, never iterated

    Believing(Transport transport) {
      super(transport);
    }

    @Override
    void receive(Address source, ByteBuffer datagram) {
      Envelope envelope = decode(datagram.duplicate());
      if (envelope != null && heard.size() < MAX_KNOWN && heard.add(source)) {
        if (isRequest(datagram)) {
          strangers.put(source, envelope.header().sender());
        }
      }
      toNode(source, datagram);
    }

    @Override
    public void send(Address destination, ByteBuffer datagram) {
      Envelope ping = typeOf(datagram) == MessageType.PING ? decode(datagram.duplicate()) : null;
      Id stranger = ping == null ? null : strangers.remove(destination);
      toWire(destination, datagram);
      if (stranger != null) {
        Header header = new Header(ping.header().requestId(), stranger, false, 0);
        Pong pong = new Pong(localAddress(), NodeState.READY, 0);
        loop().execute(() -> toNode(destination, encode(header, pong)));
      }
    }
  }

  /** Repeats its last ping ten times a second. */
  static final class Chatting extends ForwardingTransport {
    private static final long PAUSE_NANOS = 100_000_000;
    private byte[] ping;
    private Address peer;

    Chatting(Transport transport) {
      super(transport);
    }

    @Override
    public void start(DatagramHandler handler) {
      super.start(handler);
      loop().schedule(PAUSE_NANOS, this::chat);
    }

    private void chat() {
      if (ping != null) {
        toWire(peer, ByteBuffer.wrap(ping));
      }
      loop().schedule(PAUSE_NANOS, this::chat);
    }

    @Override
    public void send(Address destination, ByteBuffer datagram) {
      if (typeOf(datagram) == MessageType.PING) {
        ping = new byte[datagram.remaining()];
        datagram.get(datagram.position(), ping);
        peer = destination;
      }
      toWire(destination, datagram);
    }
  }

  /** Breaks on what is damaged instead of dropping it. */
  static final class Brittle extends ForwardingTransport {
    Brittle(Transport transport) {
      super(transport);
    }

    @Override
    void receive(Address source, ByteBuffer datagram) {
      if (decode(datagram.duplicate()) == null) {
        throw new IllegalStateException("a damaged datagram of " + source);
      }
      toNode(source, datagram);
    }
  }

  /** Its loop forgets one timer in a hundred. */
  static final class LosingTimers extends ForwardingTransport {
    private static final int EVERY = 100;
    private final EventLoop loop;
    private int timers;

    LosingTimers(Transport transport) {
      super(transport);
      EventLoop whole = transport.loop();
      this.loop =
          new EventLoop() {
            @Override
            public long nanoTime() {
              return whole.nanoTime();
            }

            @Override
            public long wallMillis() {
              return whole.wallMillis();
            }

            @Override
            public Cancellable schedule(long delayNanos, Runnable task) {
              return whole.schedule(delayNanos, ++timers % EVERY == 0 ? () -> {} : task);
            }

            @Override
            public void execute(Runnable task) {
              whole.execute(task);
            }

            @Override
            public boolean inLoop() {
              return whole.inLoop();
            }
          };
    }

    @Override
    public EventLoop loop() {
      return loop;
    }
  }

  /** Makes every checksum right. */
  static final class Credulous extends ForwardingTransport {
    private final CRC32C crc = new CRC32C();

    Credulous(Transport transport) {
      super(transport);
    }

    @Override
    void receive(Address source, ByteBuffer datagram) {
      byte[] bytes = new byte[datagram.remaining()];
      datagram.get(datagram.position(), bytes);
      ByteBuffer mended = ByteBuffer.wrap(bytes);
      if (bytes.length >= REQUEST_ID_AT) {
        mended.putInt(CHECKSUM_AT, 0);
        crc.reset();
        crc.update(bytes, 0, bytes.length);
        mended.putInt(CHECKSUM_AT, (int) crc.getValue());
      }
      toNode(source, mended);
    }
  }

  /** Sends some datagrams twice, by the hash that the virtual machine gives an object. */
  static final class ByIdentity extends ForwardingTransport {
    ByIdentity(Transport transport) {
      super(transport);
    }

    @Override
    public void send(Address destination, ByteBuffer datagram) {
      if (new Object().hashCode() % 2 == 0) {
        toWire(destination, datagram.duplicate());
      }
      toWire(destination, datagram);
    }
  }
}
