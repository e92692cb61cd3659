package io.simpledht.simulator.network;

import io.simpledht.simulator.random.Law;
import java.time.Duration;

/** The laws of a network as they stand; {@link SimNetwork} checks and sets them. */
final class Settings {

  int mtu = SimNetwork.MAX_DATAGRAM_BYTES;
  Latency latency = SimNetwork.DEFAULT_LATENCY;
  double loss;
  PathLoss pathLoss = PathLoss.NONE;
  double duplicate;
  double reorder;
  Law reorderBy = Law.uniform(Duration.ofMillis(20), Duration.ofMillis(200));
  double replay;
  Law replayAfter = Law.uniform(Duration.ofSeconds(1), Duration.ofSeconds(60));
  double corrupt;
  double truncate;
  long resolveNanos = Duration.ofMillis(5).toNanos();
}
