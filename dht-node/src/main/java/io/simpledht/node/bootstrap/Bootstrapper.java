package io.simpledht.node.bootstrap;

import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.transport.Cancellable;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Finds the network and never stops looking for it. A bootstrap call makes a fixed number of
 * attempts and reports; behind it the node goes on for ever, whenever it has no live peer, with
 * growing pauses. While it has peers it asks one of its seeds now and then, so that two networks
 * that were cut apart find each other again.
 */
public final class Bootstrapper {

  private static final long SECOND = 1_000_000_000L;

  /** First and longest pause between background attempts. */
  private static final long REJOIN_BASE_NANOS = SECOND;

  private static final long REJOIN_MAX_NANOS = 30 * SECOND;

  /** How often a connected node asks one of its seeds. */
  private static final long SEED_CHECK_NANOS = 60 * SECOND;

  /** What the bootstrapper needs to know of the node, and tells it. */
  public interface Host {
    /** Whether any peer is believed alive. */
    boolean hasPeers();

    /** Peers that were lost, the latest first. */
    List<Address> lostPeers();

    /** All seeds are this node itself: nobody else is there yet. */
    void onAlone();

    /** A seed does not answer our protocol: try the ancestor's. */
    void onSuspectedLegacy(Address address);

    /** A line for the operator. */
    void onNotice(String line);
  }

  /** How a call of {@link #bootstrap} ended. */
  public record Result(boolean joined, int attempts, long elapsedNanos) {}

  private final RpcEndpoint rpc;
  private final Transport transport;
  private final EventLoop loop;
  private final RandomGenerator random;
  private final Host host;
  private final List<HostPort> seeds = new ArrayList<>();
  private final Backoff rejoinBackoff = new Backoff(REJOIN_BASE_NANOS, REJOIN_MAX_NANOS);
  private Cancellable background = Cancellable.NONE;
  private final List<SeedRound> rounds = new ArrayList<>(1);
  private final List<Attempts> calls = new ArrayList<>(0);
  private long attemptNanos = 5 * SECOND;
  private boolean closed;

  /** A bootstrapper that does nothing yet. */
  public Bootstrapper(RpcEndpoint rpc, Transport transport, RandomGenerator random, Host host) {
    this.rpc = rpc;
    this.transport = transport;
    this.loop = transport.loop();
    this.random = random;
    this.host = host;
  }

  /**
   * Makes up to {@code attempts} attempts to reach any of {@code newSeeds} or those given before,
   * and remembers them all. Calls back once.
   */
  public void bootstrap(
      List<HostPort> newSeeds, int attempts, long perAttemptNanos, Consumer<Result> whenDone) {
    for (HostPort seed : newSeeds) {
      if (!seeds.contains(seed)) {
        seeds.add(seed);
      }
    }
    attemptNanos = perAttemptNanos;
    background.cancel();
    Attempts call = new Attempts(attempts, whenDone);
    calls.add(call);
    call.next();
  }

  /** Begins the endless part: rejoin when alone, look for lost seeds when not. Loop only. */
  public void startBackground() {
    planBackground();
  }

  /** The last peer fell silent: look for the network now, not at the next round. */
  public void onIsolated() {
    rejoinBackoff.reset();
    planBackground();
  }

  /**
   * A node that was alone is not any more, though no seed answered it: one answered in the
   * ancestor's language, or somebody asked us, perhaps a seed that answers from another of its
   * addresses. That is joining too.
   */
  public void onFoundElsewhere() {
    List.copyOf(rounds).forEach(SeedRound::foundElsewhere);
    List.copyOf(calls).forEach(call -> call.end(true)); // those between two attempts
  }

  /** Stops for good, and answers every call that waits. */
  public void close() {
    closed = true;
    background.cancel();
    rounds.forEach(SeedRound::cancel);
    List.copyOf(calls).forEach(call -> call.end(false));
  }

  /** Rounds do not end each other: behind each of them somebody may wait for its outcome. */
  private SeedRound round(
      List<HostPort> toAsk, List<Address> addresses, SeedRound.Outcome outcome) {
    SeedRound round = new SeedRound(rpc, transport, attemptNanos, host::onSuspectedLegacy, outcome);
    rounds.removeIf(SeedRound::isOver);
    rounds.add(round);
    round.start(toAsk, addresses);
    return round;
  }

  private void planBackground() {
    background.cancel();
    if (closed) {
      return;
    }
    boolean alone = !host.hasPeers();
    long pause =
        alone
            ? rejoinBackoff.nextNanos(random)
            : SEED_CHECK_NANOS / 2 + (long) (SEED_CHECK_NANOS * random.nextDouble());
    background = loop.schedule(pause, this::backgroundRound);
  }

  private void backgroundRound() {
    List<Address> lost = host.hasPeers() ? List.of() : host.lostPeers();
    if (seeds.isEmpty() && lost.isEmpty()) {
      planBackground();
      return;
    }
    List<HostPort> toAsk = host.hasPeers() ? oneSeed() : List.copyOf(seeds);
    round(
        toAsk,
        lost,
        new SeedRound.Outcome() {
          @Override
          public void onFound() {
            rejoinBackoff.reset();
            planBackground();
          }

          @Override
          public void onNobody() {
            planBackground();
          }

          @Override
          public void onOnlyOurselves() {
            host.onAlone();
            planBackground();
          }
        });
  }

  private List<HostPort> oneSeed() {
    return seeds.isEmpty() ? List.of() : List.of(seeds.get(random.nextInt(seeds.size())));
  }

  /** The attempts of one bootstrap call. */
  private final class Attempts {
    private final int allowed;
    private final Consumer<Result> whenDone;
    private final long startedNanos = loop.nanoTime();
    private final Backoff backoff = new Backoff(SECOND / 4, 2 * SECOND);
    private Cancellable pause = Cancellable.NONE;
    private int made;
    private SeedRound round;

    Attempts(int allowed, Consumer<Result> whenDone) {
      this.allowed = allowed;
      this.whenDone = whenDone;
    }

    void next() {
      if (closed) {
        end(false);
        return;
      }
      made++;
      round =
          round(
              seeds,
              List.of(),
              new SeedRound.Outcome() {
                @Override
                public void onFound() {
                  end(true);
                }

                @Override
                public void onNobody() {
                  onAttemptFailed();
                }

                @Override
                public void onOnlyOurselves() {
                  host.onAlone();
                  end(false);
                }
              });
    }

    private void onAttemptFailed() {
      if (made < allowed) {
        host.onNotice(name() + " timed out, retrying...");
        pause = loop.schedule(backoff.nextNanos(random), this::next);
        return;
      }
      host.onNotice(name() + " timed out");
      for (HostPort seed : seeds) {
        String cause = round.cause(seed).map(known -> ": " + known).orElse("");
        host.onNotice("Failed to bootstrap with " + seed + cause);
      }
      end(false);
    }

    private void end(boolean joined) {
      if (!calls.remove(this)) {
        return;
      }
      pause.cancel();
      planBackground();
      whenDone.accept(new Result(joined, made, loop.nanoTime() - startedNanos));
    }

    /** How the attempt is called in the log, in the words the ancestor's users know. */
    private String name() {
      return "Connection attempt " + made + "/" + allowed;
    }
  }
}
