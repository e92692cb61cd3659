package io.simpledht.simulator;

import java.util.Objects;

/**
 * How a simulation is set up. Immutable; each method answers a changed copy.
 *
 * @param seed everything random follows from it
 * @param paranoid overwrite each datagram after its handler returned, so that a handler that keeps
 *     the buffer reads rubbish; costs memory
 * @param maxEvents events after which the run fails
 * @param keptEvents events shown when a run fails, a power of two
 * @param describer turns the first bytes of a datagram into words
 * @param randomTies draw the order of events at the same instant from the seed, instead of leaving
 *     them in the order in which they came to be
 * @param replayHint how to run it again, shown when a run fails; {@code {seed}} stands for the seed
 */
public record SimulationOptions(
    long seed,
    boolean paranoid,
    long maxEvents,
    int keptEvents,
    DatagramDescriber describer,
    boolean randomTies,
    String replayHint) {

  /** Enough for every run but an endless one. */
  public static final long DEFAULT_MAX_EVENTS = 100_000_000_000L;

  /** Enough to see what led to a failure. */
  public static final int DEFAULT_KEPT_EVENTS = 1 << 10;

  /** Checks that nothing is null. */
  public SimulationOptions {
    Objects.requireNonNull(describer, "describer");
    Objects.requireNonNull(replayHint, "replayHint");
  }

  /** The defaults with this seed. */
  public static SimulationOptions seeded(long seed) {
    return new SimulationOptions(
        seed,
        false,
        DEFAULT_MAX_EVENTS,
        DEFAULT_KEPT_EVENTS,
        DatagramDescriber.HEX,
        false,
        "Simulation.seeded({seed}L)");
  }

  /** With or without overwritten buffers. */
  public SimulationOptions withParanoid(boolean on) {
    return new SimulationOptions(
        seed, on, maxEvents, keptEvents, describer, randomTies, replayHint);
  }

  /** With another budget of events. */
  public SimulationOptions withMaxEvents(long most) {
    return new SimulationOptions(
        seed, paranoid, most, keptEvents, describer, randomTies, replayHint);
  }

  /** With another number of events kept. */
  public SimulationOptions withKeptEvents(int kept) {
    return new SimulationOptions(
        seed, paranoid, maxEvents, kept, describer, randomTies, replayHint);
  }

  /** With other words for datagrams. */
  public SimulationOptions withDescriber(DatagramDescriber words) {
    return new SimulationOptions(
        seed, paranoid, maxEvents, keptEvents, words, randomTies, replayHint);
  }

  /** With events at the same instant in random order, or not. */
  public SimulationOptions withRandomTies(boolean on) {
    return new SimulationOptions(seed, paranoid, maxEvents, keptEvents, describer, on, replayHint);
  }

  /** With another way to run it again. */
  public SimulationOptions withReplayHint(String hint) {
    return new SimulationOptions(
        seed, paranoid, maxEvents, keptEvents, describer, randomTies, hint);
  }

  /** A world without hosts and faults. */
  public Simulation open() {
    return new Simulation(this);
  }
}
