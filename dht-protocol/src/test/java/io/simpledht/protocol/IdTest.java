package io.simpledht.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The metric is compared with an oracle that walks the hexadecimal text bit by bit. */
class IdTest {

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void shouldOrderByTheXorDistanceTheOracleComputes() {
    times(
        2_000,
        () -> {
          Id from = id();
          Id left = near(from);
          Id right = near(from);
          int expected = distance(from, left).compareTo(distance(from, right));
          assertThat(Integer.signum(from.compareDistance(left, right))).isEqualTo(expected);
          assertThat(Integer.signum(from.compareDistance(right, left))).isEqualTo(-expected);
          assertThat(number(from.distance(left))).isEqualTo(distance(from, left));
        });
  }

  @Test
  void shouldBeAMetricWithOneNodeAtEachDistance() {
    times(
        1_000,
        () -> {
          Id x = id();
          Id y = near(x);
          Id z = near(x);
          assertThat(x.distance(x)).isEqualTo(Id.ZERO);
          assertThat(x.distance(y)).isEqualTo(y.distance(x));
          assertThat(x.distance(x.distance(y))).isEqualTo(y);
          assertThat(number(x.distance(z)))
              .isLessThanOrEqualTo(number(x.distance(y)).add(number(y.distance(z))));
        });
  }

  @Test
  void shouldCountTheLeadingBitsTheOracleCounts() {
    times(
        1_000,
        () -> {
          Id one = id();
          Id other = near(one);
          int expected = 0;
          while (expected < Id.BITS && bit(one, expected) == bit(other, expected)) {
            expected++;
          }
          assertThat(one.commonPrefixLength(other)).isEqualTo(expected);
          assertThat(other.commonPrefixLength(one)).isEqualTo(expected);
        });
  }

  @Test
  void shouldShareAllBitsWithItself() {
    assertThat(Id.MAX.commonPrefixLength(Id.MAX)).isEqualTo(256);
    assertThat(Id.MAX.commonPrefixLength(Id.ZERO)).isZero();
  }

  @Test
  void shouldReadBitsInOrderOfSignificance() {
    times(
        500,
        () -> {
          Id id = id();
          for (int index = 0; index < Id.BITS; index++) {
            assertThat(id.bit(index)).isEqualTo(bit(id, index) == 1);
          }
          int from = random.nextInt(Id.BITS + 1);
          int count = random.nextInt(33);
          BigInteger padded = number(id).shiftLeft(64).shiftRight(Id.BITS + 64 - from - count);
          BigInteger expected =
              padded.and(BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE));
          assertThat(Integer.toUnsignedLong(id.bits(from, count))).isEqualTo(expected.longValue());
        });
  }

  @Test
  void shouldKeepThePrefixAndTakeTheTail() {
    times(
        500,
        () -> {
          Id head = id();
          Id tail = id();
          int prefix = random.nextInt(Id.BITS + 1);
          Id mixed = head.withTail(prefix, tail);
          for (int index = 0; index < Id.BITS; index++) {
            assertThat(mixed.bit(index)).isEqualTo((index < prefix ? head : tail).bit(index));
          }
        });
  }

  @Test
  void shouldFlipOneBitAndNoOther() {
    times(
        300,
        () -> {
          Id id = id();
          int index = random.nextInt(Id.BITS);
          Id flipped = id.withBitFlipped(index);
          assertThat(number(id.distance(flipped))).isEqualTo(BigInteger.ONE.shiftLeft(255 - index));
        });
  }

  @Test
  void shouldCarryIntoEveryWordOfASuccessor() {
    for (int ones = 0; ones <= Id.BITS; ones++) {
      Id id = Id.ZERO.withTail(Id.BITS - ones, Id.MAX);
      BigInteger expected = number(id).add(BigInteger.ONE).clearBit(Id.BITS);
      assertThat(number(id.successor())).isEqualTo(expected);
      assertThat(id.successor().predecessor()).isEqualTo(id);
    }
    assertThat(Id.MAX.successor()).isEqualTo(Id.ZERO);
  }

  @Test
  void shouldSortAsUnsignedNumbers() {
    times(
        500,
        () -> {
          Id one = id();
          Id other = near(one);
          assertThat(Integer.signum(one.compareTo(other)))
              .isEqualTo(number(one).compareTo(number(other)));
        });
  }

  @Test
  void shouldSurviveTextBytesAndBuffers() {
    times(
        100,
        () -> {
          Id id = id();
          ByteBuffer buffer = ByteBuffer.allocate(Id.BYTES);
          id.writeTo(buffer);
          assertThat(buffer.hasRemaining()).isFalse();
          assertThat(Id.of(buffer.array())).isEqualTo(id).hasSameHashCodeAs(id);
          assertThat(Id.readFrom(buffer.flip())).isEqualTo(id);
          assertThat(Id.ofHex(id.toString())).isEqualTo(id);
          assertThat(Id.ofWords(id.word(0), id.word(1), id.word(2), id.word(3))).isEqualTo(id);
          assertThat(id.toString()).hasSize(64).startsWith(id.shortText());
        });
  }

  @Test
  void shouldPlaceAKeyAtItsSha256() {
    assertThat(Id.hashOf(Bytes.utf8("abc")))
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void shouldRefuseAnyOtherLength() {
    assertThatIllegalArgumentException().isThrownBy(() -> Id.of(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> Id.ofHex("00"));
    assertThatIllegalArgumentException().isThrownBy(() -> Id.ofHex("x".repeat(64)));
  }

  private static void times(int count, Runnable check) {
    for (int i = 0; i < count; i++) {
      check.run();
    }
  }

  private Id id() {
    return Id.random(random);
  }

  /** Shares a random number of leading bits, often all of them. */
  private Id near(Id other) {
    return other.withTail(random.nextInt(300), id());
  }

  private static BigInteger number(Id id) {
    return new BigInteger(id.toString(), 16);
  }

  private static BigInteger distance(Id one, Id other) {
    BigInteger distance = BigInteger.ZERO;
    for (int index = 0; index < Id.BITS; index++) {
      int differs = bit(one, index) == bit(other, index) ? 0 : 1;
      distance = distance.shiftLeft(1).or(BigInteger.valueOf(differs));
    }
    return distance;
  }

  private static int bit(Id id, int index) {
    int digit = Character.digit(id.toString().charAt(index / 4), 16);
    return digit >> 3 - index % 4 & 1;
  }
}
