package io.simpledht.simulator.run;

import io.simpledht.simulator.DiskFault;
import io.simpledht.simulator.Simulation;
import io.simpledht.simulator.network.Fault;
import io.simpledht.simulator.network.SimNetwork;
import io.simpledht.simulator.plan.CutShape;
import io.simpledht.simulator.plan.Stage;
import io.simpledht.simulator.result.Span;
import io.simpledht.simulator.run.Actors.Actor;
import io.simpledht.simulator.scenario.NetworkSettings;
import io.simpledht.simulator.scenario.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Carries the steps of a plan out on a simulation. A step that makes no sense any more, because a
 * shortened plan left out what it relied on, does nothing.
 */
final class Performance implements Stage {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Simulation simulation;
  private final Actors actors;
  private final Copies copies;
  private final Calls calls;
  private final Healing healing;
  private final Weather usual;
  private final ReplyLoss replies;
  private final Map<Integer, Fault> cuts = new LinkedHashMap<>();
  private final Map<String, Integer> open = new LinkedHashMap<>();
  private final List<Span> phases = new ArrayList<>();
  private final List<Span> faults = new ArrayList<>();
  private final Impact impact = new Impact();
  private final Forecast forecast;
  private boolean healed;

  Performance(
      Simulation simulation,
      Actors actors,
      Copies copies,
      Calls calls,
      Healing healing,
      NetworkSettings network,
      ReplyLoss replies) {
    this.simulation = simulation;
    this.actors = actors;
    this.copies = copies;
    this.calls = calls;
    this.healing = healing;
    this.usual = network.weather();
    this.replies = replies;
    this.forecast = new Forecast(simulation.network().counters(), usual);
  }

  /** What hit and what missed. */
  Impact impact() {
    return impact;
  }

  /** What the network did under each weather and during each cut. */
  Forecast forecast() {
    return forecast;
  }

  /** Counts a blow and answers its target if it is up, else null. */
  private Actor target(String kind, int node) {
    Actor actor = actors.find(node);
    boolean up = actor != null && actor.isUp();
    impact.deal(kind, actor != null, up);
    return up ? actor : null;
  }

  /** The phases so far; the last ends now. */
  List<Span> phases() {
    endPhase();
    return Collections.unmodifiableList(phases);
  }

  /** The faults so far; those not ended last until now. */
  List<Span> faults() {
    open.values().forEach(index -> faults.set(index, until(faults.get(index), now())));
    open.clear();
    return Collections.unmodifiableList(faults);
  }

  private double now() {
    return simulation.elapsed().toNanos() / NANOS_PER_SECOND;
  }

  // Phases

  @Override
  public void phase(String name, String detail) {
    endPhase();
    phases.add(new Span(name, detail, now(), now()));
  }

  private void endPhase() {
    if (!phases.isEmpty()) {
      int last = phases.size() - 1;
      phases.set(last, until(phases.get(last), now()));
    }
  }

  private static Span until(Span span, double end) {
    return new Span(span.kind(), span.detail(), span.from(), end);
  }

  @Override
  public void heal(Duration within) {
    healed = true;
    healing.begin(within);
  }

  // Nodes

  @Override
  public void join(int node, List<Integer> seeds) {
    actors.start(node, seeds);
  }

  @Override
  public void leave(int node) {
    Actor actor = target("leave", node);
    // Who stands still cannot say good-bye.
    if (actor != null && !actor.paused) {
      blow("leave", "node-" + node);
      actor.node.close();
      stopped(node);
    }
  }

  @Override
  public void crash(int node, boolean amnesia) {
    target("crash", node);
    Actor actor = actors.find(node);
    if (actor == null) {
      return;
    }
    if (actor.isUp()) {
      blow(amnesia ? "amnesia" : "crash", "node-" + node);
    }
    stopped(node);
    if (amnesia) {
      actor.node.host().amnesia();
      copies.wipe(node);
    } else {
      actor.node.crash();
    }
  }

  private void stopped(int node) {
    copies.stop(node);
    calls.forget(node);
  }

  @Override
  public void restart(int node) {
    Actor actor = actors.find(node);
    if (actor == null || actor.isUp()) {
      return;
    }
    if (!healed) {
      blow("restart", "node-" + node);
    }
    actor.node.restart();
  }

  @Override
  public void pause(int node, boolean on) {
    if (on) {
      target("pause", node);
    }
    Actor actor = actors.find(node);
    if (actor == null || !actor.node.host().isUp() || actor.paused == on) {
      return;
    }
    actor.paused = on;
    if (on) {
      begin("pause " + node, "pause", "node-" + node);
      actor.node.host().pause();
    } else {
      end("pause " + node);
      actor.node.host().resume();
    }
  }

  @Override
  public void slow(int node, Duration perEvent) {
    if (!perEvent.isZero()) {
      target("slow", node);
    }
    Actor actor = actors.find(node);
    if (actor == null) {
      return;
    }
    if (perEvent.isZero()) {
      end("slow " + node);
    } else {
      begin("slow " + node, "slow", "node-" + node + " by " + perEvent.toNanos() / 1e6 + " ms");
    }
    actor.node.host().slow(perEvent);
  }

  @Override
  public void clock(int node, Duration by) {
    target("clock", node);
    Actor actor = actors.find(node);
    if (actor != null) {
      blow("clock", "node-" + node + " by " + by.toMillis() + " ms");
      actor.node.host().jumpClock(by);
    }
  }

