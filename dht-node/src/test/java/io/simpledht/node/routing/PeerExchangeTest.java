package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.rpc.Reply;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.Pong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pages of another's table are read: the teller has nine, which begin at 0, 10, ... 80. */
class PeerExchangeTest {

  private static final int PAGES = 9;
  private static final Id SELF = Id.ofWords(1, 0, 0, 0);
  private static final Id TELLER = Id.ofWords(-1, 0, 0, 0);

  private final FakeWire wire = new FakeWire();
  private final FakeTransport there = wire.host(2);
  private final RpcEndpoint rpc =
      new RpcEndpoint(wire.host(1), SELF, false, new SplittableRandom(1));
  private Id silent;
  private final List<Long> read = new ArrayList<>();
  private final RoutingTable table = new RoutingTable(SELF, 4);
  private final PeerExchange exchange;

  PeerExchangeTest() {
    teller(there, TELLER);
    Membership membership = new Membership(table, rpc, wire.loop(), SELF, new Nobody());
    rpc.start((from, header, request, reply) -> {}, membership, null);
    exchange = new PeerExchange(rpc, membership, new SplittableRandom(3));
  }

  private void teller(FakeTransport transport, Id id) {
    new RpcEndpoint(transport, id, false, new SplittableRandom(2))
        .start(
            (from, header, request, reply) -> {
              if (request instanceof ListPeers list) {
                tell(id, list.from(), reply);
              } else {
                reply.send(new Pong(transport.localAddress(), NodeState.READY, 0));
              }
            },
            null,
            null);
    table.heard(new Contact(id, transport.localAddress()), 0);
  }

  private void tell(Id teller, Id from, Reply reply) {
    if (!teller.equals(silent)) {
      reply.send(page(from));
    }
    if (read.size() == PAGES / 2 && silent == null) {
      silent = teller;
    }
  }

  private PeerList page(Id from) {
    long place = from.word(0);
    read.add(place);
    long next = (place / 10 + 1) * 10;
    return new PeerList(
        List.of(), next < 10 * PAGES ? Optional.of(Id.ofWords(next, 0, 0, 0)) : Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 20, 0 10 20 30 40 50 60 70 80",
    "0, 3, 0 10 20",
    "55, 20, 55 60 70 80 0 10 20 30 40 50",
    "60, 20, 60 70 80 0 10 20 30 40 50",
    "85, 4, 85 0 10 20",
    "70, 1, 70"
  })
  void shouldReadOnBehindTheLastIdUntilAllIsRead(long first, int pages, String expected) {
    silent = Id.ZERO;
    exchange.read(Id.ofWords(first, 0, 0, 0), pages);
    wire.loop().run(Duration.ofSeconds(1));
    assertThat(read).isEqualTo(List.of(expected.split(" ")).stream().map(Long::valueOf).toList());
  }

  @Test
  void shouldReadOnFromAnotherPeerWhereOneFallsSilent() {
    teller(wire.host(3), Id.ofWords(-2, 0, 0, 0));
    exchange.read(Id.ZERO, 2 * PAGES);
    wire.loop().run(Duration.ofSeconds(30));
    assertThat(read).containsExactly(0L, 10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L);
  }

  @Test
  void shouldEndWhereNobodyIsHeardAnyMore() {
    exchange.read(Id.ZERO, 2 * PAGES);
    wire.loop().run(Duration.ofSeconds(30));
    assertThat(read).containsExactly(0L, 10L, 20L, 30L);
    assertThat(rpc.pendingCalls()).isZero();
  }
}
