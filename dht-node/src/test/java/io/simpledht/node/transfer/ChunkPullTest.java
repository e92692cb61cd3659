package io.simpledht.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value comes whole and true although some of those who offer it lie. */
class ChunkPullTest {

  private static final int CHUNKS = 40;
  private static final int FOR_EVER = Integer.MAX_VALUE;
  private static final Bytes TRUE = content(1);
  private static final Bytes FALSE = content(2);

  private final FakeWire wire = new FakeWire();
  private final RpcEndpoint rpc =
      new RpcEndpoint(wire.host(1), Id.ZERO, false, new SplittableRandom(1));
  private final List<Address> others = new ArrayList<>();
  private final ValueTransfer transfer =
      new ValueTransfer(
          rpc, wire.loop(), (key, version) -> Optional.empty(), key -> others, 1 << 20, 1 << 20);
  private final Offer offer =
      Offer.announcing(
          Entry.value(Key.of("key"), TRUE, Version.of(1, 0, 1), Entry.NEVER), Id.hashOf(TRUE));
  private final List<Optional<Entry>> resolved = new ArrayList<>();
  private int hosts = 1;

  ChunkPullTest() {
    rpc.start(null, null, null);
  }

  private static Bytes content(int seed) {
    byte[] content = new byte[CHUNKS * GetChunk.MAX_LENGTH - 100];
    new SplittableRandom(seed).nextBytes(content);
    return Bytes.wrap(content);
  }

  private ChunkGiver giver(Bytes content, int chunks) {
    return new ChunkGiver(wire.host(++hosts), Id.ofWords(hosts, 0, 0, 0), content, chunks);
  }

  private void pullFrom(List<ChunkGiver> givers) {
    givers.forEach(giver -> transfer.resolve(giver.address(), offer, resolved::add));
    wire.loop().run(Duration.ofMinutes(2));
  }

  private void assertThatTheValueCame() {
    assertThat(resolved).isNotEmpty().allSatisfy(entry -> assertThat(entry).isPresent());
    assertThat(resolved.get(0).flatMap(Entry::value)).contains(TRUE);
    assertThat(transfer.unfinishedBytes()).isZero();
  }

  @Test
  void shouldAskALiarNoMoreThanOnce() {
    ChunkGiver liar = giver(FALSE, FOR_EVER);
    ChunkGiver honest = giver(TRUE, FOR_EVER);
    pullFrom(List.of(liar, honest));
    assertThatTheValueCame();
    assertThat(liar.given()).isEqualTo(CHUNKS);
    assertThat(honest.given()).isEqualTo(CHUNKS);
  }

  /** The honest one gave the last chunk of a value that a liar had begun. */
  @Test
  void shouldNotBlameWhoFinishedWhatALiarBegan() {
    ChunkGiver liar = giver(FALSE, CHUNKS / 2);
    ChunkGiver honest = giver(TRUE, FOR_EVER);
    pullFrom(List.of(liar, honest));
    assertThatTheValueCame();
    assertThat(liar.given()).isEqualTo(CHUNKS / 2);
  }

  /** The honest one is thought to be dead when the liar makes the value false. */
  @Test
  void shouldComeBackToAnHonestSourceThatWasReplacedByALiar() {
    ChunkGiver honest = giver(TRUE, CHUNKS / 2);
    ChunkGiver liar = giver(FALSE, FOR_EVER);
    wire.loop().schedule(4_000_000_000L, () -> honest.goOn(FOR_EVER));
    pullFrom(List.of(honest, liar));
    assertThatTheValueCame();
    assertThat(liar.given()).isLessThanOrEqualTo(2 * CHUNKS);
  }

  private List<Address> asked() {
    Address us = Address.ofV4(10 << 24 | 1, 5_000);
    return wire.sent().stream().filter(s -> s.from().equals(us)).map(FakeWire.Sent::to).toList();
  }

  /** Each of its chunks would be asked for twenty times, by 64 calls, for ten seconds. */
  @Test
  void shouldAskNothingMoreOfASourceThatHasBeenReplaced() {
    ChunkGiver stalls = giver(TRUE, CHUNKS / 2);
    ChunkGiver honest = giver(TRUE, FOR_EVER);
    pullFrom(List.of(stalls, honest));
    assertThatTheValueCame();
    List<Address> asked = asked();
    int replaced = asked.indexOf(honest.address());
    assertThat(asked.subList(0, replaced)).contains(stalls.address());
    assertThat(asked.subList(replaced, asked.size())).doesNotContain(stalls.address());
    assertThat(transfer.openChunks()).isZero();
  }

  @Test
  void shouldAskNothingMoreForAValueThatNobodyWants() {
    ChunkGiver stalls = giver(TRUE, CHUNKS / 2);
    transfer.resolve(stalls.address(), offer, resolved::add);
    wire.loop().run(Duration.ofMillis(100));
    transfer.onMerged(offer.key(), Version.of(2, 0, 1));
    int asked = asked().size();
    wire.loop().run(Duration.ofMinutes(1));
    assertThat(resolved).containsExactly(Optional.empty());
    assertThat(asked()).hasSize(asked);
    assertThat(transfer.openChunks()).isZero();
  }

  @Test
  void shouldAskWhoElseHoldsTheValueWhenAllWhoOfferItLie() {
    others.add(giver(TRUE, FOR_EVER).address());
    pullFrom(List.of(giver(FALSE, FOR_EVER), giver(FALSE, FOR_EVER)));
    assertThatTheValueCame();
  }

  @Test
  void shouldGiveUpWhenEverybodyLies() {
    List<ChunkGiver> liars = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      liars.add(giver(FALSE, FOR_EVER));
    }
    pullFrom(liars);
    assertThat(resolved).hasSize(8).containsOnly(Optional.empty());
    assertThat(liars.stream().mapToInt(ChunkGiver::given).sum()).isLessThanOrEqualTo(5 * CHUNKS);
    assertThat(transfer.unfinishedBytes()).isZero();
  }

  /** Liars that fall silent at any chunk, in any order, with one who is honest. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void shouldGetTheValueFromTheOneWhoIsHonest(int liars) {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<ChunkGiver> givers = new ArrayList<>();
      givers.add(giver(TRUE, FOR_EVER));
      for (int i = 0; i < liars; i++) {
        givers.add(giver(FALSE, random.nextInt(CHUNKS + 1)));
      }
      Collections.shuffle(givers, random);
      resolved.clear();
      pullFrom(givers);
      assertThatTheValueCame();
    }
  }
}
