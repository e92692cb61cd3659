package io.simpledht.simulator.run;

import io.simpledht.protocol.Address;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who answers how much to whom that never answered itself. Whoever asks under a forged address
 * makes a node send its answer to the owner of that address, so an answer must not be too many
 * times as large as the datagram that asks for it. Counted when sent, so that what gets lost makes
 * it lenient.
 */
final class Ledger {

  /** In larger networks the pairs of nodes would take too much memory. */
  static final int MAX_NODES = 256;

  /** An answer to a stranger may be so many times as long as the question (decision 19). */
  private static final int FACTOR = 3;

  /** A list of contacts may be longer. */
  private static final int CONTACTS_FACTOR = 15;

  /** A datagram may arrive twice, or again much later, and is answered each time. */
  private static final int ARRIVALS = 3;

  /** Questions of strangers that are remembered at a time. */
  private static final int MAX_QUESTIONS = 1 << 14;

  /** What was asked under one id by one that had not answered yet. */
  private static final class Question {
    private long longest;
    private long asked;
    private long answered;
  }

  private record Name(int pair, long id) {}

  /** Somebody answered from an address, and stays known there wherever it goes. */
  private record Proof(int pair, Address address) {}

  private final int nodes;
  private final Set<Proof> proven = new HashSet<>(); // looked up, never iterated

  /** By pair, where the one who asks was seen last. */
  private final Address[] addresses;

  /** By pair, whether it has answered from there. */
  private final boolean[] known;

  private final Map<Name, Question> questions = new LinkedHashMap<>();
  private double worst;
  private String failure;

  /** For nodes numbered 1 to {@code nodes}. */
  Ledger(int nodes) {
    this.nodes = nodes > MAX_NODES ? 0 : nodes;
    this.addresses = new Address[(this.nodes + 1) * (this.nodes + 1)];
    this.known = new boolean[addresses.length];
  }

  /** Whether the network is small enough to be looked at. */
  boolean looks() {
    return nodes > 0;
  }

  private int pair(int answerer, int asker) {
    return answerer * (nodes + 1) + asker;
  }

  private boolean isSeen(int from, int to) {
    return from > 0 && to > 0 && from <= nodes && to <= nodes;
  }

  /**
   * A node sends to another from this address: if it is another than before, because it moved or a
   * box in front of it translates anew, its questions were asked from elsewhere.
   */
  void from(int node, int to, Address address) {
    int pair = isSeen(node, to) ? pair(to, node) : 0;
    if (pair == 0 || address.equals(addresses[pair])) {
      return;
    }
    if (addresses[pair] != null) {
      questions.keySet().removeIf(name -> name.pair() == pair);
    }
    addresses[pair] = address;
    known[pair] = proven.contains(new Proof(pair, address));
  }

  private void prove(int pair) {
    if (!known[pair]) {
      known[pair] = true;
      proven.add(new Proof(pair, addresses[pair]));
    }
  }

  /** A request was sent from one node to another, perhaps again. */
  void asked(int from, int to, long id, int bytes) {
    if (!isSeen(from, to) || known[pair(to, from)]) {
      return;
    }
    if (questions.size() >= MAX_QUESTIONS) {
      questions.remove(questions.keySet().iterator().next());
    }
    Question question =
        questions.computeIfAbsent(new Name(pair(to, from), id), name -> new Question());
    question.longest = StrictMath.max(question.longest, bytes);
    question.asked += bytes;
  }

  /**
   * An answer was sent from one node to another.
   *
   * @param at where to: one to where the other was before it moved is not looked at
   * @param contacts whether it is a list of contacts
   */
  void answered(int from, int to, Address at, long id, int bytes, boolean contacts) {
    if (!isSeen(from, to)) {
      return;
    }
    prove(pair(to, from));
    int pair = pair(from, to);
    Question question = known[pair] ? null : questions.get(new Name(pair, id));
    Address now = addresses[pair];
    if (question == null || now != null && !now.equals(at)) {
      return;
    }
    int factor = contacts ? CONTACTS_FACTOR : FACTOR;
    question.answered += bytes;
    worst = StrictMath.max(worst, (double) bytes / (factor * question.longest));
    boolean tooLong = bytes > factor * question.longest;
    boolean tooOften = question.answered > ARRIVALS * factor * question.asked;
    if (failure == null && (tooLong || tooOften)) {
      failure =
          (tooLong ? bytes + " B" : question.answered + " B in all")
              + " by node-"
              + from
              + " to node-"
              + to
              + " for "
              + (tooLong ? question.longest : question.asked)
              + " B, allowed are "
              + (tooLong ? factor : ARRIVALS * factor)
              + " times as many";
    }
  }

  /** The longest answer to one that had not answered yet, over the longest that is allowed. */
  double worst() {
    return worst;
  }

  /** The first that was too much, in words; null if none was. */
  String failure() {
    return failure;
  }
}
