package io.simpledht.node.routing;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.message.ValueFound;
import io.simpledht.protocol.transport.EventLoop;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Binds the pure {@link Lookup} to calls. */
public final class LookupRunner {

  /** When a lookup is to end although some of the closest stall. */
  @FunctionalInterface
  public interface Sufficiency {

    /**
     * Whether what is found is enough. If it never is, the lookup ends when all that stall have
     * answered or failed.
     *
     * @param soFar what would be the result
     * @param waited whether those that stall have been given time for two retransmissions more
     */
    boolean isEnough(Lookup.Result soFar, boolean waited);
  }

  /** Kademlia's degree of parallelism. */
  public static final int ALPHA = 3;

  /** Contacts a node is to tell for each that is looked for, as some are not there any more. */
  private static final int TOLD_FOR_EACH = 2;

  /** Nodes whose word is taken for who else is around them: what one has missed, others know. */
  private static final int SURVEYED = 5;

  /** Time for the last that stall: for two retransmissions at usual round trips. */
  private static final long STALLED_PATIENCE_NANOS = 1_000_000_000L;

  private final RpcEndpoint rpc;
  private final EventLoop loop;
  private final Membership membership;
  private final Id self;

  /** Runs lookups over {@code rpc}; what they learn goes to {@code membership}. */
  public LookupRunner(RpcEndpoint rpc, EventLoop loop, Membership membership, Id self) {
    this.rpc = rpc;
    this.loop = loop;
    this.membership = membership;
    this.self = self;
  }

  /** Finds the nodes closest to {@code target}. Calls back once, with those that answered. */
  public void findNodes(Id target, int count, Consumer<Lookup.Result> whenDone) {
    findNodes(target, count, allAnswered(count), whenDone);
  }

  /** As the other; {@code sufficiency} says when not to wait for those that stall. */
  public void findNodes(
      Id target, int count, Sufficiency sufficiency, Consumer<Lookup.Result> whenDone) {
    find(target, count, Math.min(FindNode.MAX_COUNT, TOLD_FOR_EACH * count), sufficiency, whenDone);
  }

  /** The chance that a node stalls although it is there, by the losses measured lately. */
  public double chanceOfStall() {
    return membership.loss().chanceOfStall();
  }

  private static Sufficiency allAnswered(int count) {
    return (soFar, waited) -> waited && soFar.closest().size() == count;
  }

  /**
   * Finds out who the nodes around {@code target} are, from a few that are closest to it: each of
   * them knows all of the others, but not all that they tell of need be there any more. A quarter
   * of the cost of asking all of them. Calls back once; see {@link Lookup.Result#heardOf}.
   */
  public void survey(Id target, Consumer<Lookup.Result> whenDone) {
    find(target, SURVEYED, FindNode.MAX_COUNT, allAnswered(SURVEYED), whenDone);
  }

  private void find(
      Id target, int count, int told, Sufficiency sufficiency, Consumer<Lookup.Result> whenDone) {
    new Run<>(
            target,
            count,
            () -> new FindNode(target, told),
            (from, reply) -> reply.contacts(),
            sufficiency,
            whenDone)
        .start();
  }

  /**
   * Asks ever closer nodes what they hold for a key.
   *
   * @param onValue hears each answer
   * @param isOver asked after each answer; true ends the lookup without further word
   * @param sufficiency says when not to wait for those that stall
   * @param whenDone called once if the lookup came to its end
   */
  public void findValue(
      Key key,
      BiConsumer<Contact, ValueFound> onValue,
      BooleanSupplier isOver,
      Sufficiency sufficiency,
      Consumer<Lookup.Result> whenDone) {
    new Run<ValueFound>(
            key.id(),
            RoutingTable.K,
            () -> new FindValue(key),
            (from, reply) -> {
              onValue.accept(from, reply);
              return isOver.getAsBoolean() ? null : reply.closer();
            },
            sufficiency,
            whenDone)
        .start();
  }

  /**
   * One lookup under way.
   *
   * @param <R> what the nodes on the way answer
   */
  private final class Run<R extends Response> {
    private final Lookup lookup;
    private final Supplier<Request<R>> question;
    private final BiFunction<Contact, R, List<Contact>> reader;
    private final Sufficiency sufficiency;
    private final Consumer<Lookup.Result> whenDone;
    private boolean over;
    private boolean waits;
    private boolean waited;

    /**
     * @param reader takes a node's answer and returns the contacts it told, or null to end the
     *     lookup
     */
    Run(
        Id target,
        int count,
        Supplier<Request<R>> question,
        BiFunction<Contact, R, List<Contact>> reader,
        Sufficiency sufficiency,
        Consumer<Lookup.Result> whenDone) {
      this.lookup =
          new Lookup(target, count, ALPHA, self, membership.table().closest(target, count));
      this.question = question;
      this.reader = reader;
      this.sufficiency = sufficiency;
      this.whenDone = whenDone;
    }

    void start() {
      act(lookup.start());
    }

    private void act(List<Lookup.Action> actions) {
      for (Lookup.Action action : actions) {
        if (over) {
          return;
        }
        if (action instanceof Lookup.Ask ask) {
          ask(ask.contact());
          if (membership.table().isSuspect(ask.contact().id())) {
            act(lookup.onStalled(ask.contact())); // it was silent last time
          }
        } else if (action instanceof Lookup.OnlyStalled stalled) {
          finishOrWait(stalled.soFar());
        } else if (action instanceof Lookup.Finished finished) {
          finish(finished.result());
        }
      }
    }

    private void finishOrWait(Lookup.Result soFar) {
      if (sufficiency.isEnough(soFar, waited)) {
        finish(soFar);
      } else if (!waits) {
        waits = true;
        loop.schedule(STALLED_PATIENCE_NANOS, this::onPatienceOver);
      }
    }

    private void onPatienceOver() {
      waited = true;
      act(lookup.onPatienceOver());
    }

    private void finish(Lookup.Result result) {
      over = true;
      whenDone.accept(result);
    }

    private void ask(Contact contact) {
      rpc.call(
          contact,
          question.get(),
          CallPolicy.NORMAL,
          new CallListener<R>() {
            @Override
            public void onReply(Contact from, R reply) {
              List<Contact> told = over ? null : reader.apply(from, reply);
              if (told == null) {
                over = true;
              } else {
                membership.onHearsay(told);
                act(lookup.onReply(from, told));
              }
            }

            @Override
            public void onStalled() {
              act(lookup.onStalled(contact));
            }

            @Override
            public void onFailed(CallFailure failure) {
              act(lookup.onFailed(contact));
            }
          });
    }
  }
}
