package io.simpledht.simulator.run;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.NodeState;
import io.simpledht.simulator.run.Actors.Actor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Counts what there is and what is missing, at one instant. */
final class Census {

  /**
   * One count.
   *
   * @param states nodes by state; those that are down are {@link NodeState#CLOSED}
   * @param due copies there should be
   * @param missing those there are not
   * @param acquaintance pairs of live nodes of which one knows the other, over all
   */
  record Count(Map<NodeState, Integer> states, long due, long missing, double acquaintance) {

    /** Nodes that say that they are ready. */
    int ready() {
      return states.getOrDefault(NodeState.READY, 0);
    }

    /** Nodes that are up. */
    int live() {
      return states.entrySet().stream()
          .filter(entry -> entry.getKey() != NodeState.CLOSED)
          .mapToInt(Map.Entry::getValue)
          .sum();
    }
  }

  /** In networks of this size there is room for everybody in every routing table. */
  private static final int ALL_KNOWN = 20;

  private final Actors actors;
  private final Copies copies;
  private final int factor;

  Census(Actors actors, Copies copies, int factor) {
    this.actors = actors;
    this.copies = copies;
    this.factor = factor;
  }

  Count take() {
    return count(acquaintance());
  }

  private Count count(double acquaintance) {
    Map<NodeState, Integer> states = new EnumMap<>(NodeState.class);
    for (Actor actor : actors.all()) {
      if (actor != null) {
        states.merge(stateOf(actor), 1, Integer::sum);
      }
    }
    long due = factor == 0 ? copies.dueEverywhere() : 0;
    long missing = due - (factor == 0 ? copies.heldByLive() : 0);
    if (factor > 0) {
      List<Actor> up = live();
      for (KeyRecord record : copies.records()) {
        if (record.exists()) {
          due += StrictMath.min(factor, up.size());
          missing += missing(record, up);
        }
      }
    }
    return new Count(states, due, missing, acquaintance);
  }

  /** Whether everybody is to know all others. */
  boolean allAreToMeet() {
    return factor == 0;
  }

  /** As {@link Count#acquaintance}. */
  double acquaintance() {
    return acquaintance(host -> true);
  }

  /** As {@link Count#acquaintance}, among the hosts of these numbers. */
  double acquaintance(IntPredicate counts) {
    Set<Id> listed = listed(counts);
    long live = 0;
    long known = 0;
    for (Actor actor : actors.all()) {
      if (actor != null && actor.isUp() && counts.test(actor.node.host().number())) {
        live++;
        known += known(actor, listed);
      }
    }
    // Everybody is to know the others, but those that asked not to be listed.
    long pairs = live * listed.size() - listed.size();
    return pairs == 0 ? 1 : (double) known / pairs;
  }

  /** Those that others are to know. */
  private Set<Id> listed() {
    return listed(host -> true);
  }

  private Set<Id> listed(IntPredicate counts) {
    Set<Id> ids = new HashSet<>(); // looked up, never iterated
    for (Actor actor : actors.all()) {
      boolean listed = actor != null && actor.isUp() && !actor.light;
      if (listed && counts.test(actor.node.host().number())) {
        ids.add(actor.node.node().id());
      }
    }
    return ids;
  }

  /** How many of these a node knows; those that it has not yet found dead do not count. */
  private static int known(Actor actor, Set<Id> listed) {
    int known = 0;
    for (Contact peer : actor.node.peers()) {
      known += listed.contains(peer.id()) ? 1 : 0;
    }
    return known;
  }

  /** The numbers of the hosts whose nodes are up. */
  int[] up() {
    return actors.all().stream()
        .filter(actor -> actor != null && actor.isUp())
        .mapToInt(actor -> actor.node.host().number())
        .toArray();
  }

  /** Pairs of nodes that are up, each way. */
  long pairs() {
    long live = up().length;
    return live * (live - 1);
  }

  static NodeState stateOf(Actor actor) {
    return actor.isUp() ? actor.node.state() : NodeState.CLOSED;
  }

