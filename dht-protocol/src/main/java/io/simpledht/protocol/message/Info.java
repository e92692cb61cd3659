package io.simpledht.protocol.message;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.transport.TransportStats;
import java.util.Objects;

/**
 * A node's account of itself; its id is in the header.
 *
 * @param state where it stands with its network
 * @param address where it listens
 * @param replicationFactor copies of each key, or 0 for one on every node
 * @param peers peers known to be alive, itself not counted
 * @param networkSize estimated number of nodes, itself included, from the density of ids around it
 * @param entries live entries held
 * @param tombstones deletes remembered
 * @param contentBytes key and value bytes held
 * @param uptimeMillis since it started
 * @param refusedDatagrams datagrams that were not understood or not allowed
 * @param traffic what its socket moved
 */
public record Info(
    NodeState state,
    Address address,
    int replicationFactor,
    int peers,
    long networkSize,
    long entries,
    long tombstones,
    long contentBytes,
    long uptimeMillis,
    long refusedDatagrams,
    TransportStats traffic)
    implements Response {

  public Info {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(traffic, "traffic");
    Limits.requireRange("replicationFactor", replicationFactor, 0, 255);
    Limits.requireRange("peers", peers, 0, Integer.MAX_VALUE);
  }

  @Override
  public MessageType type() {
    return MessageType.INFO;
  }
}
