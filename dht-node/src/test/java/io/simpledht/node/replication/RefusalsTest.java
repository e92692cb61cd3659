package io.simpledht.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Key;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final Key OTHER = Key.of("other");

  private final Refusals refusals = new Refusals();

  private static Key key(int number) {
    return Key.of("k" + number);
  }

  @Test
  void shouldConcernTheKeysRefusedAndNoOther() {
    assertThat(refusals.isEmpty()).isTrue();
    refusals.add(key(1));
    assertThat(refusals.isEmpty()).isFalse();
    assertThat(refusals.concern(key(1))).isTrue();
    assertThat(refusals.concern(OTHER)).isFalse();
  }

  @Test
  void shouldConcernEveryKeyOnceThereIsNoRoom() {
    refusals.addAny();
    assertThat(refusals.concern(OTHER)).isTrue();
  }

  @Test
  void shouldConcernEveryKeyOnceThereAreMoreThanItRemembers() {
    for (int i = 0; i < Refusals.MAX_KEYS; i++) {
      refusals.add(key(i));
      refusals.add(key(0));
    }
    assertThat(refusals.concern(OTHER)).isFalse();
    refusals.add(key(Refusals.MAX_KEYS));
    assertThat(refusals.concern(OTHER)).isTrue();
  }

  @Test
  void shouldEndWithAComparisonThatBeganAfterTheLastRefusal() {
    refusals.add(key(1));
    long before = refusals.count();
    refusals.add(key(2));
    refusals.clear(before);
    assertThat(refusals.concern(key(1))).isTrue();
    refusals.clear(refusals.count());
    assertThat(refusals.concern(key(1))).isFalse();
    assertThat(refusals.isEmpty()).isTrue();
  }
}
