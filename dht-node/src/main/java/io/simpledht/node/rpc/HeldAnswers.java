package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Part;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.ValueFound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps answers back from addresses that may be forged. A request is one small datagram, and
 * whoever sends it in somebody else's name makes us send the answer to that somebody: so an answer
 * of more than {@value #FREE_FACTOR} times the request, the bound that QUIC sets (RFC 9000, section
 * 8.1), waits until the address has answered a ping. That costs a stranger one round trip, once.
 *
 * <p>Lists of contacts may be {@value #CONTACTS_FACTOR} times as long: lookups, and nodes that get
 * to know a network, ask strangers at every step and would take twice as long.
 */
final class HeldAnswers {

  /** An answer this many times as long as the request is given to anybody. */
  static final int FREE_FACTOR = 3;

  /** Covers a full datagram for {@code LIST_PEERS}, and twenty IPv6 contacts for a lookup. */
  static final int CONTACTS_FACTOR = 15;

  /** Answers kept back for all together; more are dropped, and asked for again. */
  static final int MAX_HELD = 256;

  /** Answers kept back for one address. */
  static final int MAX_HELD_PER_ADDRESS = 16;

  private final Map<Address, List<Runnable>> held = new LinkedHashMap<>(0);
  private int count;

  /**
   * Whether an answer may go to an address that has never answered us. Of an answer in parts only
   * the first may: what is free is free once for each request.
   */
  static boolean isFree(Message answer, int answerBytes, int requestBytes) {
    if (answer instanceof Part part && part.part() > 0) {
      return false;
    }
    boolean contacts =
        answer instanceof NodesFound
            || answer instanceof PeerList
            || answer instanceof ValueFound found && found.found().isEmpty();
    return answerBytes <= (contacts ? CONTACTS_FACTOR : FREE_FACTOR) * requestBytes;
  }

  /**
   * Keeps an answer, or drops it if there is no room.
   *
   * @return whether it is the first for its address, which is then to be pinged
   */
  boolean hold(Address stranger, Runnable answer) {
    List<Runnable> waiting = held.get(stranger);
    if (count >= MAX_HELD || waiting != null && waiting.size() >= MAX_HELD_PER_ADDRESS) {
      return false;
    }
    count++;
    if (waiting == null) {
      held.put(stranger, new ArrayList<>(List.of(answer)));
      return true;
    }
    waiting.add(answer);
    return false;
  }

  /** Takes out what was kept for an address, in order. */
  List<Runnable> release(Address stranger) {
    List<Runnable> waiting = held.remove(stranger);
    count -= waiting == null ? 0 : waiting.size();
    return waiting == null ? List.of() : waiting;
  }
}
