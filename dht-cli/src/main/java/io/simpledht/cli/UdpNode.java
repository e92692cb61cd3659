package io.simpledht.cli;

import io.simpledht.cli.client.RemoteNode;
import io.simpledht.node.ClientSetup;
import io.simpledht.node.DhtClient;
import io.simpledht.node.NodeInfo;
import io.simpledht.node.PingResult;
import io.simpledht.node.PutResult;
import io.simpledht.node.TransferListener;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.transport.udp.UdpTransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A real node. The transport is named here: looking it up as a service opens jars, 14 ms. */
final class UdpNode implements RemoteNode {

  static final Opener OPENER = new Opener() { // a lambda costs client commands a millisecond
        @Override
        public RemoteNode open(String host, int port, Duration timeout) {
          ClientSetup setup = ClientSetup.open(new UdpTransportProvider(), host, port, timeout);
          return new UdpNode(DhtClient.over(setup));
        }
      };

  private final DhtClient client;

  private UdpNode(DhtClient client) {
    this.client = client;
  }

  @Override
  public PutResult put(Key key, Bytes value, WriteOptions options, TransferListener progress) {
    return client.await(client.putAsync(key, value, options, progress));
  }

  @Override
  public PutResult delete(Key key, WriteOptions options) {
    return client.delete(key, options);
  }

  @Override
  public Optional<Bytes> get(Key key, TransferListener progress) {
    return client.await(client.getAsync(key, ReadConcern.ONE, progress));
  }

  @Override
  public PingResult ping() {
    return client.ping();
  }

  @Override
  public NodeInfo info() {
    return client.info();
  }

  @Override
  public List<PeerList.Peer> peers() {
    return client.peers();
  }

  @Override
  public void keys(Consumer<KeyList.Held> visitor) {
    client.keys(visitor);
  }

  @Override
  public void close() {
    client.close();
  }
}
