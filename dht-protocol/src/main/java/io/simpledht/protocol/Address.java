package io.simpledht.protocol;

import java.util.Objects;

/**
 * An IP address and UDP port as plain numbers: comparing, printing or parsing one never asks a name
 * service and is the same on every host. IPv4 addresses mapped into IPv6 are stored as IPv4, so
 * that one peer has one address.
 */
public final class Address implements Comparable<Address> {

  private static final long V4_MAPPED_PREFIX = 0xFFFFL << 32;

  private final long high;
  private final long low;
  private final char port;

  private Address(long high, long low, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
    this.high = high;
    this.low = low;
    this.port = (char) port;
  }

  /**
   * From the 4 or 16 bytes of an address in network order.
   *
   * @throws IllegalArgumentException if {@code ip} has another length or the port is out of range
   */
  public static Address of(byte[] ip, int port) {
    Objects.requireNonNull(ip, "ip");
    if (ip.length == 4) {
      return new Address(0, V4_MAPPED_PREFIX | readBigEndian(ip, 0, 4), port);
    }
    if (ip.length == 16) {
      return new Address(readBigEndian(ip, 0, 8), readBigEndian(ip, 8, 8), port);
    }
    throw new IllegalArgumentException("ip must be 4 or 16 bytes, was " + ip.length);
  }

  /** An IPv4 address from its 32 bits, most significant byte first. */
  public static Address ofV4(int ip, int port) {
    return new Address(0, V4_MAPPED_PREFIX | (ip & 0xFFFF_FFFFL), port);
  }

  /** From the upper and lower 64 bits of an IPv6 address, which may be a mapped IPv4 one. */
  public static Address ofV6(long highBits, long lowBits, int port) {
    return new Address(highBits, lowBits, port);
  }

  private static long readBigEndian(byte[] bytes, int from, int count) {
    long value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 8 | (bytes[i] & 0xFF);
    }
    return value;
  }

  /** Whether this is an IPv4 address. */
  public boolean isV4() {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  /** 4 bytes for IPv4, 16 for IPv6, network order; a fresh array. */
  public byte[] ip() {
    byte[] ip = new byte[isV4() ? 4 : 16];
    for (int i = 0; i < ip.length; i++) {
      int shift = 8 * ((ip.length - 1 - i) % 8);
      ip[i] = (byte) ((ip.length == 16 && i < 8 ? high : low) >>> shift);
    }
    return ip;
  }

  /** The upper 64 bits of the address as IPv6. */
  public long highBits() {
    return high;
  }

  /** The lower 64 bits of the address as IPv6; the lowest 32 are the address where it is IPv4. */
  public long lowBits() {
    return low;
  }

  /** The port, 0 to 65535. */
  public int port() {
    return port;
  }

  /** The same host at another port. */
  public Address withPort(int newPort) {
    return new Address(high, low, newPort);
  }

  /** Whether the two differ at most in their ports. */
  public boolean sameHost(Address other) {
    return high == other.high && low == other.low;
  }

  /** Whether both lie in one /24 (IPv4) or one /48 (IPv6), which usually have one owner. */
  public boolean sameSubnet(Address other) {
    return isV4()
        ? other.isV4() && low >>> 8 == other.low >>> 8
        : !other.isV4() && high >>> 16 == other.high >>> 16;
  }

  /** Whether this is {@code 0.0.0.0} or {@code ::}, which can be bound but not sent to. */
  public boolean isWildcard() {
    return high == 0 && (low == 0 || low == V4_MAPPED_PREFIX);
  }

  /**
   * Where datagrams to this go and answers come from: the loopback address where this is a
   * wildcard, which platforms take for this machine, else this itself.
   */
  public Address orLoopback() {
    if (!isWildcard()) {
      return this;
    }
    return isV4() ? ofV4(0x7F00_0001, port) : ofV6(0, 1, port);
  }

  /** Whether this is in 127.0.0.0/8 or {@code ::1}. */
  public boolean isLoopback() {
    return isV4() ? (low >>> 24 & 0xFF) == 127 : high == 0 && low == 1;
  }

  /**
   * Whether this lies in a range that is not routed on the public internet: loopback, RFC 1918,
   * link local (RFC 3927, RFC 4291), unique local (RFC 4193) or shared NAT space (RFC 6598).
   */
  public boolean isPrivate() {
    if (isLoopback()) {
      return true;
    }
    if (!isV4()) {
      int top = (int) (high >>> 48);
      return (top & 0xFE00) == 0xFC00 || (top & 0xFFC0) == 0xFE80;
    }
    int a = (int) (low >>> 24 & 0xFF);
    int b = (int) (low >>> 16 & 0xFF);
    return a == 10
        || a == 172 && (b & 0xF0) == 16
        || a == 192 && b == 168
        || a == 169 && b == 254
        || a == 100 && (b & 0xC0) == 64;
  }

  /** Orders by host, then port; any total order would do, this one is stable across hosts. */
  @Override
  public int compareTo(Address other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(low, other.low);
    return byLow != 0 ? byLow : Integer.compare(port, other.port);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Address that
            && high == that.high
            && low == that.low
            && port == that.port;
  }

  @Override
  public int hashCode() {
    long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L + port;
    return (int) (mixed ^ mixed >>> 32);
  }

  /** {@code 192.0.2.1:5000} or {@code [2001:db8:0:0:0:0:0:1]:5000}. */
  @Override
  public String toString() {
    return isV4() ? hostText() + ':' + (int) port : '[' + hostText() + "]:" + (int) port;
  }

  /** The address without its port, as {@code 192.0.2.1} or {@code 2001:db8:0:0:0:0:0:1}. */
  public String hostText() {
    StringBuilder text = new StringBuilder(39);
    if (isV4()) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        text.append(low >>> shift & 0xFF).append(shift == 0 ? "" : ".");
      }
      return text.toString();
    }
    for (int group = 0; group < 8; group++) {
      long half = group < 4 ? high : low;
      text.append(group == 0 ? "" : ":")
          .append(Long.toHexString(half >>> 48 - 16 * (group % 4) & 0xFFFF));
    }
    return text.toString();
  }
}
