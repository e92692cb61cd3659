package io.simpledht.simulator.run;

import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.network.NetworkCounters;
import io.simpledht.simulator.scenario.Weather;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was counted under each weather and during each cut, so that one that did nothing is not
 * hidden by others that did.
 */
final class Forecast {

  /**
   * What the network had done at some moment, or did between two.
   *
   * @param exposed datagrams that nothing else had stopped before the weather could
   * @param duplicated copies that came soon
   * @param replies answers lost
   * @param parted datagrams lost to cuts
   */
  record Tally(
      long sent,
      long exposed,
      long lost,
      long duplicated,
      long replayed,
      long reordered,
      long corrupted,
      long truncated,
      long replies,
      long parted) {

    private static Tally of(NetworkCounters now) {
      return new Tally(
          now.sent(),
          exposed(now),
          now.dropped(DropCause.LOSS),
          now.copies() - now.replayed(),
          now.replayed(),
          now.reordered(),
          now.corrupted(),
          now.truncated(),
          now.dropped(DropCause.REPLY),
          now.dropped(DropCause.PARTITION));
    }

    private static long exposed(NetworkCounters now) {
      return now.sent() - STOPS.stream().mapToLong(now::dropped).sum();
    }

    private Tally since(Tally before) {
      return new Tally(
          sent - before.sent,
          exposed - before.exposed,
          lost - before.lost,
          duplicated - before.duplicated,
          replayed - before.replayed,
          reordered - before.reordered,
          corrupted - before.corrupted,
          truncated - before.truncated,
          replies - before.replies,
          parted - before.parted);
    }
  }

  /** What keeps a datagram from being drawn for the weather. */
  private static final Set<DropCause> STOPS =
      EnumSet.of(
          DropCause.MTU,
          DropCause.PARTITION,
          DropCause.DOWN,
          DropCause.NAT,
          DropCause.QUEUE,
          DropCause.BURST,
          DropCause.RULE,
          DropCause.LINE,
          DropCause.PATH);

  /** What happened under one weather. */
  record Spell(Weather weather, Tally tally) {}

  private final NetworkCounters counters;
  private final List<Spell> spells = new ArrayList<>();
  private final Map<Integer, Tally> open = new HashMap<>(); // looked up, never iterated
  private final List<Tally> cuts = new ArrayList<>();
  private Weather weather;
  private Tally begun;

  Forecast(NetworkCounters counters, Weather weather) {
    this.counters = counters;
    this.weather = weather;
    this.begun = Tally.of(counters);
  }

  /** The weather changes. */
  void change(Weather next) {
    spells.add(new Spell(weather, Tally.of(counters).since(begun)));
    weather = next;
    begun = Tally.of(counters);
  }

  /** A cut comes between nodes that are up. */
  void cut(int id) {
    open.put(id, Tally.of(counters));
  }

  /** A cut ends; nothing happens if it parted nobody. */
  void mend(int id) {
    Tally before = open.remove(id);
    if (before != null) {
      cuts.add(Tally.of(counters).since(before));
    }
  }

  /** All weathers so far, the present one included. */
  List<Spell> spells() {
    List<Spell> all = new ArrayList<>(spells);
    all.add(new Spell(weather, Tally.of(counters).since(begun)));
    return all;
  }

  /** What happened during each cut that has ended. */
  List<Tally> cuts() {
    return List.copyOf(cuts);
  }
}
