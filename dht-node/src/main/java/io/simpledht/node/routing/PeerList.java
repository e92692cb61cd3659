package io.simpledht.node.routing;

import io.simpledht.protocol.Id;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Peers sorted by id in one array. All ids that share a prefix stand side by side, so every bucket,
 * every slot of a bucket and every half of the id space is a range found by binary search, and no
 * tree has to be kept. The search reads the first words of the ids from an array beside the peers:
 * in a network of thousands of simulated nodes nothing else is in the processor's caches.
 */
final class PeerList {

  private static final Peer[] EMPTY = {};

  private Peer[] peers = EMPTY;

  /** The first word of each peer's id. */
  private long[] words = {};

  private int size;

  PeerList() {}

  /** The same peers, to be changed apart. */
  PeerList(PeerList other) {
    peers = Arrays.copyOf(other.peers, other.size + 1);
    words = Arrays.copyOf(other.words, other.size + 1);
    size = other.size;
  }

  int size() {
    return size;
  }

  Peer at(int index) {
    return peers[index];
  }

  /** The peer with this id, or null. */
  Peer get(Id id) {
    int at = firstFrom(id);
    return at < size && peers[at].id().equals(id) ? peers[at] : null;
  }

  /** Index of the first peer whose id is not below {@code id}. */
  int firstFrom(Id id) {
    long word = id.word(0);
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = low + high >>> 1;
      if (isBelow(middle, id, word)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isBelow(int index, Id id, long word) {
    return words[index] == word
        ? peers[index].id().compareTo(id) < 0
        : Long.compareUnsigned(words[index], word) < 0;
  }

  /** Index behind the last peer that shares {@code bits} leading bits with {@code prefix}. */
  int endOf(Id prefix, int bits) {
    Id last = prefix.withTail(bits, Id.MAX);
    int at = firstFrom(last);
    return at < size && peers[at].id().equals(last) ? at + 1 : at;
  }

  /** Index of the first peer that shares {@code bits} leading bits with {@code prefix}. */
  int startOf(Id prefix, int bits) {
    return firstFrom(prefix.withTail(bits, Id.ZERO));
  }

  void add(Peer peer) {
    if (size == peers.length) {
      int capacity = Math.max(4, size + (size >> 2));
      peers = Arrays.copyOf(peers, capacity);
      words = Arrays.copyOf(words, capacity);
    }
    int at = firstFrom(peer.id());
    System.arraycopy(peers, at, peers, at + 1, size - at);
    System.arraycopy(words, at, words, at + 1, size - at);
    peers[at] = peer;
    words[at] = peer.id().word(0);
    size++;
  }

  boolean remove(Id id) {
    int at = firstFrom(id);
    if (at == size || !peers[at].id().equals(id)) {
      return false;
    }
    size--;
    System.arraycopy(peers, at + 1, peers, at, size - at);
    System.arraycopy(words, at + 1, words, at, size - at);
    peers[size] = null;
    return true;
  }

  /** The fewest leading bits of {@code node} that no other peer shares. */
  int bitsApart(Id node) {
    int at = firstFrom(node);
    int after = at < size && peers[at].id().equals(node) ? at + 1 : at;
    int before = at > 0 ? 1 + node.commonPrefixLength(peers[at - 1].id()) : 0;
    return after < size ? Math.max(before, 1 + node.commonPrefixLength(peers[after].id())) : before;
  }

  /**
   * Peers closer to {@code key} than {@code node} is: those that part from {@code node} where the
   * key does.
   */
  int countCloser(Id key, Id node) {
    int count = 0;
    int apart = bitsApart(node);
    for (int bit = node.commonPrefixLength(key); bit < apart; bit++) {
      if (node.bit(bit) != key.bit(bit)) {
        Id side = node.withBitFlipped(bit);
        count += endOf(side, bit + 1) - startOf(side, bit + 1);
      }
    }
    return count;
  }

  void forEach(int from, int to, Consumer<Peer> visitor) {
    for (int i = from; i < to; i++) {
      visitor.accept(peers[i]);
    }
  }

  /** Shows up to {@code limit} peers in the order of their distance to {@code target}. */
  void closest(Id target, int limit, Consumer<Peer> visitor) {
    visitClosest(target, 0, size, limit, visitor);
  }

  /**
   * Walks a range. Behind the prefix all its ids share it falls into two halves, and the half on
   * the target's side is closer throughout than the other half. Returns how many more may be shown.
   */
  private int visitClosest(Id target, int from, int to, int limit, Consumer<Peer> visitor) {
    if (limit == 0 || from == to) {
      return limit;
    }
    if (to - from == 1) {
      visitor.accept(peers[from]);
      return limit - 1;
    }
    int fork = peers[from].id().commonPrefixLength(peers[to - 1].id());
    int middle = endOf(peers[from].id(), fork + 1);
    boolean lowFirst = !target.bit(fork);
    int left =
        lowFirst
            ? visitClosest(target, from, middle, limit, visitor)
            : visitClosest(target, middle, to, limit, visitor);
    return lowFirst
        ? visitClosest(target, middle, to, left, visitor)
        : visitClosest(target, from, middle, left, visitor);
  }
}
