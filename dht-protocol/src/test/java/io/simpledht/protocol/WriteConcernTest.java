package io.simpledht.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteConcernTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1, 1", "2, 1, 2, 2, 2", "3, 1, 2, 2, 3", "4, 1, 2, 3, 4", "5, 1, 2, 3, 5"})
  void shouldRequire(int asked, int local, int one, int majority, int all) {
    assertThat(WriteConcern.LOCAL.required(asked)).isEqualTo(local);
    assertThat(WriteConcern.ONE.required(asked)).isEqualTo(one);
    assertThat(WriteConcern.MAJORITY.required(asked)).isEqualTo(majority);
    assertThat(WriteConcern.ALL.required(asked)).isEqualTo(all);
  }

  @Test
  void shouldRequireACountEvenBeyondWhatIsThere() {
    assertThat(WriteConcern.count(3).required(2)).isEqualTo(3);
    assertThat(WriteConcern.count(3)).hasToString("count(3)");
    assertThat(WriteConcern.ALL).hasToString("all");
  }

  @Test
  void shouldRefuseCountsThatMeanNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> WriteConcern.count(0));
    assertThatIllegalArgumentException().isThrownBy(() -> WriteConcern.count(65_536));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WriteConcern(WriteConcern.Level.ALL, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReadConcern(0));
    assertThatIllegalArgumentException().isThrownBy(() -> ReadConcern.count(256));
  }
}
