package io.simpledht.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.testing.ScriptedPeer;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.FetchItems;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Items;
import io.simpledht.protocol.message.ItemsMissing;
import io.simpledht.protocol.message.Symbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a copy puts off is done in pieces, whoever needs it, and nothing of it is lost. */
class CatchUpTest {

  private static final int MANY = 100_000;
  private static final int SOME = 5_000;

  private NodeUnderTest node = new NodeUnderTest(0);
  private SyncContext context = node.context(SharedKeys.ALL);
  private SetSummary summary = context.summary();
  private SyncServer server = new SyncServer(context);
  private int lastBehind;
  private int mostInOneTurn;

  private static Entry entry(int number, int version) {
    Bytes value = Bytes.wrap(new byte[1]);
    return Entry.value(Key.of("key" + number), value, Version.of(version, 0, 1), Entry.NEVER);
  }

  private void merge(int from, int to) {
    for (int i = from; i < to; i++) {
      context.replica().merge(entry(i, 1));
    }
  }

  private void putOff(int entries) {
    summary.postpone();
    merge(0, entries);
    assertThat(summary.behind()).isEqualTo(entries);
  }

  /** Looks between any two turns how much was worked off in the last. */
  private void watch() {
    mostInOneTurn = Math.max(mostInOneTurn, lastBehind - summary.behind());
    lastBehind = summary.behind();
    if (lastBehind > 0) {
      node.wire.loop().execute(this::watch);
    }
  }

  private void run() {
    lastBehind = summary.behind();
    node.wire.loop().execute(this::watch);
    node.run(Duration.ofMillis(5));
  }

  private Optional<Symbols> ask(long state, int first) {
    return summary.symbols(new GetSymbols(Id.ZERO, Id.MAX, state, first, 40), Optional.empty());
  }

  private void assertEqualToSummedAfresh() {
    SetSummary afresh =
        new SetSummary(context.replica(), node.wire.loop(), () -> 1, SharedSums.ofOne());
    SetSummary.Snapshot expected = afresh.snapshot(Id.ZERO, Id.MAX, Optional.empty()).orElseThrow();
    SetSummary.Snapshot actual = summary.snapshot(Id.ZERO, Id.MAX, Optional.empty()).orElseThrow();
    assertThat(actual.fingerprint()).isEqualTo(expected.fingerprint());
    assertThat(actual.items()).isEqualTo(expected.items());
    for (int i = 0; i < 1_000; i++) {
      assertThat(actual.symbol(i)).as("symbol %s", i).isEqualTo(expected.symbol(i));
    }
    node.store.scan(
        Id.ZERO,
        Id.MAX,
        held -> {
          assertThat(summary.keyOf(ItemIds.of(held))).contains(held.key());
          return true;
        });
  }

  @Test
  void shouldSeeAnEqualSetWithoutCatchingUp() {
    putOff(SOME);
    long state = summary.outline(Id.ZERO, Id.MAX, Optional.empty()).fingerprint();
    assertThat(ask(state, 0).orElseThrow().symbols()).isEmpty();
    assertThat(summary.behind()).isEqualTo(SOME);
  }

  @Test
  void shouldPutOffNothingMoreOnceItCatchesUp() {
    putOff(SOME);
    summary.catchUp();
    merge(SOME, SOME + 10);
    assertThat(summary.behind()).isEqualTo(SOME - 10);
    run();
    assertThat(summary.behind()).isZero();
    assertThat(mostInOneTurn).isEqualTo(SetSummary.PIECE);
    merge(SOME + 10, SOME + 20);
    assertThat(summary.behind()).isZero();
    assertEqualToSummedAfresh();
  }

  @Test
  void shouldNotWorkOffTheBacklogForAnOverwrite() {
    putOff(MANY);
    context.replica().merge(entry(MANY / 2, 2));
    context.replica().store().drop(Key.of("key8"), Version.of(1, 0, 1));
    assertThat(summary.behind()).isBetween(MANY - 10, MANY);
    summary.catchUp();
    run();
    assertThat(summary.keyOf(ItemIds.of(entry(MANY / 2, 1)))).isEmpty();
    assertThat(summary.keyOf(ItemIds.of(entry(MANY / 2, 2)))).isPresent();
    assertThat(summary.keyOf(ItemIds.of(entry(8, 1)))).isEmpty();
    assertThat(mostInOneTurn).isEqualTo(SetSummary.PIECE);
  }

  @Test
  void shouldNotRememberOverwritesForEver() {
    putOff(SOME);
    for (int i = 2; i < 10 * SOME; i++) {
      context.replica().merge(entry(7, i));
    }
    assertThat(summary.behind()).isLessThanOrEqualTo(SOME);
    summary.catchUp();
    run();
    assertEqualToSummedAfresh();
  }