  @Override
  public void drift(int node, double ppm) {
    target("drift", node);
    Actor actor = actors.find(node);
    if (actor != null) {
      blow("drift", "node-" + node + " by " + ppm + " ppm");
      actor.node.host().driftClock(ppm);
    }
  }

  @Override
  public void disk(int node, DiskFault fault) {
    Actor actor = actors.find(node);
    end("disk " + node);
    if (fault != DiskFault.NONE) {
      target("disk", node);
      begin("disk " + node, "disk", "node-" + node + " " + fault.name().toLowerCase(Locale.ROOT));
    }
    if (actor != null) {
      actor.node.host().disk().fault(fault);
    }
  }

  @Override
  public void move(int node) {
    Actor actor = actors.find(node);
    impact.deal("move", actor != null, actor != null);
    if (actor != null) {
      blow("move", "node-" + node);
      healing.moved();
      actor.node.host().move();
    }
  }

  // The network

  @Override
  public void cut(int id, CutShape shape, List<List<Integer>> groups) {
    SimNetwork network = simulation.network();
    int[][] hosts = new int[groups.size()][];
    for (int i = 0; i < hosts.length; i++) {
      hosts[i] = groups.get(i).stream().mapToInt(Integer::intValue).toArray();
    }
    Fault fault =
        switch (shape) {
          case BETWEEN -> network.partition(hosts);
          case ISOLATE -> network.isolate(hosts[0]);
          case ONE_WAY -> network.oneWay(hosts[0], hosts[1]);
          case RING -> network.ring((hosts[0].length + 3) / 4, hosts[0]);
        };
    cuts.put(id, fault);
    boolean exist = groups.stream().flatMap(List::stream).allMatch(n -> actors.find(n) != null);
    boolean separates = separatesLiveNodes(shape, groups);
    impact.deal("partition", exist, separates);
    if (separates) {
      forecast.cut(id);
    }
    begin("cut " + id, "partition", words(shape, groups));
  }

  /** Whether two nodes that are up do not reach each other any more. */
  private boolean separatesLiveNodes(CutShape shape, List<List<Integer>> groups) {
    List<Long> live = new ArrayList<>();
    for (List<Integer> group : groups) {
      live.add(group.stream().map(actors::find).filter(a -> a != null && a.isUp()).count());
    }
    return switch (shape) {
      case BETWEEN -> live.stream().filter(count -> count > 0).count() > 1;
      case ISOLATE -> live.get(0) > 0;
      case ONE_WAY -> live.get(0) > 0 && live.get(1) > 0;
      case RING -> live.get(0) > 3;
    };
  }

  private static String words(CutShape shape, List<List<Integer>> groups) {
    StringBuilder words = new StringBuilder(shape.name().toLowerCase(Locale.ROOT));
    for (List<Integer> group : groups) {
      words.append(groups.indexOf(group) == 0 ? ": " : " | ").append(group.size()).append(" nodes");
    }
    return words.toString().replace('_', '-');
  }

  @Override
  public void mend(int id) {
    Fault fault = cuts.remove(id);
    if (fault != null) {
      fault.heal();
      forecast.mend(id);
      end("cut " + id);
    }
  }

  @Override
  public void clog(List<Integer> nodes, Duration length) {
    boolean exist = nodes.stream().allMatch(node -> actors.find(node) != null);
    List<Integer> up = nodes.stream().filter(this::isUp).toList();
    impact.deal("clog", exist, !up.isEmpty());
    int[] hosts = nodes.stream().mapToInt(Integer::intValue).toArray();
    String key = "clog " + now();
    begin(key, "clog", nodes.size() + " nodes");
    Fault clog = simulation.network().clog(length, hosts);
    simulation.after(
        length,
        () -> {
          clog.heal();
          end(key);
        });
  }

  private boolean isUp(int node) {
    Actor actor = actors.find(node);
    return actor != null && actor.isUp();
  }

  @Override
  public void weather(Weather weather) {
    Setting.apply(weather, simulation.network());
    forecast.change(weather);
    replies.set(weather.replyLoss());
    end("storm");
    if (!weather.equals(usual)) {
      begin("storm", "storm", "loss " + StrictMath.round(weather.loss() * 100) + "%");
    }
  }

  // Users

  @Override
  public void put(int node, int call, String key, int bytes) {
    Actor actor = callable(node);
    if (actor != null) {
      calls.put(actor.node.node(), node, call, key, bytes);
    }
  }

  @Override
  public void get(int node, int call, String key) {
    Actor actor = callable(node);
    if (actor != null) {
      calls.get(actor.node.node(), node, call, key);
    }
  }

  @Override
  public void delete(int node, int call, String key) {
    Actor actor = callable(node);
    if (actor != null) {
      calls.delete(actor.node.node(), node, call, key);
    }
  }

  private Actor callable(int node) {
    Actor actor = actors.find(node);
    if (actor != null && actor.isUp()) {
      return actor;
    }
    calls.skip();
    return null;
  }

  // Book-keeping

  private void blow(String kind, String detail) {
    faults.add(new Span(kind, detail, now(), now()));
  }

  private void begin(String key, String kind, String detail) {
    open.put(key, faults.size());
    faults.add(new Span(kind, detail, now(), now()));
  }

  private void end(String key) {
    Integer index = open.remove(key);
    if (index != null) {
      faults.set(index, until(faults.get(index), now()));
    }
  }
}
