package io.simpledht.node;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import java.time.Duration;

/**
 * A node's sign of life.
 *
 * @param id who answered
 * @param roundTrip time from the last transmission needed to the answer
 * @param observed the address the node sees us at
 * @param state where it stands with its network
 */
public record PingResult(Id id, Duration roundTrip, Address observed, NodeState state) {}