  @Test
  void shouldAnswerWhatIsHeldHereOnceItKnows() {
    long held = ItemIds.of(entry(MANY - 1, 1));
    long unknown = ItemIds.of(entry(MANY, 1));
    List<Object> answers = new ArrayList<>();
    putOff(MANY);
    server.missing(new CheckItems(List.of(held, unknown)), answers::add);
    server.items(new FetchItems(List.of(held)), answers::add);
    server.symbols(
        node.contact(), new GetSymbols(Id.ZERO, Id.MAX, 0, 0, 40), answer -> answers.add(answer));
    assertThat(answers).isEmpty();
    run();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0)).isEqualTo(new ItemsMissing(List.of(unknown)));
    assertThat(((Items) answers.get(1)).offers()).hasSize(1);
    assertThat(((Symbols) answers.get(2)).symbols()).hasSize(40);
    assertThat(mostInOneTurn).isEqualTo(SetSummary.PIECE);
  }

  @Test
  void shouldNotLetAnyNumberOfOthersWait() {
    List<Object> answers = new ArrayList<>();
    putOff(SOME);
    for (int i = 0; i < 2 * SyncServer.MAX_WAITING; i++) {
      server.items(new FetchItems(List.of(1L)), answers::add);
    }
    run();
    assertThat(answers).hasSize(SyncServer.MAX_WAITING);
    assertThat(context.rpc().counters().overloads()).isEqualTo(SyncServer.MAX_WAITING);
    server.items(new FetchItems(List.of(1L)), answers::add);
    assertThat(answers).hasSize(SyncServer.MAX_WAITING + 1);
  }

  @Test
  void shouldDecodeADifferenceOnceItHasCaughtUp() {
    ScriptedPeer partner = node.peer();
    List<List<Long>> told = new ArrayList<>();
    putOff(MANY);
    SetSummary theirs =
        new SetSummary(context.replica(), node.wire.loop(), () -> 1, SharedSums.ofOne());
    Symbols same = // but for the last
        theirs.symbols(new GetSymbols(Id.ZERO, Id.MAX, 0, 0, 42), Optional.empty()).orElseThrow();
    merge(MANY, MANY + 1);
    new SymbolPull(context, SyncScope.nothing(), partner.contact(), new Decoded(told)).start();
    node.run(Duration.ofMillis(1));
    partner.answer(node.transport.localAddress(), partner.last(), same);
    lastBehind = summary.behind();
    node.wire.loop().schedule(1_000_000, this::watch); // the answer arrives just before
    node.run(Duration.ofMillis(5));
    assertThat(told).containsExactly(List.of(), List.of(ItemIds.of(entry(MANY, 1))));
    assertThat(mostInOneTurn).isEqualTo(SetSummary.PIECE);
  }

  private record Decoded(List<List<Long>> told) implements SymbolPull.Listener {

    @Override
    public boolean onFirst(RangeSums.Outline ours, RangeSums.Outline theirs) {
      return true;
    }

    @Override
    public void onDifference(List<Long> remoteOnly, List<Long> localOnly) {
      told.add(remoteOnly);
      told.add(localOnly);
    }

    @Override
    public void onTooLarge() {
      told.add(null);
    }

    @Override
    public void onUndecided() {
      told.add(null);
    }

    @Override
    public void onFailed() {
      told.add(null);
    }
  }

  /** Snapshots of before the copy, too, whose later symbols are summed while it goes on. */
  @Test
  void shouldLoseNothingWhateverTheOrder() {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      node = new NodeUnderTest(random.nextInt(200));
      context = node.context(SharedKeys.ALL);
      summary = context.summary();
      SetSummary.Snapshot before =
          summary.snapshot(Id.ZERO, Id.MAX, Optional.empty()).orElseThrow();
      RatelessSketch expected = new RatelessSketch();
      expected.extend(200, new long[0]);
      node.store.scan(
          Id.ZERO,
          Id.MAX,
          held -> {
            expected.add(ItemIds.of(held));
            return true;
          });
      for (int i = 0; i < 4_000; i++) {
        changeAnything(random);
      }
      summary.postpone();
      merge(2_000, 2_100);
      for (int i = 0; i < 200; i++) {
        assertThat(before.symbol(i)).as("symbol %s", i).isEqualTo(expected.symbol(i));
      }
      summary.catchUp();
      run();
      assertThat(summary.behind()).isZero();
      assertEqualToSummedAfresh();
    }
  }

  private void changeAnything(SplittableRandom random) {
    int number = random.nextInt(1_500);
    switch (random.nextInt(100)) {
      case 0, 1 -> summary.postpone();
      case 2 -> node.run(Duration.ZERO);
      case 3 -> summary.whenCaughtUp(() -> summary.keyOf(number));
      case 4, 5, 6 ->
          context
              .replica()
              .find(Key.of("key" + number))
              .ifPresent(held -> context.replica().store().drop(held.key(), held.version()));
      default -> context.replica().merge(entry(number, 1 + random.nextInt(50)));
    }
  }
}
