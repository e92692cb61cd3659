package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UdpEventLoopTest {

  @Test
  void shouldRunOrRejectEachTaskThatRacesWithTheEnd() throws Exception {
    for (int round = 0; round < 200; round++) {
      Transport transport = Sockets.open();
      AtomicInteger accepted = new AtomicInteger();
      AtomicInteger ran = new AtomicInteger();
      Thread caller = new Thread(() -> executeUntilRejected(transport.loop(), accepted, ran));
      caller.start();
      Sockets.await(() -> ran.get() > 100);
      transport.close();
      caller.join();
      assertThat(ran.get()).isEqualTo(accepted.get());
    }
  }

  private static void executeUntilRejected(
      EventLoop loop, AtomicInteger accepted, AtomicInteger ran) {
    try {
      while (true) {
        loop.execute(ran::incrementAndGet);
        accepted.incrementAndGet();
      }
    } catch (RejectedExecutionException closed) {
      return;
    }
  }

  @Test
  void shouldNotStarveTimersAndDatagramsByTasksThatFollowEachOther() throws IOException {
    try (Transport transport = Sockets.open()) {
      AtomicBoolean fired = new AtomicBoolean();
      AtomicBoolean arrived = new AtomicBoolean();
      transport.start((source, datagram) -> arrived.set(true));
      EventLoop loop = transport.loop();
      Runnable again =
          new Runnable() {
            @Override
            public void run() {
              if (!fired.get() || !arrived.get()) {
                loop.execute(this);
              }
            }
          };
      Sockets.onLoop(
          transport,
          () -> {
            loop.schedule(1, () -> fired.set(true));
            transport.send(transport.localAddress(), ByteBuffer.allocate(1));
            again.run();
          });
      Sockets.await(() -> fired.get() && arrived.get());
    }
  }

  @Test
  void shouldSleepAgainAfterATaskThatLeftTheInterruptFlag() throws IOException {
    try (Transport transport = Sockets.open()) {
      AtomicBoolean clean = new AtomicBoolean();
      Sockets.onLoop(transport, () -> Thread.currentThread().interrupt());
      Sockets.onLoop(
          transport,
          () ->
              transport
                  .loop()
                  .schedule(5_000_000, () -> clean.set(!Thread.currentThread().isInterrupted())));
      Sockets.await(clean::get);
    }
  }

  @Test
  void shouldSetTimersOnTheLoopOnly() throws IOException {
    try (Transport transport = Sockets.open()) {
      assertThatThrownBy(() -> transport.loop().schedule(0, () -> {}))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldSurviveAPolicyThatRunsOutOfMemoryItself() throws IOException {
    List<String> reported = new CopyOnWriteArrayList<>();
    try (Transport transport =
        Sockets.open(
            "127.0.0.1",
            0,
            (where, fault) -> {
              reported.add(where);
              throw new OutOfMemoryError("planned");
            })) {
      Sockets.onLoop(
          transport,
          () -> {
            throw new OutOfMemoryError("planned");
          });
      Sockets.onLoop(transport, () -> {});
      assertThat(reported).containsExactly("task");
    }
  }
}
