package io.simpledht.cli.client;

import io.simpledht.node.DhtException;
import io.simpledht.node.NodeInfo;
import io.simpledht.node.PingResult;
import io.simpledht.node.PutResult;
import io.simpledht.node.TransferListener;
import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.PeerList;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A node that a client command talks to; all of it blocks and throws {@link DhtException}. */
public interface RemoteNode extends AutoCloseable {

  public PutResult put(Key key, Bytes value, WriteOptions options, TransferListener progress);

  public PutResult delete(Key key, WriteOptions options);

  public Optional<Bytes> get(Key key, TransferListener progress);

  public PingResult ping();

  public NodeInfo info();

  public List<PeerList.Peer> peers();

  public void keys(Consumer<KeyList.Held> visitor);

  @Override
  public void close();

  /** How a command gets at one. */
  interface Opener {
    /** Prepares to talk; {@code timeout} is how long each call waits for the node. */
    RemoteNode open(String host, int port, Duration timeout);
  }
}
