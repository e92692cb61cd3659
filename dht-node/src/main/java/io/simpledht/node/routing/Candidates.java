package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.Arrays;

/**
 * The nodes a {@link Lookup} has heard of, the closest to its target first, up to a number. Sorted
 * in one array with the first words of the distances in another beside it, which decide nearly all
 * comparisons.
 */
final class Candidates {

  private static final int FIRST_CAPACITY = 32;

  enum State {
    HEARD_OF,
    ASKED,
    STALLED,
    ANSWERED,
    FAILED
  }

  /** One of them. */
  static final class Candidate {
    final Contact contact;
    final int hops;
    State state = State.HEARD_OF;

    Candidate(Contact contact, int hops) {
      this.contact = contact;
      this.hops = hops;
    }
  }

  private final Id target;
  private final int most;
  private long[] distances = new long[FIRST_CAPACITY];
  private Candidate[] candidates = new Candidate[FIRST_CAPACITY];
  private int size;

  /**
   * @param most how many are kept, the closest ones
   */
  Candidates(Id target, int most) {
    this.target = target;
    this.most = most;
  }

  int size() {
    return size;
  }

  /** The closest but {@code index}. */
  Candidate at(int index) {
    return candidates[index];
  }

  /** The one with this id, or null. */
  Candidate get(Id id) {
    int at = placeOf(id);
    return holds(at, id) ? candidates[at] : null;
  }

  private boolean holds(int index, Id id) {
    return index < size
        && distances[index] == distance(id)
        && candidates[index].contact.id().equals(id);
  }

  /** Index of the first that is not closer than {@code id}. */
  private int placeOf(Id id) {
    long distance = distance(id);
    int at = firstFrom(distance);
    while (at < size
        && distances[at] == distance
        && target.compareDistance(candidates[at].contact.id(), id) < 0) {
      at++;
    }
    return at;
  }

  /** Index of the first whose distance does not begin with less; see {@link SortedContacts}. */
  private int firstFrom(long distance) {
    long signed = distance + Long.MIN_VALUE; // unsigned order as signed order
    int low = 0;
    int left = size;
    while (left > 1) {
      int half = left >>> 1;
      low += distances[low + half - 1] + Long.MIN_VALUE < signed ? half : 0;
      left -= half;
    }
    return left == 1 && distances[low] + Long.MIN_VALUE < signed ? low + 1 : low;
  }

  /** The first word of the distance to the target. */
  private long distance(Id id) {
    return target.word(0) ^ id.word(0);
  }

  /** Adds one whose id is not in; the farthest gives way if there are too many. */
  void add(Candidate candidate) {
    int at = placeOf(candidate.contact.id());
    if (at == most) {
      return;
    }
    if (size == candidates.length) {
      distances = Arrays.copyOf(distances, 2 * size);
      candidates = Arrays.copyOf(candidates, 2 * size);
    }
    int behind = Math.min(size, most - 1) - at;
    System.arraycopy(distances, at, distances, at + 1, behind);
    System.arraycopy(candidates, at, candidates, at + 1, behind);
    distances[at] = distance(candidate.contact.id());
    candidates[at] = candidate;
    size = Math.min(most, size + 1);
  }
}
