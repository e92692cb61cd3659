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
    find(target, count, Math.min(FindNode.MAX_COUNT, TOLD_FOR_EACH * count), whenDone);
  }

  /**
   * Finds out who the nodes around {@code target} are, from a few that are closest to it: each of
   * them knows all of the others, but not all that they tell of need be there any more. A quarter
   * of the cost of asking all of them. Calls back once; see {@link Lookup.Result#heardOf}.
   */
  public void survey(Id target, Consumer<Lookup.Result> whenDone) {
    find(target, SURVEYED, FindNode.MAX_COUNT, whenDone);
  }

  private void find(Id target, int count, int told, Consumer<Lookup.Result> whenDone) {
    new Run<>(
            target,
            count,
            () -> new FindNode(target, told),
            (from, reply) -> reply.contacts(),
            whenDone)
        .start();
  }

  /**
   * Asks ever closer nodes what they hold for a key.
   *
   * @param onValue hears each answer
   * @param isEnough asked after each answer; true ends the lookup without further word
   * @param whenDone called once if the lookup came to its end
   */
  public void findValue(
      Key key,
      BiConsumer<Contact, ValueFound> onValue,
      BooleanSupplier isEnough,
      Consumer<Lookup.Result> whenDone) {
    new Run<ValueFound>(
            key.id(),
            RoutingTable.K,
            () -> new FindValue(key),
            (from, reply) -> {
              onValue.accept(from, reply);
              return isEnough.getAsBoolean() ? null : reply.closer();
            },
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
    private final Consumer<Lookup.Result> whenDone;
    private boolean over;
    private boolean waits;

    /**
     * @param reader takes a node's answer and returns the contacts it told, or null to end the
     *     lookup
     */
    Run(
        Id target,
        int count,
        Supplier<Request<R>> question,
        BiFunction<Contact, R, List<Contact>> reader,
        Consumer<Lookup.Result> whenDone) {
      this.lookup =
          new Lookup(target, count, ALPHA, self, membership.table().closest(target, count));
      this.question = question;
      this.reader = reader;
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
        } else if (action instanceof Lookup.WaitForStalled) {
          waitForStalled();
        } else if (action instanceof Lookup.Finished finished) {
          over = true;
          whenDone.accept(finished.result());
        }
      }
    }

    private void waitForStalled() {
      if (!waits) {
        waits = true;
        loop.schedule(STALLED_PATIENCE_NANOS, () -> act(lookup.onPatienceOver()));
      }
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
