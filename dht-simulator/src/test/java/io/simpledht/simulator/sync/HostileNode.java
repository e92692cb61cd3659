package io.simpledht.simulator.sync;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.codec.MalformedMessageException;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.Envelope;
import io.simpledht.protocol.message.FetchItems;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Items;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Part;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.message.Symbols;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.HostContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Looks like a complete node, and lies in every answer about what it holds. */
final class HostileNode {

  private final Transport transport;
  private final RandomGenerator random;
  private final MessageCodec codec = new MessageCodec();
  private final Id self;
  private long answers;

  HostileNode(HostContext context) {
    this.random = context.random();
    this.self = Id.random(random);
    this.transport = context.transport();
    transport.start(this::onDatagram);
  }

  /** Lies told so far. */
  long answers() {
    return answers;
  }

  private void onDatagram(Address source, ByteBuffer datagram) {
    try {
      Envelope asked = codec.decode(datagram);
      Response answer = answer(source, asked);
      if (answer != null) {
        Header header = new Header(asked.header().requestId(), self, false, 0);
        ByteBuffer out = ByteBuffer.allocate(MessageCodec.MAX_DATAGRAM_BYTES);
        codec.encode(header, answer, out);
        transport.send(source, out);
      }
    } catch (MalformedMessageException notOurs) {
      return;
    }
  }

  private Response answer(Address source, Envelope asked) {
    if (asked.message() instanceof Ping) {
      return new Pong(source, NodeState.READY, random.nextLong());
    } else if (asked.message() instanceof FindNode) {
      return new NodesFound(source, List.of());
    }
    answers++;
    if (asked.message() instanceof GetSymbols request) {
      return symbols(request);
    } else if (asked.message() instanceof GetPage request) {
      return page(request);
    } else if (asked.message() instanceof FetchItems request) {
      return new Items(request.items().size(), List.of());
    }
    return null;
  }

  private Symbols symbols(GetSymbols request) {
    List<CodedSymbol> symbols = new ArrayList<>();
    for (int i = 1 + random.nextInt(25); i > 0; i--) {
      symbols.add(new CodedSymbol(random.nextLong(), random.nextLong(), random.nextInt()));
    }
    int first = random.nextInt(4) == 0 ? random.nextInt(1_000) : request.first();
    long state = random.nextBoolean() ? request.state() : random.nextLong();
    long items = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(1_000);
    return new Symbols(state, items, first, symbols);
  }

  /** Leads back, nowhere, or promises without end; sometimes with an entry that was not asked. */
  private Page page(GetPage request) {
    Optional<Id> next =
        switch (random.nextInt(3)) {
          case 0 -> Optional.of(request.from());
          case 1 -> Optional.of(Id.random(random));
          default -> Optional.of(Id.ZERO);
        };
    Entry forged = Entry.value(Key.of("forged"), Bytes.utf8("x"), new Version(1, 1), Entry.NEVER);
    List<Offer> offers = random.nextBoolean() ? List.of(Offer.whole(forged)) : List.of();
    int part = offers.isEmpty() ? 0 : random.nextInt(Part.MAX_PARTS);
    boolean more = next.isPresent() && random.nextBoolean();
    return new Page(offers, next, Long.MAX_VALUE, Long.MAX_VALUE, part, more);
  }
}
