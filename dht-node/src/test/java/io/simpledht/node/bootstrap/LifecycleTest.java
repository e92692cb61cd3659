package io.simpledht.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.NodeState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  private final List<String> moves = new ArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle((from, to) -> moves.add(from + " " + to));

  @Test
  void shouldTellEachMoveOnce() {
    lifecycle.move(NodeState.JOINING);
    lifecycle.move(NodeState.JOINING);
    lifecycle.move(NodeState.SYNCING);
    lifecycle.move(NodeState.READY);
    lifecycle.move(NodeState.ISOLATED);
    lifecycle.move(NodeState.SYNCING);
    assertThat(moves)
        .containsExactly(
            "STARTING JOINING",
            "JOINING SYNCING",
            "SYNCING READY",
            "READY ISOLATED",
            "ISOLATED SYNCING");
  }

  @Test
  void shouldRefuseMovesThatMakeNoSense() {
    assertThatThrownBy(() -> lifecycle.move(NodeState.ISOLATED))
        .isInstanceOf(IllegalStateException.class);
    lifecycle.moveIfLegal(NodeState.ISOLATED);
    assertThat(lifecycle.state()).isEqualTo(NodeState.STARTING);
    assertThat(moves).isEmpty();
  }

  @Test
  void shouldNeverLeaveClosed() {
    lifecycle.move(NodeState.CLOSED);
    for (NodeState state : NodeState.values()) {
      lifecycle.moveIfLegal(state);
      assertThat(lifecycle.is(NodeState.CLOSED)).isTrue();
    }
  }
}
