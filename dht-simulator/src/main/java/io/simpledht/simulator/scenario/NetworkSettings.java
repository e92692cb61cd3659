package io.simpledht.simulator.scenario;

import io.simpledht.simulator.network.NatKind;
import java.time.Duration;
import java.util.List;

/**
 * The network as it is all the time.
 *
 * @param latency one way, a law in text
 * @param weather what happens to datagrams by chance
 * @param mtu bytes of payload above which datagrams are lost, 0 for no limit
 * @param bursts periods in which lines lose datagrams in a row, or null
 * @param lines limits of some lines, or null
 * @param nat boxes in front of some nodes, or null
 * @param regions where the nodes are, or null for all in one; with them the latency is theirs
 */
public record NetworkSettings(
    String latency,
    Weather weather,
    int mtu,
    Bursts bursts,
    Lines lines,
    Nat nat,
    Regions regions) {

  /** About one continent, and nothing goes wrong. */
  public static final NetworkSettings DEFAULT =
      new NetworkSettings("lognormal(20ms, 0.4)", Weather.CALM, 0, null, null, null, null);

  /**
   * Gilbert and Elliott's lines, driven by time.
   *
   * @param share the nodes that have such a line
   * @param good mean length of a good period
   * @param bad mean length of a bad period
   * @param loss probability of loss in a bad period
   */
  public record Bursts(Share share, Duration good, Duration bad, double loss) {}

  /**
   * Lines of limited bandwidth, or that lose by chance, each direction by itself.
   *
   * @param share the nodes that have such a line
   * @param up bits a second from the node, 0 for no limit
   * @param down bits a second to the node, 0 for no limit
   * @param queueBytes what may wait in front of the line
   * @param lossUp a datagram from the node does not arrive
   * @param lossDown a datagram to the node does not arrive
   */
  public record Lines(
      Share share, double up, double down, int queueBytes, double lossUp, double lossDown) {

    /** Without loss. */
    public Lines(Share share, double up, double down, int queueBytes) {
      this(share, up, down, queueBytes, 0, 0);
    }
  }

  /**
   * Nodes behind network address translation, each behind a box of its own; they take part as light
   * nodes. Those that joiners are told of stay in front of it.
   *
   * @param share the nodes behind such a box
   * @param kind how the box treats what comes from outside
   * @param timeout how long an unused mapping lasts
   */
  public record Nat(Share share, NatKind kind, Duration timeout) {}

  /** With other limits of size, lines and boxes. */
  public NetworkSettings withLines(int bytes, Bursts periods, Lines rates, Nat boxes) {
    return new NetworkSettings(latency, weather, bytes, periods, rates, boxes, regions);
  }

  /** With other regions. */
  public NetworkSettings withRegions(Regions others) {
    return new NetworkSettings(latency, weather, mtu, bursts, lines, nat, others);
  }

  /** The names of the regions; none if all nodes are in one. */
  public List<String> regionNames() {
    return regions == null ? List.of() : regions.names();
  }

  /** With another weather. */
  public NetworkSettings withWeather(Weather other) {
    return new NetworkSettings(latency, other, mtu, bursts, lines, nat, regions);
  }
}
