package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Request;

/**
 * Serves requests. Called on the loop; for a write once, however often it arrives, and for a read
 * never while the same one is under way.
 */
@FunctionalInterface
public interface RequestHandler {

  /**
   * Serves one request, now or later; {@code reply} takes exactly one answer, which may have parts.
   *
   * @param from where the request came from
   * @param header who claims to ask
   */
  void handle(Address from, Header header, Request<?> request, Reply reply);
}
