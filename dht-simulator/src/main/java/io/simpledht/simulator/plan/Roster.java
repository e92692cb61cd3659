package io.simpledht.simulator.plan;

import io.simpledht.simulator.random.SimRandom;
import io.simpledht.simulator.scenario.Regions;
import io.simpledht.simulator.scenario.Share;
import java.util.ArrayList;
import java.util.List;

/**
 * Who takes part, as the planner goes through the phases; and the times in which nothing happens.
 *
 * <p>Regions are looked up only where a scenario names one, so they may be null.
 */
final class Roster {

  /** A node's part in the run; {@code to} is {@link Long#MAX_VALUE} if it stays. */
  record Stay(int node, long from, long to) {}

  /** A stretch of time. */
  record Stretch(long from, long to) {}

  private final int seeds;
  private final Regions regions;
  private final List<Stay> stays = new ArrayList<>();
  private final List<Integer> present = new ArrayList<>();
  private final List<Stretch> quiet = new ArrayList<>();

  Roster(int seeds, Regions regions) {
    this.seeds = seeds;
    this.regions = regions;
  }

  /** How many ever joined. */
  int joined() {
    return stays.size();
  }

  /** Adds the next node and answers its number. */
  int join(long at) {
    int node = stays.size() + 1;
    stays.add(new Stay(node, at, Long.MAX_VALUE));
    present.add(node);
    return node;
  }

  /** A node is gone for good. */
  void remove(int node, long at) {
    Stay stay = stays.get(node - 1);
    stays.set(node - 1, new Stay(node, stay.from(), at));
    present.remove(Integer.valueOf(node));
  }

  /** Nobody comes, goes or calls in this time. */
  void quiet(long from, long to) {
    quiet.add(new Stretch(from, to));
  }

  /** Whether {@code at} lies in quiet time. */
  boolean isQuiet(long at) {
    return quiet.stream().anyMatch(stretch -> stretch.from() <= at && at <= stretch.to());
  }

  /** Whether quiet time begins in between: then everybody is brought back. */
  boolean isHealedBetween(long from, long to) {
    return quiet.stream().anyMatch(stretch -> from <= stretch.from() && stretch.from() <= to);
  }

  /** All stays, in the order of joining. */
  List<Stay> stays() {
    return List.copyOf(stays);
  }

  /** Who is there for all that was planned so far, ascending. */
  List<Integer> present() {
    return List.copyOf(present);
  }

  /** Whether joiners are told of this node. */
  boolean isSeed(int node) {
    return node <= seeds;
  }

  /** Whom the next node is told of. */
  List<Integer> seeds() {
    return present.stream().filter(this::isSeed).toList();
  }

  /** Anyone. */
  int any(SimRandom random) {
    return present.get(random.nextInt(present.size()));
  }

  /** Some of those present, in random order. */
  List<Integer> some(Share share, SimRandom random) {
    return chosen(share, shuffled(random));
  }

  /** The first of a list in random order of all present, or those of it in a region. */
  List<Integer> chosen(Share share, List<Integer> shuffled) {
    if (share.region() != null) {
      List<Integer> inside = regions.nodesIn(share.region(), joined());
      return shuffled.stream().filter(inside::contains).toList();
    }
    return shuffled.subList(0, share.of(shuffled.size()));
  }

  /** As {@link #some}, without those joiners are told of. */
  List<Integer> mortals(Share share, SimRandom random) {
    if (share.region() != null) {
      return some(share, random).stream().filter(node -> !isSeed(node)).toList();
    }
    List<Integer> mortals = shuffled(random).stream().filter(node -> !isSeed(node)).toList();
    return mortals.subList(0, StrictMath.min(mortals.size(), share.of(present.size())));
  }

  /** All present, in random order (Fisher and Yates). */
  List<Integer> shuffled(SimRandom random) {
    List<Integer> nodes = new ArrayList<>(present);
    for (int i = nodes.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      nodes.set(other, nodes.set(i, nodes.get(other)));
    }
    return nodes;
  }
}
