package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Id;
import org.junit.jupiter.api.Test;

/** Only who received a challenge can answer it, and not for ever. */
class ChallengesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Address THERE = Address.ofV4(10 << 24 | 1, 5_000);
  private static final Address ELSEWHERE = Address.ofV4(10 << 24 | 2, 5_000);
  private static final Id NODE = Id.ofWords(1, 2, 3, 4);

  private final Challenges challenges = new Challenges(1, 2);

  @Test
  void shouldKnowItsOwnForAShortWhile() {
    for (long now : new long[] {-100 * SECOND, 0, 5 * SECOND, Long.MAX_VALUE - 40 * SECOND}) {
      long id = challenges.requestId(THERE, NODE, now);
      assertThat(challenges.isAnswered(id, THERE, NODE, now)).isTrue();
      assertThat(challenges.isAnswered(id, THERE, NODE, now + 8 * SECOND)).isTrue();
      assertThat(challenges.isAnswered(id, THERE, NODE, now + 18 * SECOND)).isFalse();
    }
  }

  @Test
  void shouldNotTakeTheAnswerOfAnotherNodeAddressOrSecret() {
    long id = challenges.requestId(THERE, NODE, 0);
    assertThat(challenges.isAnswered(id, ELSEWHERE, NODE, 0)).isFalse();
    assertThat(challenges.isAnswered(id, THERE.withPort(5_001), NODE, 0)).isFalse();
    assertThat(challenges.isAnswered(id, THERE, Id.ofWords(1, 2, 3, 5), 0)).isFalse();
    assertThat(challenges.isAnswered(id + 1, THERE, NODE, 0)).isFalse();
    assertThat(new Challenges(1, 3).isAnswered(id, THERE, NODE, 0)).isFalse();
  }
}