  /** Those that are to hold copies: with a factor, not who asked not to be listed. */
  private List<Actor> live() {
    List<Actor> live = new ArrayList<>();
    for (Actor actor : actors.all()) {
      if (actor != null && actor.isUp() && (factor == 0 || !actor.light)) {
        live.add(actor);
      }
    }
    return live;
  }

  /** The numbers of the live nodes that are to hold a key at this moment. */
  List<Integer> due(KeyRecord record) {
    List<Actor> live = live();
    return factor > 0
        ? closest(record.key.id(), live)
        : live.stream().map(actor -> actor.node.host().number()).toList();
  }

  /** Nodes among the closest to a key that lack its newest version. */
  private int missing(KeyRecord record, List<Actor> live) {
    int missing = 0;
    for (int node : closest(record.key.id(), live)) {
      missing += record.holders.get(node) ? 0 : 1;
    }
    return missing;
  }

  /** The numbers of the {@code factor} live nodes closest to a place, closest first. */
  private List<Integer> closest(Id place, List<Actor> live) {
    List<Actor> closest = new ArrayList<>(factor + 1);
    for (Actor actor : live) {
      Id id = actor.node.node().id();
      int at = closest.size();
      while (at > 0 && place.compareDistance(id, closest.get(at - 1).node.node().id()) < 0) {
        at--;
      }
      if (at < factor) {
        closest.add(at, actor);
        if (closest.size() > factor) {
          closest.remove(factor);
        }
      }
    }
    return closest.stream().map(actor -> actor.node.host().number()).toList();
  }

  /**
   * Whether all that are up are ready, have what they should have and, if all is everywhere, know
   * enough of each other.
   */
  boolean isConverged() {
    List<Actor> up =
        actors.all().stream()
            .filter(actor -> actor != null && stateOf(actor) != NodeState.CLOSED)
            .toList();
    // Who is the last that others list has lost the others, and nobody is left to be ready for.
    boolean last = up.stream().filter(actor -> !actor.light).count() <= 1;
    boolean ready = up.stream().allMatch(actor -> actor.node.isReady() || last && !actor.light);
    return ready && count(1).missing() == 0 && (factor > 0 || strangers(up.size()).isEmpty());
  }

  /**
   * Nodes that know too few others: fewer than all of a network that fits into one bucket, or else
   * no more than half, so that the network may be in parts which know nothing of each other. Tables
   * are not made to hold all of a large network, nor do they at every moment where half of all
   * datagrams are lost. Nobody knows those that asked not to be listed.
   */
  private List<Actor> strangers(int live) {
    Set<Id> listed = listed();
    return live().stream()
        .filter(
            actor -> {
              int others = listed.size() - (actor.light ? 0 : 1);
              int enough = live <= ALL_KNOWN ? others : others / 2;
              return actor.node.node().peerCount() < enough || known(actor, listed) < enough;
            })
        .toList();
  }

  /** What is not as it should be, in words. */
  String pending() {
    Count count = take();
    List<String> words = new ArrayList<>();
    for (Actor actor : actors.all()) {
      if (actor != null && actor.isUp() && !actor.node.isReady() && words.size() < 5) {
        words.add(actor.node + " is " + actor.node.state().text());
      }
    }
    if (count.missing() > 0) {
      words.add(count.missing() + " of " + count.due() + " copies are missing" + example());
    }
    List<Actor> strangers = factor == 0 ? strangers(count.live()) : List.of();
    if (!strangers.isEmpty()) {
      Actor first = strangers.get(0);
      int known = known(first, listed());
      words.add(strangers.size() + " know too few others, " + first.node + " only " + known);
    }
    return String.join(", ", words);
  }

  private String example() {
    List<Actor> live = live();
    for (KeyRecord record : copies.records()) {
      List<Integer> due =
          factor > 0
              ? closest(record.key.id(), live)
              : live.stream().map(actor -> actor.node.host().number()).toList();
      for (int node : due) {
        if (!record.holders.get(node)) {
          return ", such as that of " + record.name + " on node-" + node;
        }
      }
    }
    return "";
  }
}
