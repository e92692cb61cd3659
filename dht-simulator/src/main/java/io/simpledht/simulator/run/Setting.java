package io.simpledht.simulator.run;

import io.simpledht.simulator.network.Latency;
import io.simpledht.simulator.network.SimNetwork;
import io.simpledht.simulator.plan.World;
import io.simpledht.simulator.random.Law;
import io.simpledht.simulator.random.SimRandom;
import io.simpledht.simulator.scenario.LawText;
import io.simpledht.simulator.scenario.NetworkSettings;
import io.simpledht.simulator.scenario.NetworkSettings.Bursts;
import io.simpledht.simulator.scenario.NetworkSettings.Lines;
import io.simpledht.simulator.scenario.NetworkSettings.Nat;
import io.simpledht.simulator.scenario.Regions;
import io.simpledht.simulator.scenario.Share;
import io.simpledht.simulator.scenario.Weather;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Makes a network as a plan describes it. */
final class Setting {

  private Setting() {}

  static void apply(World world, SimNetwork network) {
    NetworkSettings settings = world.network();
    if (settings.regions() == null) {
      network.latency(Latency.of(Duration.ZERO, LawText.parse(settings.latency())));
    } else {
      regions(settings.regions(), world.nodes(), network);
    }
    apply(settings.weather(), network);
    if (settings.mtu() > 0) {
      network.mtu(settings.mtu());
    }
    Bursts bursts = settings.bursts();
    if (bursts != null) {
      int[] hosts = some(world, "bursts", bursts.share());
      network.burstLoss(bursts.good(), bursts.bad(), bursts.loss(), hosts);
    }
    Lines lines = settings.lines();
    if (lines != null) {
      int[] hosts = some(world, "lines", lines.share());
      network.bandwidth(lines.up(), lines.down(), lines.queueBytes(), hosts);
      network.lineLoss(lines.lossUp(), lines.lossDown(), hosts);
    }
    Nat nat = settings.nat();
    if (nat != null) {
      network.nat(nat.kind(), nat.timeout(), translated(world));
    }
  }

  private static void regions(Regions regions, int nodes, SimNetwork network) {
    int[] places = regions.assign(nodes);
    Law jitter = LawText.parse(regions.jitter());
    network.latency(Latency.regions(host -> places[host - 1], regions.oneWayMillis(), jitter));
    if (!regions.loss().isEmpty()) {
      double[][] loss = regions.lossMatrix();
      network.pathLoss((from, to) -> loss[places[from - 1]][places[to - 1]]);
    }
  }

  /** The nodes behind a box that translates addresses, ascending; never one joiners are told of. */
  static int[] translated(World world) {
    Nat nat = world.network().nat();
    if (nat == null) {
      return new int[0];
    }
    int seeds = world.node().seeds();
    return Arrays.stream(some(world, "nat", nat.share())).filter(host -> host > seeds).toArray();
  }

  static void apply(Weather weather, SimNetwork network) {
    network
        .loss(weather.loss())
        .duplicate(weather.duplicate())
        .reorder(weather.reorder())
        .replay(weather.replay())
        .corrupt(weather.corrupt())
        .truncate(weather.truncate());
  }

  /** Some of all nodes, those yet to come included, ascending. */
  static int[] some(World world, String purpose, Share share) {
    if (share.region() != null) {
      List<Integer> inside = world.network().regions().nodesIn(share.region(), world.nodes());
      return inside.stream().mapToInt(Integer::intValue).toArray();
    }
    int[] hosts = new int[world.nodes()];
    Arrays.setAll(hosts, i -> i + 1);
    SimRandom random = SimRandom.of(world.seed(), purpose, 0);
    int wanted = share.of(hosts.length);
    for (int i = 0; i < wanted; i++) {
      int other = i + random.nextInt(hosts.length - i);
      int swapped = hosts[i];
      hosts[i] = hosts[other];
      hosts[other] = swapped;
    }
    int[] chosen = Arrays.copyOf(hosts, wanted);
    Arrays.sort(chosen);
    return chosen;
  }
}
