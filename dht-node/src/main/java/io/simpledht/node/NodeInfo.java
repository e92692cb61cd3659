package io.simpledht.node;

import io.simpledht.protocol.Id;
import io.simpledht.protocol.message.Info;
import java.time.Duration;

/**
 * A remote node's account of itself.
 *
 * @param id who answered
 * @param roundTrip time from asking to the answer
 * @param details what it said
 */
public record NodeInfo(Id id, Duration roundTrip, Info details) {}
