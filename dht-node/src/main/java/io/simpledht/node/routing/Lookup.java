package io.simpledht.node.routing;

import io.simpledht.node.routing.Candidates.Candidate;
import io.simpledht.node.routing.Candidates.State;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kademlia's iterative lookup as a state machine: asks the closest known nodes for closer ones,
 * alpha at a time, until the k closest of those it has heard of have answered. A node that stalls
 * no longer counts against alpha (somebody else is asked in its stead) but its answer still does.
 * Each stall lets one more be asked at a time, so that many dead ones in a row are soon passed.
 * Once all but those that stall have answered, whoever looks decides whether that is enough: if not
 * it goes on until they have answered or failed. Pure: it returns whom to ask, and takes what came
 * of it.
 *
 * <p>Bounded against liars: it keeps no more than {@value #MAX_CANDIDATES} candidates, the closest
 * ones, asks no more than {@value #MAX_ASKED}, listens to the first {@value #MAX_TOLD} contacts of
 * an answer, takes one address for each id, the first told, and {@value #MAX_PER_ADDRESS} ids at
 * one address, so that it cannot be sent against anybody.
 */
public final class Lookup {

  /** Candidates kept, the closest ones. */
  static final int MAX_CANDIDATES = 256;

  /** Nodes asked in all. */
  static final int MAX_ASKED = 128;

  /** Nodes asked at a time when many have stalled. */
  static final int MAX_PARALLEL = 16;

  /** Contacts taken from one answer. */
  static final int MAX_TOLD = RoutingTable.K;

  /** Ids at one address: a node that has just got another id may be told of by both. */
  static final int MAX_PER_ADDRESS = 2;

  /** What to do next. */
  public sealed interface Action {}

  /** Ask this node. */
  public record Ask(Contact contact) implements Action {}

  /**
   * Only some that stall have not answered. What is found so far may be enough, or is waited on.
   */
  public record OnlyStalled(Result soFar) implements Action {}

  /** It is over. */
  public record Finished(Result result) implements Action {}

  /**
   * What a lookup found.
   *
   * @param closest nodes that answered, closest first, at most as many as were wanted
   * @param stalled nodes among those that let us wait, closest first
   * @param heardOf the closest nodes that answered or were told of and have not failed, closest
   *     first, at most {@value RoutingTable#K}
   * @param asked nodes that were asked
   * @param hops longest chain of answers that led to one of the closest
   * @param unheard nodes closer than all that answered, which were heard of and did not
   */
  public record Result(
      List<Contact> closest,
      List<Contact> stalled,
      List<Contact> heardOf,
      int asked,
      int hops,
      int unheard) {}

  private final Id self;
  private final int wanted;
  private final int alpha;
  private final Candidates candidates;
  private final Map<Address, Integer> idsByAddress = new HashMap<>();
  private int asked;
  private int open;
  private int parallel;
  private boolean finished;

  /**
   * A lookup that has not begun.
   *
   * @param wanted how many of the closest nodes must have answered
   * @param alpha nodes asked at the same time
   * @param self our own id, which is never asked
   * @param initial where to begin
   */
  public Lookup(Id target, int wanted, int alpha, Id self, List<Contact> initial) {
    this.self = self;
    this.wanted = wanted;
    this.alpha = alpha;
    this.parallel = alpha;
    this.candidates = new Candidates(target, MAX_CANDIDATES);
    initial.forEach(contact -> hear(contact, 1));
  }

  private void hear(Contact contact, int hops) {
    Address address = contact.address();
    boolean nobody = address.port() == 0 || address.isWildcard() || contact.id().equals(self);
    if (nobody || candidates.get(contact.id()) != null) {
      return;
    }
    if (idsByAddress.merge(address, 1, Integer::sum) > MAX_PER_ADDRESS) {
      return;
    }
    candidates.add(new Candidate(contact, hops));
  }

  /** Begins. */
  public List<Action> start() {
    return next();
  }

  /** A node answered with contacts it knows. */
  public List<Action> onReply(Contact from, List<Contact> told) {
    Candidate candidate = candidates.get(from.id());
    if (candidate == null || finished) {
      return List.of();
    }
    close(candidate, State.ANSWERED);
    boolean fromOutside = !from.address().isPrivate();
    for (Contact contact : told.subList(0, Math.min(MAX_TOLD, told.size()))) {
      // A public node cannot know what a private address means to us.
      if (!(fromOutside && contact.address().isPrivate())) {
        hear(contact, candidate.hops + 1);
      }
    }
    return next();
  }

  /** A node lets us wait. */
  public List<Action> onStalled(Contact contact) {
    Candidate candidate = candidates.get(contact.id());
    if (candidate == null || candidate.state != State.ASKED) {
      return List.of(); // that is known already
    }
    parallel = Math.min(Math.max(alpha, MAX_PARALLEL), parallel + 1);
    return moveOn(contact, State.STALLED);
  }

  /** Nobody was heard for a while: what there is to do, as of now. */
  public List<Action> onPatienceOver() {
    return next();
  }

  /** A node will not answer. */
  public List<Action> onFailed(Contact contact) {
    return moveOn(contact, State.FAILED);
  }

  private List<Action> moveOn(Contact contact, State state) {
    Candidate candidate = candidates.get(contact.id());
    if (candidate != null) {
      close(candidate, state);
    }
    return next();
  }

  private void close(Candidate candidate, State state) {
    if (candidate.state == State.ASKED) {
      open--;
    }
    candidate.state = state;
  }

  /**
   * Asks the closest that were not asked, as long as they are among the closest that may still
   * answer; ends when all of those have.
   */
  private List<Action> next() {
    if (finished) {
      return List.of();
    }
    List<Action> actions = new ArrayList<>(alpha);
    int counted = 0;
    boolean waiting = false;
    boolean stalled = false;
    for (int i = 0; i < candidates.size() && counted < wanted; i++) {
      Candidate candidate = candidates.at(i);
      switch (candidate.state) {
        case FAILED -> {}
        case ANSWERED -> counted++;
        case STALLED -> stalled = true; // someone farther is asked meanwhile
        case ASKED -> {
          waiting = true;
          counted++;
        }
        case HEARD_OF -> {
          waiting |= ask(candidate, actions);
          counted++;
        }
      }
    }
    if (!waiting) {
      finished = !stalled;
      actions.add(stalled ? new OnlyStalled(result()) : new Finished(result()));
    }
    return actions;
  }

  /** Asks if the bounds permit; true if an answer is or will be waited for. */
  private boolean ask(Candidate candidate, List<Action> actions) {
    if (asked >= MAX_ASKED) {
      return false;
    }
    if (open < parallel) {
      candidate.state = State.ASKED;
      asked++;
      open++;
      actions.add(new Ask(candidate.contact));
    }
    return true;
  }

  private Result result() {
    List<Contact> closest = new ArrayList<>(wanted);
    List<Contact> stalled = new ArrayList<>(0);
    List<Contact> heardOf = new ArrayList<>(RoutingTable.K);
    int hops = 0;
    int unheard = 0;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.at(i);
      if (closest.isEmpty() && candidate.state != State.ANSWERED) {
        unheard++;
      }
      if (candidate.state != State.FAILED && heardOf.size() < RoutingTable.K) {
        heardOf.add(candidate.contact);
      }
      if (closest.size() < wanted && candidate.state == State.STALLED) {
        stalled.add(candidate.contact);
      } else if (closest.size() < wanted && candidate.state == State.ANSWERED) {
        closest.add(candidate.contact);
        hops = Math.max(hops, candidate.hops);
      }
    }
    return new Result(closest, stalled, heardOf, asked, hops, unheard);
  }
}
