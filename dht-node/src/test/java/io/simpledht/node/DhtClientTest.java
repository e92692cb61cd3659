package io.simpledht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpledht.node.testing.FakeTransport;
import io.simpledht.node.testing.FakeWire;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large values on their way between a client and its node. */
final class DhtClientTest {

  private static final Key KEY = Key.of("large");
  private static final int LARGE = 8_000_000;
  private static final Duration LONG = Duration.ofMinutes(2);

  private final FakeWire wire = new FakeWire();
  private final FakeTransport server = wire.host(1);
  private final DhtNode node =
      DhtNode.builder()
          .transport(server)
          .random(new SplittableRandom(1))
          .maxValueBytes(LARGE)
          .build();
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    node.start();
    wire.loop().run(Duration.ofSeconds(1));
  }

  private DhtClient client(int number) {
    return client(number, server.localAddress());
  }

  private DhtClient client(int number, Address asked) {
    return DhtClient.over(
        new ClientSetup(
            wire.host(number), new SplittableRandom(number), asked, "node", Duration.ofSeconds(1)));
  }

  private static Bytes large(int seed) {
    byte[] content = new byte[LARGE];
    new SplittableRandom(seed).nextBytes(content);
    return Bytes.wrap(content);
  }

  private Optional<Bytes> held() {
    CompletableFuture<Optional<Bytes>> read = node.getAsync(KEY, ReadConcern.ONE);
    wire.loop().run(Duration.ofSeconds(1));
    return read.join();
  }

  @Test
  void aClientMayAskFasterThanItsNodeServesOneHost() {
    DhtClient client = client(2);
    List<CompletableFuture<PutResult>> puts = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      puts.add(client.putAsync(Key.of("key" + i), Bytes.utf8("value"), WriteOptions.DEFAULT));
    }
    wire.loop().run(Duration.ofSeconds(30));
    assertThat(puts).allSatisfy(put -> assertThat(put.join().isStored()).isTrue());
  }

  @Test
  void whatWaitsForASilentNodeShouldEndAsSoonAsWhatWasSent() {
    DhtClient client = client(2, wire.host(3).localAddress()); // nobody is there
    List<CompletableFuture<Optional<Bytes>>> gets = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      gets.add(client.getAsync(Key.of("key" + i), ReadConcern.ONE));
    }
    wire.loop().run(Duration.ofMillis(1_100));
    assertThat(gets).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(gets.get(1_999))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("busy with 512 earlier requests for 1000 ms");
  }

  @Test
  void valuesUnderWayShouldBeBoundedInBytes() {
    DhtClient client = client(2, wire.host(3).localAddress()); // nobody is there
    Bytes value = large(1);
    int fit = (int) (ApiCalls.MAX_BYTES / LARGE);
    List<CompletableFuture<PutResult>> puts = new ArrayList<>();
    for (int i = 0; i < fit + 1; i++) {
      puts.add(client.putAsync(Key.of("key" + i), value, WriteOptions.DEFAULT));
      wire.loop().run(Duration.ofNanos(1));
    }
    assertThat(puts.subList(0, puts.size() - 1)).noneMatch(CompletableFuture::isDone);
    assertThat(puts.get(puts.size() - 1))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("256 MiB");
  }

  @Test
  void whatWaitsShouldFailWhenTheClientIsClosed() {
    DhtClient client = client(2, wire.host(3).localAddress()); // nobody is there
    List<CompletableFuture<PutResult>> puts = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      puts.add(client.putAsync(Key.of("key" + i), Bytes.utf8("value"), WriteOptions.DEFAULT));
    }
    wire.loop().run(Duration.ofMillis(100));
    client.close();
    wire.loop().run(Duration.ofMillis(100));
    assertThat(puts)
        .allSatisfy(
            put ->
                assertThat(put)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("closed"));
  }

  @Test
  void twoPutsOfOneKeyInTurnShouldStoreTheSecond() {
    DhtClient client = client(2);
    CompletableFuture<PutResult> first = client.putAsync(KEY, large(1), WriteOptions.DEFAULT);
    wire.loop().run(LONG);
    CompletableFuture<PutResult> second = client.putAsync(KEY, large(2), WriteOptions.DEFAULT);
    wire.loop().run(LONG);
    assertThat(first.join().isStored()).isTrue();
    assertThat(second.join().isStored()).isTrue();
    assertThat(held()).contains(large(2));
  }

  @Test
  void clientsThatPutOneKeyAtOnceShouldNotGetEachOthersValueConfirmed() {
    CompletableFuture<PutResult> one = client(2).putAsync(KEY, large(1), WriteOptions.DEFAULT);
    CompletableFuture<PutResult> other = client(3).putAsync(KEY, large(2), WriteOptions.DEFAULT);
    wire.loop().run(LONG);
    boolean otherIsNewer = other.join().version().newerThan(one.join().version());
    assertThat(held()).contains(otherIsNewer ? large(2) : large(1));
  }

  @Test
  void shouldTellHowFarALargeValueHasCome() {
    DhtClient client = client(2);
    CompletableFuture<PutResult> put =
        client.putAsync(KEY, large(1), WriteOptions.DEFAULT, this::note);
    wire.loop().run(LONG);
    assertThat(put.join().isStored()).isTrue();
    assertThat(progress).first().isEqualTo("0 of 8000000");
    assertThat(progress).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    progress.clear();
    CompletableFuture<Optional<Bytes>> get = client.getAsync(KEY, ReadConcern.ONE, this::note);
    wire.loop().run(LONG);
    assertThat(get.join()).contains(large(1));
    assertThat(progress).hasSizeGreaterThan(1).doesNotHaveDuplicates();
  }

  @Test
  void aPutWhoseClientIsGoneShouldLeaveNothing() {
    DhtClient client = client(2);
    CompletableFuture<PutResult> put = client.putAsync(KEY, large(1), WriteOptions.DEFAULT);
    wire.loop().run(Duration.ofMillis(40));
    client.close();
    wire.loop().run(LONG);
    assertThat(put).isCompletedExceptionally();
    assertThat(held()).isEmpty();
  }

  @Test
  void aNodeThatFallsSilentShouldEndTheWait() {
    DhtClient client = client(2);
    CompletableFuture<PutResult> put = client.putAsync(KEY, large(1), WriteOptions.DEFAULT);
    wire.loop().run(Duration.ofMillis(40));
    server.close();
    wire.loop().run(Duration.ofSeconds(8));
    assertThatThrownBy(put::join).hasCauseInstanceOf(NoResponseException.class);
  }

  @Test
  void aNodeThatAnswersFromAnotherOfItsAddressesShouldBeNamed() {
    wire.alias(9, server);
    Address alias = Address.ofV4(0x0A000009, 5_000);
    CompletableFuture<Optional<Bytes>> get = client(2, alias).getAsync(KEY, ReadConcern.ONE);
    wire.loop().run(LONG);
    assertThatThrownBy(get::join)
        .hasCauseInstanceOf(NoResponseException.class)
        .hasMessageContaining("within 1000 ms: an answer came from 10.0.0.1:5000, not from");
  }

  private void note(long done, long total) {
    progress.add(done + " of " + total);
  }
}
