package io.simpledht.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:5001, 192.0.2.1, 5001",
    "example.org:5001, example.org, 5001",
    "' example.org:5001 ', example.org, 5001",
    "example.org, example.org, 5000",
    "[2001:db8::1]:5001, 2001:db8::1, 5001",
    "[2001:db8::1], 2001:db8::1, 5000",
    "2001:db8::1, 2001:db8::1, 5000",
    "::1, ::1, 5000",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1, 5000"
  })
  void shouldReadWhatPeopleWrite(String text, String host, int port) {
    assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":5000",
        "host:",
        "host:port",
        "host:0",
        "host:65536",
        "host:-1",
        "host:5000:5001",
        "udp://host:5000",
        "[2001:db8::1",
        "[host:5000",
        "host]:5000",
        "a b:5000"
      })
  void shouldNameWhatItCannotRead(String text) {
    assertThatThrownBy(() -> HostPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("host:port");
  }

  @Test
  void shouldRefuseAddressesThatMeanSomethingElseElsewhere() {
    assertThatThrownBy(() -> HostPort.parse("[fe80::1%eth0]:5001"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"fe80::1%eth0\" is valid on one link only: use another address of that host");
  }

  @Test
  void shouldWriteWhatItReads() {
    for (String text : new String[] {"192.0.2.1:5001", "[2001:db8::1]:5001", "example.org:5000"}) {
      assertThat(HostPort.parse(text)).hasToString(text);
    }
  }
}
