package io.simpledht.protocol.testkit;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.NodeState;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.StoreStatus;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random values of the protocol's types, extremes more often than chance would have them. */
public final class RandomValues {

  private final RandomGenerator random;

  /** Equal seeds yield equal values in equal order. */
  public RandomValues(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** {@code min} to {@code max}, both inclusive; one in four is one of the two. */
  public int number(int min, int max) {
    return switch (random.nextInt(8)) {
      case 0 -> min;
      case 1 -> max;
      default -> (int) random.nextLong(min, max + 1L);
    };
  }

  /** Any 64 bits, of any magnitude. */
  public long word() {
    return random.nextLong() >> random.nextInt(64);
  }

  /** 0 to {@link Long#MAX_VALUE}, of any magnitude. */
  public long count() {
    return random.nextLong() >>> 1 + random.nextInt(63);
  }

  /** True half of the time. */
  public boolean coin() {
    return random.nextBoolean();
  }

  /** One of {@code values}. */
  public <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** A value half of the time. */
  public <T> Optional<T> maybe(T value) {
    return coin() ? Optional.of(value) : Optional.empty();
  }

  /** An id, now and then the smallest or the largest. */
  public Id id() {
    return switch (random.nextInt(16)) {
      case 0 -> Id.ZERO;
      case 1 -> Id.MAX;
      default -> Id.random(random);
    };
  }

  /** Exactly {@code length} bytes. */
  public Bytes bytes(int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }

  /** A key of 1 to {@code maxBytes} bytes, mostly short. */
  public Key key(int maxBytes) {
    int bound = coin() ? maxBytes : Math.min(16, maxBytes);
    return Key.of(bytes(number(1, bound)));
  }

  /** An IPv4 or IPv6 address. */
  public Address address() {
    int port = number(0, 65_535);
    return coin()
        ? Address.ofV4(random.nextInt(), port)
        : Address.ofV6(random.nextLong(), random.nextLong(), port);
  }

  /** A node's id and address. */
  public Contact contact() {
    return new Contact(id(), address());
  }

  /** A version. */
  public Version version() {
    return new Version(word(), word());
  }

  /** {@link Entry#NEVER} half of the time. */
  public long expiry() {
    return coin() ? Entry.NEVER : count();
  }

  /** An offer of any kind that travels in {@code maxBytes} bytes, at least 20. */
  public Offer offer(int maxBytes) {
    long expiry = maxBytes >= 28 ? expiry() : Entry.NEVER;
    int room = maxBytes - 19 - (expiry == Entry.NEVER ? 0 : 8);
    boolean announced = room > 36 && random.nextInt(3) == 0;
    Key key = key(Math.min(Key.MAX_BYTES, announced ? room - 36 : room));
    int valueRoom = room - key.bytes().length() - 2;
    Payload payload = announced ? announcement() : payload(valueRoom);
    return Offer.of(key, version(), expiry, payload);
  }

  /** An inline value of up to {@code maxBytes} bytes, or none. */
  public Payload payload(int maxBytes) {
    return maxBytes < 0 || random.nextInt(4) == 0
        ? Payload.ABSENT
        : new Payload.Inline(bytes(number(0, maxBytes)));
  }

  /** A value to be pulled. */
  public Payload announcement() {
    return new Payload.Announced(number(1, Integer.MAX_VALUE), id());
  }

  /** An offer up to the size every sender keeps to. */
  public Offer offer() {
    return offer(WireSize.MAX_OFFER_BYTES);
  }

  /**
   * A value or tombstone of {@code key} out of so few that equal versions, equal values and equal
   * expiries all meet.
   */
  public Entry collidingEntry(Key key) {
    Version version = new Version(random.nextInt(3) - 1, random.nextInt(3) - 1);
    long expiry = random.nextInt(3);
    return random.nextInt(3) == 0
        ? Entry.tombstone(key, version, expiry)
        : Entry.value(key, bytes(random.nextInt(2)), version, expiry);
  }

  /** A node's state. */
  public NodeState state() {
    return oneOf(NodeState.values());
  }

  /** What became of an entry. */
  public StoreStatus status() {
    return oneOf(StoreStatus.values());
  }

  /** Any write concern. */
  public WriteConcern writeConcern() {
    WriteConcern.Level level = oneOf(WriteConcern.Level.values());
    return level == WriteConcern.Level.COUNT
        ? WriteConcern.count(number(1, WriteConcern.MAX_COUNT))
        : new WriteConcern(level, 0);
  }
}
