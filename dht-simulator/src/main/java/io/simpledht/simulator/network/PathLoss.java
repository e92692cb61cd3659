package io.simpledht.simulator.network;

/** How often datagrams are lost between two hosts, beside what is lost everywhere. */
@FunctionalInterface
public interface PathLoss {

  /** No path is worse than another. */
  PathLoss NONE = (source, target) -> 0;

  /** The probability, 0 to 1, that one datagram from host to host is lost. */
  double probability(int sourceHost, int targetHost);
}
