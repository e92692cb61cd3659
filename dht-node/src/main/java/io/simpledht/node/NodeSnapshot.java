package io.simpledht.node;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.message.PeerList.Peer;
import io.simpledht.protocol.transport.TransportStats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A node at one moment.
 *
 * @param id the node's id
 * @param state where it stands with its network
 * @param localAddress where it listens
 * @param publicAddress where at least two peers agree to see it; nothing until they do
 * @param peers known live peers, in order of their ids
 * @param networkSize estimated nodes in the network, this one included
 * @param entries live values held
 * @param tombstones deletes remembered
 * @param contentBytes key and value bytes held
 * @param uptime since it started
 * @param refusedDatagrams datagrams that were not understood or not allowed
 * @param unexpectedErrors exceptions nobody expected; each was logged
 * @param traffic what its transport moved
 */
public record NodeSnapshot(
    Id id,
    NodeState state,
    Address localAddress,
    Optional<Address> publicAddress,
    List<Peer> peers,
    long networkSize,
    long entries,
    long tombstones,
    long contentBytes,
    Duration uptime,
    long refusedDatagrams,
    long unexpectedErrors,
    TransportStats traffic) {

  public NodeSnapshot {
    peers = List.copyOf(peers);
  }
}
