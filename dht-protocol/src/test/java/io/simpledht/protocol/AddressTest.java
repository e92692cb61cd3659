package io.simpledht.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.simpledht.protocol.testkit.RandomValues;
import java.net.InetAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 5000, 192.0.2.1:5000",
    "255.255.255.255, 65535, 255.255.255.255:65535",
    "0.0.0.0, 0, 0.0.0.0:0",
    "2001:db8::1, 1, [2001:db8:0:0:0:0:0:1]:1",
    "::, 0, [0:0:0:0:0:0:0:0]:0",
    "::ffff:192.0.2.1, 5000, 192.0.2.1:5000"
  })
  void shouldPrintHostAndPort(String ip, int port, String text) throws Exception {
    assertThat(address(ip, port)).hasToString(text);
  }

  @Test
  void shouldGiveBackItsIpBytes() {
    RandomValues values = new RandomValues(6);
    for (int i = 0; i < 1_000; i++) {
      Address address = values.address();
      Address again = Address.of(address.ip(), address.port());
      assertThat(again).isEqualTo(address).hasSameHashCodeAs(address);
      assertThat(again).isEqualByComparingTo(address);
      assertThat(Address.ofV6(address.highBits(), address.lowBits(), address.port()))
          .isEqualTo(address);
    }
  }

  @Test
  void shouldGiveAPeerOneAddressWhetherMappedIntoIpv6OrNot() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};
    Address v4 = Address.ofV4(0xC000_0201, 5_000);
    assertThat(Address.of(mapped, 5_000)).isEqualTo(v4).hasSameHashCodeAs(v4);
    assertThat(Address.of(Arrays.copyOfRange(mapped, 12, 16), 5_000)).isEqualTo(v4);
    assertThat(v4.isV4()).isTrue();
    assertThat(v4.ip()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.0.9",
        "::1",
        "10.0.0.1",
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1"
      })
  void shouldKnowWhatIsNotRoutedPublicly(String ip) throws Exception {
    assertThat(address(ip, 1).isPrivate()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9.255.255.255",
        "11.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "169.253.0.1",
        "169.255.0.1",
        "100.63.255.255",
        "100.128.0.0",
        "8.8.8.8",
        "126.255.255.255",
        "128.0.0.0",
        "2001:db8::1",
        "fbff::1",
        "fec0::1",
        "::2"
      })
  void shouldKnowWhatIsRoutedPublicly(String ip) throws Exception {
    assertThat(address(ip, 1).isPrivate()).isFalse();
  }

  @Test
  void shouldRecogniseWildcardAndLoopback() throws Exception {
    assertThat(address("0.0.0.0", 1).isWildcard()).isTrue();
    assertThat(address("::", 1).isWildcard()).isTrue();
    assertThat(address("0.0.0.1", 1).isWildcard()).isFalse();
    assertThat(address("::1", 1).isLoopback()).isTrue();
    assertThat(address("127.9.9.9", 1).isLoopback()).isTrue();
    assertThat(address("1.0.0.127", 1).isLoopback()).isFalse();
  }

  @Test
  void shouldCompareHostsApartFromPorts() throws Exception {
    Address address = address("192.0.2.1", 1);
    assertThat(address.withPort(2)).isEqualTo(address("192.0.2.1", 2)).isNotEqualTo(address);
    assertThat(address.sameHost(address.withPort(2))).isTrue();
    assertThat(address.sameHost(address("192.0.2.2", 1))).isFalse();
    assertThat(address).isLessThan(address.withPort(2));
  }

  @Test
  void shouldRefuseOtherLengthsAndPorts() {
    assertThatIllegalArgumentException().isThrownBy(() -> Address.of(new byte[5], 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Address.ofV4(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> Address.ofV4(1, 65_536));
  }

  private static Address address(String ip, int port) throws Exception {
    return Address.of(InetAddress.getByName(ip).getAddress(), port); // a literal asks no resolver
  }

  @Test
  void shouldReplaceWildcardsByThisMachine() {
    assertThat(Address.ofV4(0, 7).orLoopback()).hasToString("127.0.0.1:7");
    assertThat(Address.ofV6(0, 0, 7).orLoopback()).hasToString("[0:0:0:0:0:0:0:1]:7");
    assertThat(Address.ofV4(1, 7).orLoopback()).isEqualTo(Address.ofV4(1, 7));
  }
}
