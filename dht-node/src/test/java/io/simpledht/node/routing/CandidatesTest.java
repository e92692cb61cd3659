package io.simpledht.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.routing.Candidates.Candidate;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatesTest {

  private static final int MOST = 50;

  private final SplittableRandom random = new SplittableRandom(5);

  /** Ids that share up to four words tell whether more than the first is compared. */
  private Id near(Id target, int sharedBits) {
    return target.withTail(sharedBits, Id.random(random));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60, 64, 130, 200})
  void shouldKeepTheClosestInOrderAsATreeDoes(int sharedBits) {
    Id target = Id.random(random);
    Candidates candidates = new Candidates(target, MOST);
    TreeMap<Id, Candidate> oracle = new TreeMap<>(target::compareDistance);
    for (int i = 0; i < 300; i++) {
      Id id = i % 10 == 9 ? oracle.firstKey() : near(target, sharedBits);
      assertThat(candidates.get(id)).isSameAs(oracle.get(id));
      if (!oracle.containsKey(id)) {
        Candidate candidate = new Candidate(new Contact(id, Address.ofV4(i, 1)), 1);
        candidates.add(candidate);
        oracle.put(id, candidate);
        if (oracle.size() > MOST) {
          oracle.pollLastEntry();
        }
      }
      assertThat(inOrder(candidates)).isEqualTo(List.copyOf(oracle.values()));
    }
  }

  private static List<Candidate> inOrder(Candidates candidates) {
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      all.add(candidates.at(i));
    }
    return all;
  }
}
