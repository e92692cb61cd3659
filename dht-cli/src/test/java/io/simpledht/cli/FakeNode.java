package io.simpledht.cli;

import io.simpledht.cli.client.RemoteNode;
import io.simpledht.node.DhtException;
import io.simpledht.node.NodeInfo;
import io.simpledht.node.PingResult;
import io.simpledht.node.PutResult;
import io.simpledht.node.TransferListener;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Info;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.Missed;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.StoreStatus;
import io.simpledht.protocol.transport.TransportStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A node that keeps its values in a map, or fails every call. */
public final class FakeNode implements RemoteNode, RemoteNode.Opener {

  static final Id ID = Id.ofWords(0x1f2e3d4c5b6a7988L, 2, 3, 4);
  static final Address ADDRESS = Address.ofV4(0x7f000001, 5000);

  final Map<Key, Bytes> values = new TreeMap<>();
  DhtException failure;
  boolean failsMidway;
  boolean lessThanAsked;
  String host;
  int port;
  Duration patience;
  WriteOptions options;
  boolean closed;

  @Override
  public RemoteNode open(String toHost, int toPort, Duration timeout) {
    host = toHost;
    port = toPort;
    patience = timeout;
    return this;
  }

  private void failIfAsked() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public PutResult put(Key key, Bytes value, WriteOptions how, TransferListener progress) {
    failIfAsked();
    progress.onTransfer(0, value.length());
    progress.onTransfer(value.length() / 2, value.length());
    values.put(key, value);
    options = how;
    return result();
  }

  @Override
  public PutResult delete(Key key, WriteOptions how) {
    failIfAsked();
    values.remove(key);
    options = how;
    return result();
  }

  private PutResult result() {
    Version version = new Version(3L << 16, 9);
    if (!lessThanAsked) {
      return new PutResult.Stored(version, 3, 3, List.of());
    }
    Missed missed = new Missed(ID, 0, StoreStatus.UNREACHABLE);
    return new PutResult.Partial(version, 2, 3, List.of(missed));
  }

  @Override
  public Optional<Bytes> get(Key key, TransferListener progress) {
    failIfAsked();
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public PingResult ping() {
    failIfAsked();
    return new PingResult(
        ID, Duration.ofNanos(1_234_567), ADDRESS.withPort(40_000), NodeState.READY);
  }

  @Override
  public NodeInfo info() {
    failIfAsked();
    TransportStats traffic = new TransportStats(10, 2_048, 11, 3_072, 0);
    Info info = new Info(NodeState.READY, ADDRESS, 0, 2, 3, 5, 1, 1_536, 3_723_000, 7, traffic);
    return new NodeInfo(ID, Duration.ofNanos(2_000_000), info);
  }

  @Override
  public List<PeerList.Peer> peers() {
    failIfAsked();
    return List.of(
        new PeerList.Peer(new Contact(ID, ADDRESS), 61_000, 1_500),
        new PeerList.Peer(new Contact(Id.MAX, ADDRESS.withPort(5_001)), 0, 0));
  }

  @Override
  public void keys(Consumer<KeyList.Held> visitor) {
    if (!failsMidway) {
      failIfAsked();
    }
    for (Map.Entry<Key, Bytes> entry : values.entrySet()) {
      visitor.accept(new KeyList.Held(entry.getKey(), entry.getValue().length()));
    }
    failIfAsked();
  }

  @Override
  public void close() {
    closed = true;
  }
}
