package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.transport.Transport;
import io.simpledht.protocol.transport.TransportConfig;
import io.simpledht.protocol.transport.TransportProvider;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opening a client: nothing may hang, and what fails leaves nothing behind. */
@Timeout(20)
class ClientSetupTest {

  /** Whoever is interrupted does not wait for the thread to end, so it may still be ending. */
  private static boolean clientRuns() throws InterruptedException {
    boolean runs = false;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("simpledht-client")) {
        thread.join(5_000);
        runs |= thread.isAlive();
      }
    }
    return runs;
  }

  @Test
  void whoIsInterruptedWhileConnectingShouldLeaveNoSocketAndNoThread() throws InterruptedException {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> DhtClient.connect("localhost", 5_000, Duration.ofSeconds(5)))
          .isInstanceOf(DhtException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(clientRuns()).isFalse();
  }

  @Test
  void aNameServerThatNeverAnswersShouldNotKeepAClientWaiting() throws IOException {
    TransportProvider provider = ServiceLoader.load(TransportProvider.class).iterator().next();
    try (Transport real =
        provider.open(new TransportConfig("127.0.0.1", 0, "test", (where, fault) -> {}))) {
      Transport nameless =
          (Transport)
              Proxy.newProxyInstance(
                  Transport.class.getClassLoader(),
                  new Class<?>[] {Transport.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("resolve") ? null : method.invoke(real, arguments));
      assertThatThrownBy(
              () -> ClientSetup.resolve(nameless, "example.org", 1, Duration.ofMillis(50)))
          .isInstanceOf(DhtException.class)
          .hasMessage("the host name example.org could not be looked up within 50 ms");
    }
  }
}
