package io.simpledht.simulator.plan;

import io.simpledht.simulator.DiskFault;
import io.simpledht.simulator.scenario.Weather;
import java.time.Duration;
import java.util.List;

/** Where the steps of a plan are carried out. Nodes go by their numbers, from 1. */
public interface Stage {

  /** A phase begins. */
  void phase(String name, String detail);

  /** A node starts for the first time and joins through {@code seeds}; none makes it the first. */
  void join(int node, List<Integer> seeds);

  /** A node says good-bye and stops; its disk stays. */
  void leave(int node);

  /** A node stops without a word. */
  void crash(int node, boolean amnesia);

  /** A node that is down starts again with what is on its disk. */
  void restart(int node);

  /** A node stands still, or goes on. */
  void pause(int node, boolean on);

  /** A node takes this long for each event; zero for none. */
  void slow(int node, Duration perEvent);

  /** A node's wall clock jumps. */
  void clock(int node, Duration by);

  /** A node's wall clock gains so many microseconds each second from now on. */
  void drift(int node, double ppm);

  /** A node's disk breaks, or is whole again. */
  void disk(int node, DiskFault fault);

  /** A node has another address from now on, with the same id and disk. */
  void move(int node);

  /** The network is cut; {@code id} names the cut for {@link #mend}. */
  void cut(int id, CutShape shape, List<List<Integer>> groups);

  /** A cut ends. */
  void mend(int id);

  /** The lines of these nodes hold everything back for a time, then let it through at once. */
  void clog(List<Integer> nodes, Duration length);

  /** What happens to datagrams by chance from now on. */
  void weather(Weather weather);

  /** A user puts a value of this size. */
  void put(int node, int call, String key, int bytes);

  /** A user reads. */
  void get(int node, int call, String key);

  /** A user deletes. */
  void delete(int node, int call, String key);

  /** From here on nothing goes wrong that has not gone wrong already; convergence is due. */
  void heal(Duration within);
}
