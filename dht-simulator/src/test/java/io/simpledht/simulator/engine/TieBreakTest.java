package io.simpledht.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events at the same instant: in the order they came to be, or in one drawn from a seed. */
class TieBreakTest {

  private static final int MACHINES = 20;

  private static Engine engine(boolean reference) {
    return new Engine(0, new Trace(16), reference);
  }

  /** Each machine is given two tasks and a timer for the same instant; answers who did what. */
  private static List<String> order(Engine engine) {
    List<String> done = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      for (int number = 1; number <= MACHINES; number++) {
        Machine machine = new Machine(engine, number);
        SimEventLoop loop = new SimEventLoop(engine, machine, (where, fault) -> {});
        String name = number + "." + round;
        loop.schedule(100_000, () -> done.add(name));
      }
    }
    engine.runUntil(1_000_000);
    return done;
  }

  private static List<String> random(long seed, boolean reference) {
    Engine engine = engine(reference);
    engine.randomTies(seed);
    return order(engine);
  }

  @Test
  void shouldKeepTheOrderOfComingToBeByDefault() {
    List<String> expected =
        IntStream.rangeClosed(1, 3)
            .boxed()
            .flatMap(
                round ->
                    IntStream.rangeClosed(1, MACHINES).mapToObj(number -> number + "." + round))
            .toList();
    assertThat(order(engine(false))).isEqualTo(expected);
  }

  @Test
  void shouldDrawTheOrderOfMachinesFromTheSeedAndKeepThatOfEach() {
    List<String> drawn = random(1, false);
    assertThat(drawn).isEqualTo(random(1, false)).isNotEqualTo(random(2, false));
    assertThat(drawn).isNotEqualTo(order(engine(false))).hasSize(3 * MACHINES);
    for (int number = 1; number <= MACHINES; number++) {
      String machine = number + ".";
      assertThat(drawn.stream().filter(name -> name.startsWith(machine)).toList()).isSorted();
    }
  }

  @Test
  void shouldBeTheSameOnBothQueues() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(random(seed, false)).isEqualTo(random(seed, true));
    }
  }

  /** Tasks of one loop never overtake each other, also those given at this very instant. */
  @Test
  void shouldRunWhatALoopIsGivenInOrder() {
    for (long seed = 1; seed <= 20; seed++) {
      Engine engine = engine(false);
      engine.randomTies(seed);
      Machine machine = new Machine(engine, 1);
      SimEventLoop loop = new SimEventLoop(engine, machine, (where, fault) -> {});
      List<Integer> done = new ArrayList<>();
      loop.execute(() -> IntStream.range(10, 20).forEach(i -> loop.execute(() -> done.add(i))));
      IntStream.range(0, 10).forEach(i -> loop.execute(() -> done.add(i)));
      engine.runUntil(0);
      assertThat(done).isSorted().hasSize(20);
    }
  }
}
