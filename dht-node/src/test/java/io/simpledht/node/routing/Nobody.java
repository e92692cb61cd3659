package io.simpledht.node.routing;

import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;

/** Nobody wants to know who comes and goes. */
final class Nobody implements Membership.Listener {
  @Override
  public void onPeerFound(Contact peer, boolean wasLost) {}

  @Override
  public void onPeerGone(Contact peer, Parting why) {}

  @Override
  public void onObservedAt(Contact peer, Address us) {}

  @Override
  public void onTwin(Address at) {}

  @Override
  public void onClock(Contact peer, long clock) {}
}
