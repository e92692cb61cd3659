package io.simpledht.node.rpc;

import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Response;

/**
 * Takes the one answer to a request, or its parts one after the other. Further answers are ignored,
 * so that a late timeout does no harm.
 */
@FunctionalInterface
public interface Reply {

  /** Sends the answer. Loop only. */
  void send(Response response);

  /** Sends a refusal. */
  default void refuse(Refused.Reason reason) {
    send(new Refused(reason));
  }
}
