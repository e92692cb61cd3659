package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.CodedSymbol;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.message.Symbols;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SynchronizerTest {

  private static final Duration RETENTION = Duration.ofMinutes(10);
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Key OWN = Key.of("own");
  private static final long SOME_STATE = 5;

  private final NodeUnderTest node = new NodeUnderTest(0);
  private final ScriptedPeer partner = node.peer();
  private final SyncContext context = node.context(SharedKeys.ALL);
  private final Version written = context.replica().clock().next();
  private final Synchronizer synchronizer =
      new Synchronizer(
          context,
          node.random,
          () -> SyncScope.everything(node.table),
          RETENTION.toMillis(),
          INTERVAL.toNanos(),
          new Unheard());

  private static final class Unheard implements Synchronizer.Listener {

    @Override
    public void onProgress(long entries, long ofEntries, long bytes, long ofBytes, boolean end) {}

    @Override
    public void onCompared() {}

    @Override
    public void onStoreFull() {}
  }

  @BeforeEach
  void write() {
    context.replica().mergeOwn(Entry.value(OWN, Bytes.utf8("1"), written, Entry.NEVER));
    synchronizer.start();
  }

  private void answer(Response response) {
    partner.answer(node.transport.localAddress(), partner.last(), response);
    node.run(Duration.ofMillis(2));
  }

  private <T> void await(Class<T> question) {
    for (int i = 0; i < 1_000; i++) {
      node.run(Duration.ofMillis(100));
      if (!partner.received().isEmpty() && question.isInstance(partner.last().message())) {
        return;
      }
    }
    throw new AssertionError("was not asked");
  }

  /** Until it finds a partner that was not away, and remembers deletes that are forgotten here. */
  private void loseTouchForLong() {
    synchronizer.onState(NodeState.ISOLATED);
    node.run(RETENTION.multipliedBy(2));
    synchronizer.onState(NodeState.SYNCING);
    await(Ping.class);
    answer(new Pong(node.transport.localAddress(), NodeState.READY, Long.MAX_VALUE));
    node.run(Duration.ofSeconds(1));
  }

  @Test
  void shouldDropAfterALongAbsenceWhatAnEqualPartnerHeld() {
    await(GetSymbols.class);
    long same = ((GetSymbols) partner.last().message()).state();
    answer(new Symbols(same, 1, 0, List.of()));
    loseTouchForLong();
    assertThat(node.store.get(OWN)).isEmpty();
  }

  @Test
  void shouldKeepAfterALongAbsenceWhatItCouldOnlyCopyBeside() {
    Symbols undecided =
        new Symbols(
            SOME_STATE, 0, 0, List.of(new CodedSymbol(0, 0, 0), new CodedSymbol(11, 13, 17)));
    await(GetSymbols.class);
    answer(undecided);
    answer(new Page(List.of(), Optional.empty(), 0, 0, 0, false));
    assertThat(partner.last().message()).isInstanceOf(GetSymbols.class);
    answer(undecided);
    loseTouchForLong();
    assertThat(node.store.get(OWN)).isPresent();
  }
}
