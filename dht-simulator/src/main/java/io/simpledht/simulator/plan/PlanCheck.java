package io.simpledht.simulator.plan;

import io.simpledht.protocol.Key;
import io.simpledht.simulator.scenario.LawText;
import io.simpledht.simulator.scenario.NetworkSettings;
import io.simpledht.simulator.scenario.NodeSettings;
import io.simpledht.simulator.scenario.Regions;
import io.simpledht.simulator.scenario.Scenario;
import io.simpledht.simulator.scenario.ScenarioException;
import io.simpledht.simulator.scenario.Share;
import io.simpledht.simulator.scenario.Weather;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether what a plan's file says can be: it is made to be changed by hand. Complaints name the
 * field and what may stand there; whoever reads the file knows the line.
 */
final class PlanCheck {

  private static final double MAX_PPM = 100_000;

  private final World world;
  private final Set<Integer> calls = new HashSet<>(); // looked up, never iterated
  private int joined;
  private long at;

  /** For a plan with this beginning, once it is found right. */
  PlanCheck(World world) {
    this.world = world;
    whole("nodes", world.nodes(), 1, Scenario.MAX_NODES);
    notNegative("endNanos", world.endNanos());
    present("scenario", world.scenario(), "a name");
    present("concern", world.concern(), "a write concern");
    node(present("node", world.node(), "the settings of every node"));
    network(present("network", world.network(), "the network"));
  }

  // The world

  private static void node(NodeSettings node) {
    whole("node.factor", node.factor(), 0, 20);
    whole("node.seeds", node.seeds(), 1, 16);
    whole("node.attempts", node.attempts(), 0, 100);
    Duration pause = NodeSettings.MIN_PAUSE;
    between("node.antiEntropy", node.antiEntropy(), pause, NodeSettings.MAX_ANTI_ENTROPY);
    between("node.timeout", node.timeout(), pause, NodeSettings.MAX_TIMEOUT);
    between(
        "node.retention", node.retention(), NodeSettings.MIN_RETENTION, NodeSettings.MAX_RETENTION);
    present("node.disk", node.disk(), "a disk");
  }

  private void network(NetworkSettings network) {
    law("network.latency", network.latency());
    weather("network.weather", network.weather());
    notNegative("network.mtu", network.mtu());
    if (network.bursts() != null) {
      share("network.bursts.share", network.bursts().share());
      given("network.bursts.good", network.bursts().good());
      given("network.bursts.bad", network.bursts().bad());
      part("network.bursts.loss", network.bursts().loss());
    }
    if (network.lines() != null) {
      share("network.lines.share", network.lines().share());
      number("network.lines.up", network.lines().up(), 0, Double.MAX_VALUE);
      number("network.lines.down", network.lines().down(), 0, Double.MAX_VALUE);
      notNegative("network.lines.queueBytes", network.lines().queueBytes());
      part("network.lines.lossUp", network.lines().lossUp());
      part("network.lines.lossDown", network.lines().lossDown());
    }
    if (network.nat() != null) {
      share("network.nat.share", network.nat().share());
      present("network.nat.kind", network.nat().kind(), "a kind of box");
      given("network.nat.timeout", network.nat().timeout());
    }
    if (network.regions() != null) {
      regions(network.regions());
    }
  }

  private static void regions(Regions regions) {
    whole("network.regions.shares", regions.shares().size(), 1, Regions.MAX_REGIONS);
    regions.shares().forEach((name, share) -> part("network.regions.shares." + name, share));
    law("network.regions.jitter", regions.jitter());
    regions.loss().forEach((pair, loss) -> part("network.regions.loss." + pair, loss));
    try {
      regions.oneWayMillis();
    } catch (NullPointerException e) {
      throw wrong("network.regions.roundTrips", regions.roundTrips().keySet(), "a time by pair");
    }
  }

  private void share(String name, Share share) {
    present(name, share, "some nodes");
    number(name + ".amount", share.amount(), 0, share.isPart() ? 1 : Scenario.MAX_NODES);
    List<String> names = world.network().regionNames();
    if (share.region() != null && !names.contains(share.region())) {
      throw wrong(name + ".region", '"' + share.region() + '"', "one of " + names);
    }
  }

  private static void weather(String name, Weather weather) {
    present(name, weather, "the chances of what may happen to a datagram");
    part(name + ".loss", weather.loss());
    part(name + ".duplicate", weather.duplicate());
    part(name + ".reorder", weather.reorder());
    part(name + ".replay", weather.replay());
    part(name + ".corrupt", weather.corrupt());
    part(name + ".truncate", weather.truncate());
    part(name + ".replyLoss", weather.replyLoss());
  }

