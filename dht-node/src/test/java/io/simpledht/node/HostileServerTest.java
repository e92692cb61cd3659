package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.rpc.RequestHandler;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.protocol.transport.TransportProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client against a node that is broken or malicious, on real sockets. */
@Timeout(20)
class HostileServerTest {

  private Transport transport;

  @BeforeEach
  void open() throws IOException {
    TransportProvider provider = ServiceLoader.load(TransportProvider.class).iterator().next();
    transport = provider.open(new TransportConfig("127.0.0.1", 0, "server", (where, fault) -> {}));
  }

  @AfterEach
  void close() throws IOException {
    transport.close();
  }

  private DhtClient clientOf(RequestHandler server) {
    new RpcEndpoint(transport, Id.ZERO, false, new SplittableRandom(1)).start(server, null, null);
    Address address = transport.localAddress();
    return DhtClient.connect("127.0.0.1", address.port(), Duration.ofSeconds(5));
  }

  @Test
  void aListOfPeersThatGoesRoundInCirclesShouldEnd() {
    PeerList again = new PeerList(List.of(), Optional.of(Id.ZERO));
    try (DhtClient client = clientOf((from, header, request, reply) -> reply.send(again))) {
      assertThatThrownBy(client::peers)
          .isInstanceOf(DhtException.class)
          .hasMessageContaining("does not go on");
    }
  }

  @Test
  void aListOfKeysThatGoesRoundInCirclesShouldEnd() {
    KeyList again = new KeyList(List.of(), Optional.of(Id.ZERO));
    try (DhtClient client = clientOf((from, header, request, reply) -> reply.send(again))) {
      assertThatThrownBy(() -> client.keys(held -> {}))
          .isInstanceOf(DhtException.class)
          .hasMessageContaining("does not go on");
    }
  }

  @Test
  void pagesMayBeEmptyAsLongAsTheyGoOn() {
    try (DhtClient client =
        clientOf(
            (from, header, request, reply) -> {
              Id next = ((ListPeers) request).from().successor();
              boolean last = next.word(3) == 5;
              reply.send(new PeerList(List.of(), last ? Optional.empty() : Optional.of(next)));
            })) {
      assertThat(client.peers()).isEmpty();
    }
  }
}
