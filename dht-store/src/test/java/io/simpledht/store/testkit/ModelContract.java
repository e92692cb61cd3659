package io.simpledht.store.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds after thousands of random operations, and for readers on other threads meanwhile. */
interface ModelContract extends StoreUnderTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  default void shouldAgreeWithTheModelAfterEveryRandomOperation(long seed) {
    new RandomRun(seed, this).run(3_000);
  }

  @Test
  default void shouldShowEveryReaderVersionsThatOnlyGrow() throws Exception {
    Store store = unlimited();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(threads.submit(new Reader(store)));
      }
      Reader.write(store);
      for (Future<Long> reader : readers) {
        assertThat(reader.get(60, TimeUnit.SECONDS)).isEqualTo(Reader.KEYS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