  // Steps

  /** The next step, behind those before it. */
  void next(Step step) {
    if (step.at() < at) {
      throw new ScenarioException("at: " + step.at() + " is earlier than the step before it");
    }
    at = step.at();
    if (step instanceof Step.Cut cut) {
      cut(cut);
    } else if (step instanceof Step.Clog clog) {
      nodes("nodes", clog.nodes());
      notNegative("forNanos", clog.forNanos());
    } else if (step instanceof Step.Change change) {
      weather("weather", change.weather());
    } else if (step instanceof Step.Heal heal) {
      notNegative("withinNanos", heal.withinNanos());
    } else if (step instanceof Step.Phase phase) {
      present("name", phase.name(), "the name of a phase");
      present("detail", phase.detail(), "text");
    } else if (!(step instanceof Step.Mend)) {
      whole("node", step.node(), 1, world.nodes());
      ofNode(step);
    }
  }

  private void ofNode(Step step) {
    if (step instanceof Step.Join join) {
      nodes("seeds", join.seeds());
      whole("node", join.node(), joined + 1, world.nodes());
      joined = join.node();
    } else if (step instanceof Step.Slow slow) {
      notNegative("perEventNanos", slow.perEventNanos());
    } else if (step instanceof Step.Drift drift) {
      number("ppm", drift.ppm(), -MAX_PPM, MAX_PPM);
    } else if (step instanceof Step.Disk disk) {
      present("fault", disk.fault(), "a fault of a disk");
    } else if (step instanceof Step.Put put) {
      call(put.call(), put.key());
      notNegative("bytes", put.bytes());
    } else if (step instanceof Step.Get get) {
      call(get.call(), get.key());
    } else if (step instanceof Step.Delete delete) {
      call(delete.call(), delete.key());
    }
  }

  private void cut(Step.Cut cut) {
    present("shape", cut.shape(), "a shape");
    present("groups", cut.groups(), "lists of nodes");
    int least = cut.shape() == CutShape.BETWEEN || cut.shape() == CutShape.ONE_WAY ? 2 : 1;
    whole("groups", cut.groups().size(), least, Scenario.MAX_NODES);
    cut.groups().forEach(group -> nodes("groups", group));
  }

  private void call(int number, String key) {
    notNegative("call", number);
    if (!calls.add(number)) {
      throw wrong("call", number, "a number that no call before it has");
    }
    present("key", key, "a key");
    if (key.isEmpty() || key.length() > Key.MAX_BYTES / 4) {
      throw wrong("key", '"' + key + '"', "1 to " + Key.MAX_BYTES / 4 + " characters");
    }
  }

  private void nodes(String name, List<Integer> nodes) {
    present(name, nodes, "a list of nodes");
    for (Integer node : nodes) {
      whole(name, present(name, node, "a list of nodes"), 1, world.nodes());
    }
  }

  // Values

  private static ScenarioException wrong(String name, Object value, String allowed) {
    return new ScenarioException(name + ": " + value + " is not allowed; give " + allowed);
  }

  private static <T> T present(String name, T value, String allowed) {
    if (value == null) {
      throw wrong(name, null, allowed);
    }
    return value;
  }

  private static void whole(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw wrong(name, value, String.format(Locale.ROOT, "%,d to %,d", least, most));
    }
  }

  private static void notNegative(String name, long value) {
    if (value < 0) {
      throw wrong(name, value, "0 or more");
    }
  }

  private static void number(String name, double value, double least, double most) {
    // Written so that what is not a number is not allowed either.
    if (!(value >= least && value <= most)) {
      throw wrong(name, value, least + " to " + most);
    }
  }

  private static void part(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw wrong(name, value, "0 to 1");
    }
  }

  private static void given(String name, Duration value) {
    present(name, value, "nanoseconds, 1 or more");
    if (value.isNegative() || value.isZero()) {
      throw wrong(name, value.toNanos(), "nanoseconds, 1 or more");
    }
  }

  /** Null stands for the node's own default. */
  private static void between(String name, Duration value, Duration least, Duration most) {
    if (value != null) {
      whole(name, value.toNanos(), least.toNanos(), most.toNanos());
    }
  }

  private static void law(String name, String text) {
    present(name, text, "a law");
    try {
      LawText.parse(text);
    } catch (ScenarioException e) {
      throw new ScenarioException(name + ": " + e.getMessage());
    }
  }
}
