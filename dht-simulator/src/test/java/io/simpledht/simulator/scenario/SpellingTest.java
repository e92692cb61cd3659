package io.simpledht.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "los, loss",
    "latncy, latency",
    "bootstrp, bootstrap-under-loss",
    "mas-crash, mass-crash"
  })
  void shouldFindWhatWasMeant(String typed, String meant) {
    List<String> words = List.of("loss", "latency", "mass-crash", "bootstrap-under-loss");
    assertThat(Spelling.hint(typed, words)).isEqualTo(" (did you mean " + meant + "?)");
  }

  @Test
  void shouldSayNothingOfWordsThatAreFar() {
    assertThat(Spelling.hint("xyzzy", List.of("loss", "latency"))).isEmpty();
  }
}
