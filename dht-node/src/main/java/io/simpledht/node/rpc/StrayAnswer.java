package io.simpledht.node.rpc;

import io.simpledht.protocol.Address;

/**
 * An answer to a call that came from another address than the one that was asked. A machine with
 * several addresses may send from any of them. It does not count, as nobody could tell who sends
 * from where; but as it has the call's unpredictable id, it is not invented, and says why no other
 * answer will come.
 */
public record StrayAnswer(Address asked, Address from) {

  /** What happened and what to do about it, for people. */
  public String text() {
    return "an answer came from "
        + from
        + ", not from the address asked: start that node with --host "
        + asked.hostText()
        + ", or use the address it answers from";
  }
}
