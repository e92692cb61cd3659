package io.simpledht.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BytesTest {

  @Test
  void shouldCompareByContent() {
    assertThat(Bytes.utf8("a"))
        .isEqualTo(Bytes.wrap(new byte[] {'a'}))
        .hasSameHashCodeAs(Bytes.utf8("a"));
    assertThat(Bytes.utf8("a")).isNotEqualTo(Bytes.utf8("b"));
  }

  @Test
  void shouldOrderAsUnsignedBytes() {
    Bytes high = Bytes.wrap(new byte[] {-1});
    assertThat(Bytes.utf8("a")).isLessThan(high);
    assertThat(Bytes.utf8("a")).isLessThan(Bytes.utf8("aa"));
    assertThat(Bytes.EMPTY).isLessThan(Bytes.utf8("a"));
  }

  @Test
  void shouldNotChangeWithTheArrayItWasCopiedFromOrGaveAway() {
    byte[] source = {1, 2};
    Bytes bytes = Bytes.copyOf(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes).isEqualTo(Bytes.wrap(new byte[] {1, 2}));
    assertThat(bytes.asBuffer().isReadOnly()).isTrue();
  }

  @Test
  void shouldSliceAndWrite() {
    Bytes bytes = Bytes.utf8("abcd");
    assertThat(bytes.slice(1, 3)).isEqualTo(Bytes.utf8("bc"));
    assertThat(bytes.slice(0, 4)).isSameAs(bytes);
    assertThat(bytes.slice(2, 2)).isSameAs(Bytes.EMPTY);
    ByteBuffer target = ByteBuffer.allocate(4);
    bytes.writeTo(target);
    assertThat(target.flip()).isEqualTo(bytes.asBuffer());
    assertThat(bytes.at(3)).isEqualTo((byte) 'd');
  }

  @Test
  void shouldSayWhetherItIsText() {
    assertThat(Bytes.utf8("żółw").asUtf8()).contains("żółw");
    assertThat(Bytes.wrap(new byte[] {(byte) 0xC3}).asUtf8()).isEmpty();
    assertThat(Bytes.utf8("hi")).hasToString("\"hi\"");
    assertThat(Bytes.wrap(new byte[] {-1})).hasToString("(1 bytes)");
    assertThat(Bytes.utf8("x".repeat(65))).hasToString("(65 bytes)");
  }

  @Test
  void shouldNotShowWhatCouldTakeOverATerminalOrForgeALineOfALog() {
    assertThat(Bytes.utf8("\u001b[2J")).hasToString("(4 bytes)");
    assertThat(Bytes.utf8("a\nb")).hasToString("(3 bytes)");
    assertThat(Bytes.utf8("\u009b2J")).hasToString("(4 bytes)");
    assertThat(Bytes.utf8("a\u007f")).hasToString("(2 bytes)");
    assertThat(Key.of("\u001b]0;x\u0007")).hasToString("(6 bytes)");
  }

  @Test
  void shouldLimitKeysToOneTo1024Bytes() {
    assertThat(Key.of("x".repeat(Key.MAX_BYTES)).bytes().length()).isEqualTo(1_024);
    assertThatIllegalArgumentException().isThrownBy(() -> Key.of("x".repeat(1_025)));
    assertThatIllegalArgumentException().isThrownBy(() -> Key.of(""));
  }

  @Test
  void shouldPlaceEqualKeysAtEqualIds() {
    Key key = Key.of("abc");
    assertThat(key.id()).isEqualTo(Id.hashOf(Bytes.utf8("abc"))).isSameAs(key.id());
    assertThat(Key.of(Bytes.utf8("abc"))).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(key).isLessThan(Key.of("abd"));
  }
}
