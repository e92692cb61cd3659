package io.simpledht.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that cannot bind says what helps in this case, and nothing else. */
final class BindHintsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Address already in use: 10.0.0.1:5000; ...|5000|start with --port 5001",
        "Address already in use: 10.0.0.1:65535; ...|65535|start with --port 5000",
        "Not permitted: 10.0.0.1:53; ...|53|ports below 1024 are for privileged users: start with"
            + " --port 5000",
        "Not permitted: 10.0.0.1:5000; ...|5000|the system keeps port 5000 for others",
        "Cannot bind [::1]:5000: IPv6 is switched off on this machine; ...|5000|IPv4 addresses",
        "Cannot bind 10.0.0.1:5000: Cannot assign requested address; ...|5000|10.0.0.1 is no"
            + " address of this machine: leave --host away to use all",
      })
  void shouldFitTheFailure(String message, int port, String hint) {
    assertThat(StartCommand.bindHints(message, "10.0.0.1", port))
        .hasSize(1)
        .first()
        .asString()
        .contains(hint);
  }
}
