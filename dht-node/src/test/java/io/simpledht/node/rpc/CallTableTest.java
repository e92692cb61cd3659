package io.simpledht.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.message.Ping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTableTest {

  private final SplittableRandom random = new SplittableRandom(11);
  private final CallTable table = new CallTable();
  private final Map<Long, Call<?>> oracle = new LinkedHashMap<>();

  private static Call<?> call(long requestId) {
    Address anywhere = Address.ofV4(1, 1);
    return new Call<>(
        requestId, anywhere, null, new Ping(), CallPolicy.NORMAL, (from, reply) -> {}, 0);
  }

  /** With few different ids they meet in the same places again and again. */
  @ParameterizedTest
  @ValueSource(longs = {24, 400, Long.MAX_VALUE})
  void shouldFindAndOrderCallsAsALinkedHashMapDoes(long ids) {
    List<Call<?>> gone = new ArrayList<>(List.of(call(0)));
    for (int i = 0; i < 20_000; i++) {
      long id = random.nextLong(ids);
      boolean adds = random.nextInt(100) < (i / 500 % 2 == 0 ? 60 : 40);
      if (adds && !oracle.containsKey(id)) {
        Call<?> call = call(id);
        table.add(call);
        oracle.put(id, call);
      } else if (!adds && !oracle.isEmpty()) {
        Call<?> call = any(id);
        table.remove(call);
        oracle.remove(call.requestId);
        gone.add(call);
      }
      table.remove(gone.get(gone.size() - 1)); // once more has no effect
      check(random.nextLong(ids));
    }
  }

  private Call<?> any(long id) {
    Call<?> call = oracle.get(id);
    return call != null ? call : oracle.values().iterator().next();
  }

  private void check(long id) {
    assertThat(table.size()).isEqualTo(oracle.size());
    assertThat(table.get(id)).isSameAs(oracle.get(id));
    assertThat(table.oldest())
        .isSameAs(oracle.isEmpty() ? null : oracle.values().iterator().next());
  }
}
