package io.simpledht.node.replication;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Key;
import java.util.List;

/** What it means that this node does not hold a key. */
public interface Standing {

  /** Whether it holds all that it is to hold, so that what it lacks is not there. Any thread. */
  boolean isComplete();

  /** Whether this is so for one key, which it is to hold and does not. Loop only. */
  boolean isComplete(Key key);

  /**
   * Whether there is nobody else, so that what it lacks is nowhere and what it holds is everywhere.
   * Who was never answered by anybody, or whose peers all fell silent, is not alone but cut off.
   * Any thread.
   */
  boolean isAlone();

  /** Peers that fell silent and are likelier cut off than gone, the latest first. Loop only. */
  List<Contact> missedPeers();
}
