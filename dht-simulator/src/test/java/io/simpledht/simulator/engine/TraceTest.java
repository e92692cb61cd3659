package io.simpledht.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.simulator.engine.Trace.Kind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceTest {

  @Test
  void shouldSeeEveryFieldAndTheOrder() {
    Set<Long> hashes = new HashSet<>();
    hashes.add(hash(1, Kind.DATAGRAM, 2, 3, 4, 5));
    hashes.add(hash(9, Kind.DATAGRAM, 2, 3, 4, 5));
    hashes.add(hash(1, Kind.DROP, 2, 3, 4, 5));
    hashes.add(hash(1, Kind.DATAGRAM, 3, 2, 4, 5));
    hashes.add(hash(1, Kind.DATAGRAM, 2, 9, 4, 5));
    hashes.add(hash(1, Kind.DATAGRAM, 2, 3, 9, 5));
    hashes.add(hash(1, Kind.DATAGRAM, 2, 3, 4, 9));
    Trace forward = new Trace(2);
    forward.record(1, Kind.TIMER, 1, 1, 0, 0);
    forward.record(1, Kind.TIMER, 2, 2, 0, 0);
    Trace backward = new Trace(2);
    backward.record(1, Kind.TIMER, 2, 2, 0, 0);
    backward.record(1, Kind.TIMER, 1, 1, 0, 0);
    hashes.add(forward.hash());
    hashes.add(backward.hash());
    assertThat(hashes).hasSize(9);
  }

  @Test
  void shouldKeepTheLastEvents() {
    Trace trace = new Trace(4);
    for (int i = 0; i < 10; i++) {
      trace.record(i, Kind.DATAGRAM, i, -i, 100 + i, -i, i);
    }
    assertThat(trace.last()).hasSize(4);
    assertThat(trace.last().get(3)).isEqualTo(new Trace.Step(9, Kind.DATAGRAM, 9, -9, 109, -9, 9));
    assertThat(trace.last().get(0).nanos()).isEqualTo(6);
  }

  @Test
  void shouldLeaveCheckpoints() {
    Trace trace = new Trace(1);
    for (int i = 0; i < 20 * Trace.CHECKPOINT_EVENTS + 5; i++) {
      trace.record(i, Kind.TIMER, 1, 1, 0, 0);
    }
    assertThat(trace.checkpoints()).hasSize(20);
    assertThat(trace.checkpoints().get(19).events()).isEqualTo(20L * Trace.CHECKPOINT_EVENTS);
    assertThat(trace.checkpoints().get(1).hash()).isNotEqualTo(trace.checkpoints().get(0).hash());
  }

  private static long hash(long time, Kind kind, int from, int to, int length, int checksum) {
    Trace trace = new Trace(1);
    trace.record(time, kind, from, to, length, checksum);
    return trace.hash();
  }
}
