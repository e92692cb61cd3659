package io.simpledht.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Id;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.PutOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteTrackerTest {

  private final List<PutOutcome> outcomes = new ArrayList<>();

  private WriteTracker tracker(WriteConcern concern) {
    return new WriteTracker(Version.NONE, concern, outcomes::add);
  }

  @Test
  void shouldAnswerAsSoonAsTheConcernIsMet() {
    WriteTracker majority = tracker(WriteConcern.MAJORITY);
    majority.update(1, 5, List.of(), false);
    majority.update(2, 5, List.of(), false);
    assertThat(outcomes).isEmpty();
    majority.update(3, 5, List.of(), false);
    majority.update(5, 5, List.of(), true);
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).satisfied()).isTrue();
    assertThat(outcomes.get(0).confirmed()).isEqualTo(3);
  }

  @Test
  void shouldWaitForEveryReportBeforeItSaysAll() {
    WriteTracker all = tracker(WriteConcern.ALL);
    all.update(3, 3, List.of(), false); // there may be replicas nobody has told of yet
    assertThat(outcomes).isEmpty();
    all.update(4, 4, List.of(), true);
    assertThat(outcomes.get(0).satisfied()).isTrue();
  }

  @Test
  void shouldTellTheTruthWhenTimeIsUp() {
    WriteTracker all = tracker(WriteConcern.ALL);
    all.update(2, 3, List.of(), false);
    all.expire();
    all.expire();
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).satisfied()).isFalse();
    assertThat(outcomes.get(0).confirmed()).isEqualTo(2);
    assertThat(outcomes.get(0).asked()).isEqualTo(3);
  }

  @Test
  void shouldNotAnswerBeforeTheOwnCopyIsOnTheDisk() {
    WriteTracker one = tracker(WriteConcern.ONE);
    one.awaitOwn(Id.ZERO);
    one.update(2, 3, List.of(), true);
    assertThat(outcomes).isEmpty();
    one.onOwn(true);
    assertThat(outcomes.get(0).confirmed()).isEqualTo(3);
  }

  @Test
  void shouldNotCountAnOwnCopyThatTheDiskDidNotConfirm() {
    WriteTracker local = tracker(WriteConcern.LOCAL);
    local.awaitOwn(Id.ZERO);
    local.update(0, 1, List.of(), true);
    local.onOwn(false);
    assertThat(outcomes.get(0).confirmed()).isZero();
    assertThat(outcomes.get(0).satisfied()).isFalse();
  }

  @Test
  void shouldBeContentWithItselfWhereNobodyElseIs() {
    for (WriteConcern concern :
        List.of(WriteConcern.LOCAL, WriteConcern.ONE, WriteConcern.MAJORITY, WriteConcern.ALL)) {
      tracker(concern).update(1, 1, List.of(), true);
    }
    tracker(WriteConcern.count(2)).update(1, 1, List.of(), true);
    assertThat(outcomes).hasSize(5);
    assertThat(outcomes.subList(0, 4)).allMatch(PutOutcome::satisfied);
    assertThat(outcomes.get(4).satisfied()).isFalse();
  }
}
