package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Left;
import io.simpledht.protocol.message.PutOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedRequestsTest {

  private static final Address HERE = Address.ofV4(1, 1);
  private static final Address THERE = Address.ofV4(2, 1);

  private final ServedRequests served = new ServedRequests();

  @Test
  void shouldCarryOutEachRequestOnce() {
    assertThat(served.begin(HERE, 1, 0)).isTrue();
    assertThat(served.isUnderWay(HERE, 1)).isTrue();
    assertThat(served.isUnderWay(THERE, 1)).isFalse();
    assertThat(served.begin(HERE, 1, 0)).isFalse();
    assertThat(served.finish(HERE, 1, new Left(), 0)).isTrue();
    assertThat(served.finish(HERE, 1, new Left(), 0)).isFalse();
    assertThat(served.answerTo(HERE, 1)).isEqualTo(new Left());
    assertThat(served.answerTo(THERE, 1)).isNull();
  }

  @Test
  void shouldRememberABoundedNumberOfAnswersForABoundedTime() {
    for (int i = 0; i < ServedRequests.MAX_ANSWERS + 100; i++) {
      served.begin(HERE, i, 0);
      served.finish(HERE, i, new Left(), i);
    }
    assertThat(served.answerTo(HERE, 0)).isNull();
    assertThat(served.answerTo(HERE, ServedRequests.MAX_ANSWERS)).isNotNull();
    served.begin(HERE, -1, 0);
    served.finish(HERE, -1, new Left(), 2 * ServedRequests.REMEMBER_NANOS);
    assertThat(served.answerTo(HERE, ServedRequests.MAX_ANSWERS)).isNull();
  }

  @Test
  void shouldKeepTheOutcomesOfWritesLongerAndBoundThemToo() {
    PutOutcome outcome = new PutOutcome(Version.NONE, 1, 1, true, List.of());
    for (int i = 0; i < ServedRequests.MAX_WRITES + 1; i++) {
      served.begin(HERE, i, 0);
      served.finish(HERE, i, outcome, 2 * ServedRequests.REMEMBER_NANOS);
    }
    assertThat(served.answerTo(HERE, 0)).isNull();
    assertThat(served.answerTo(HERE, 1)).isEqualTo(outcome);
    served.begin(HERE, -1, 0);
    served.finish(HERE, -1, outcome, 3 * ServedRequests.REMEMBER_WRITES_NANOS);
    assertThat(served.answerTo(HERE, 1)).isNull();
  }

  /** Requests of more hosts than are needed to fill the table. */
  private static Address host(int request) {
    return Address.ofV4(10 << 24 | request / ServedRequests.MAX_UNDER_WAY_PER_HOST, 1);
  }

  @Test
  void shouldRefuseMoreThanItCanHaveUnderWay() {
    for (int i = 0; i < ServedRequests.MAX_UNDER_WAY; i++) {
      assertThat(served.begin(host(i), i, 0)).isTrue();
    }
    assertThat(served.begin(THERE, -1, 0)).isFalse();
    served.finish(host(7), 7, new Left(), 0);
    assertThat(served.begin(THERE, -1, 0)).isTrue();
  }

  @Test
  void shouldLeaveRoomForOthersWhateverOneHostAsks() {
    for (int i = 0; i < ServedRequests.MAX_UNDER_WAY_PER_HOST; i++) {
      assertThat(served.begin(HERE.withPort(i), i, 0)).isTrue();
    }
    assertThat(served.begin(HERE, -1, 0)).isFalse();
    assertThat(served.begin(THERE, -1, 0)).isTrue();
    served.finish(HERE.withPort(5), 5, new Left(), 0);
    assertThat(served.begin(HERE, -1, 0)).isTrue();
    assertThat(served.begin(HERE, -2, 0)).isFalse();
  }

  @Test
  void shouldTakeANetworkOfIpV6ForOneHost() {
    for (int i = 0; i < ServedRequests.MAX_UNDER_WAY_PER_HOST; i++) {
      assertThat(served.begin(Address.ofV6(1L << 61, i, 1), i, 0)).isTrue();
    }
    assertThat(served.begin(Address.ofV6(1L << 61, -1, 1), 1, 0)).isFalse();
    assertThat(served.begin(Address.ofV6(1L << 61 | 1, 0, 1), 1, 0)).isTrue();
  }

  @Test
  void shouldNotBeFullForEverOfWhatWillNeverBeAnswered() {
    for (int i = 0; i < ServedRequests.MAX_UNDER_WAY; i++) {
      served.begin(host(i), i, i);
    }
    assertThat(served.begin(THERE, 1, ServedRequests.MAX_WORK_NANOS)).isFalse();
    assertThat(served.begin(THERE, 1, ServedRequests.MAX_WORK_NANOS + 1)).isTrue();
    assertThat(served.isUnderWay(host(0), 0)).isFalse();
    assertThat(served.isUnderWay(host(1), 1)).isTrue();
    // The host of the one that was forgotten has its place back.
    served.finish(THERE, 1, new Left(), 0);
    assertThat(served.begin(host(0), -1, ServedRequests.MAX_WORK_NANOS)).isTrue();
  }
}
