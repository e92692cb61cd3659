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
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where a node that has just joined begins to read the tables of others. */
class MaintenanceTest {

  private static final Id SELF = Id.ofWords(1, 0, 0, 0);

  private final SplittableRandom random = new SplittableRandom(1);
  private final FakeWire wire = new FakeWire();
  private final FakeTransport transport = wire.host(1);
  private final RpcEndpoint rpc = new RpcEndpoint(transport, SELF, false, random);
  private final RoutingTable table = new RoutingTable(SELF, 4);
  private final List<Id> readFrom = new ArrayList<>();

  /** A young node that knows so many others, all of which answer, for ten seconds. */
  private void live(int others) {
    for (int i = 0; i < others; i++) {
      table.heard(answering(wire.host(2 + i)), wire.loop().nanoTime());
    }
    Membership membership = new Membership(table, rpc, wire.loop(), SELF, new Nobody());
    rpc.start((from, header, request, reply) -> {}, membership, null);
    LookupRunner lookups = new LookupRunner(rpc, wire.loop(), membership, SELF);
    Maintenance maintenance = new Maintenance(rpc, membership, lookups, wire.loop(), random, SELF);
    maintenance.start();
    maintenance.onJoined();
    wire.loop().run(Duration.ofSeconds(10));
    maintenance.close();
  }

  private Contact answering(FakeTransport host) {
    Id id = Id.random(random);
    RpcEndpoint other = new RpcEndpoint(host, id, false, random);
    other.start((from, header, request, reply) -> answer(host, request, reply), null, null);
    return new Contact(id, host.localAddress());
  }

  private void answer(FakeTransport host, Request<?> request, Reply reply) {
    if (request instanceof ListPeers list) {
      readFrom.add(list.from());
      reply.send(new PeerList(List.of(), Optional.empty()));
    } else if (request instanceof Ping) {
      reply.send(new Pong(host.localAddress(), NodeState.READY, 0));
    } else {
      reply.send(new NodesFound(host.localAddress(), List.of()));
    }
  }

  @Test
  void shouldReadTablesFromTheStartWhereOneReadingTellsAll() {
    live(20);
    assertThat(readFrom).hasSizeGreaterThan(1).containsOnly(Id.ZERO);
  }

  /** A thousand contacts are more than one reading tells: others are to be told each time. */
  @Test
  void shouldReadTablesFromAnywhereWhereOneReadingMayNotTellAll() {
    live(PeerExchange.MAX_CONTACTS);
    List<Id> elsewhere = readFrom.stream().filter(id -> !id.equals(Id.ZERO)).toList();
    assertThat(elsewhere).hasSizeGreaterThan(1).doesNotHaveDuplicates();
  }
}
