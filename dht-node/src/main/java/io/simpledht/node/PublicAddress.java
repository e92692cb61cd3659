package io.simpledht.node;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The address others see us at: believed once two peers agree, so that no single one can invent it.
 */
final class PublicAddress {

  private static final int VOTES_NEEDED = 2;
  private static final int MAX_VOTERS = 16;

  /** The one who voted last is the last. */
  private final Map<Id, Address> votes = new LinkedHashMap<>(0, 0.75f, true);

  /** A peer says where it sees us; its latest word counts. */
  void vote(Id peer, Address seen) {
    votes.put(peer, seen);
    if (votes.size() > MAX_VOTERS) {
      votes.remove(votes.keySet().iterator().next());
    }
  }

  /** The address most peers agree on, if at least two do. */
  Optional<Address> agreed() {
    Address best = null;
    long most = VOTES_NEEDED - 1L;
    for (Address candidate : votes.values()) {
      long count = votes.values().stream().filter(candidate::equals).count();
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }
}
