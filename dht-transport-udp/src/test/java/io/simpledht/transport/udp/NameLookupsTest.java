package io.simpledht.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpledht.protocol.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NameLookupsTest {

  private final CountDownLatch nameServerAnswers = new CountDownLatch(1);
  private final AtomicInteger asking = new AtomicInteger();
  private final Set<String> askedFor = ConcurrentHashMap.newKeySet();
  private final List<List<Address>> answers = new ArrayList<>();
  private Selector selector;
  private UdpEventLoop loop;
  private NameLookups names;

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
    loop = new UdpEventLoop(selector, (where, fault) -> {});
    loop.owner(Thread.currentThread());
    names = new NameLookups(loop, this::ask);
  }

  @AfterEach
  void close() throws IOException {
    names.close();
    selector.close();
  }

  private InetAddress[] ask(String host) throws UnknownHostException {
    askedFor.add(Thread.currentThread().getName() + " " + host);
    if (host.equals("slow")) {
      asking.incrementAndGet();
      awaitNameServer();
    }
    if (host.equals("broken")) {
      throw new IllegalStateException("a resolver that fails in its own way");
    }
    if (host.equals("both")) {
      return new InetAddress[] {
        ip("2001:db8::1"), ip("192.0.2.2"), ip("192.0.2.1"), ip("192.0.2.2"), ip("2001:db8::1")
      };
    }
    return InetAddress.getAllByName(host.indexOf(':') >= 0 ? host : "192.0.2.9");
  }

  private void awaitNameServer() throws UnknownHostException {
    try {
      nameServerAnswers.await();
    } catch (InterruptedException interrupted) {
      throw new UnknownHostException("interrupted");
    }
  }

  private static InetAddress ip(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  private void runUntilAnswers(int count) {
    Sockets.await(
        () -> {
          loop.runTurn();
          return answers.size() >= count;
        });
  }

  @Test
  void shouldGiveIpv4FirstAndNothingTwice() {
    names.resolve("both", 5000, answers::add);
    runUntilAnswers(1);
    assertThat(answers.get(0).stream().map(Address::toString))
        .containsExactly("192.0.2.2:5000", "192.0.2.1:5000", "[2001:db8:0:0:0:0:0:1]:5000");
  }

  @Test
  void shouldBlockTheLoopForNothingThatOnlyLooksLikeALiteral() {
    String here = Thread.currentThread().getName();
    List<String> literals = List.of("192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1");
    List<String> names = List.of("1.2.3", "1.2.3.4.5", "256.1.1.1", "1..2.3", "1.2.3.", "7", "a.b");
    literals.forEach(host -> this.names.resolve(host, 1, answers::add));
    names.forEach(host -> this.names.resolve(host, 1, answers::add));
    runUntilAnswers(literals.size() + names.size());
    literals.forEach(host -> assertThat(askedFor).contains(here + " " + host));
    names.forEach(host -> assertThat(askedFor).contains("simpledht-name-lookup " + host));
  }

  @Test
  void shouldAnswerWhenTheResolverBreaks() {
    names.resolve("broken", 1, answers::add);
    runUntilAnswers(1);
    assertThat(answers).containsExactly(List.of());
  }

  @Test
  void shouldAnswerEachOfTooManyAndAskForFewAtATime() {
    int most = NameLookups.MAX_THREADS + NameLookups.MAX_WAITING;
    for (int i = 0; i < most + 10; i++) {
      names.resolve("slow", 1, answers::add);
    }
    runUntilAnswers(10);
    assertThat(answers).hasSize(10).containsOnly(List.of());
    Sockets.await(() -> asking.get() == NameLookups.MAX_THREADS);
    nameServerAnswers.countDown();
    runUntilAnswers(most + 10);
    assertThat(answers.subList(10, most + 10)).containsOnly(List.of(Address.ofV4(0xC0000209, 1)));
  }

  @Test
  void shouldForgetAboutAnswersAfterTheEnd() {
    names.resolve("slow", 1, answers::add);
    Sockets.await(() -> asking.get() == 1);
    loop.close();
    names.close();
    nameServerAnswers.countDown();
    names.resolve("both", 1, answers::add);
    loop.finish();
    assertThat(answers).isEmpty();
  }

  @Test
  void shouldNotTakeEverythingWithAColonForALiteral() {
    List<String> almost = List.of("host:5000", "udp://host", "2001:db8::g", "%eth0:", ":host");
    almost.forEach(host -> names.resolve(host, 1, answers::add));
    runUntilAnswers(almost.size());
    String here = Thread.currentThread().getName();
    almost.forEach(host -> assertThat(askedFor).doesNotContain(here + " " + host));
  }
}
