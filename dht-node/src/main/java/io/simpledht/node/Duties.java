package io.simpledht.node;

import io.simpledht.node.routing.CurrentResponsibility;
import io.simpledht.node.routing.Responsibility;
import io.simpledht.node.routing.RoutingTable;
import io.simpledht.node.sync.SharedKeys;
import io.simpledht.node.sync.SyncScope;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which keys a node is to hold and with whom it shares them, as its routing table stands: all of
 * them with everybody; or those it is among the closest to; or none, where a light node is not
 * listed by others.
 */
final class Duties {

  /** Nodes asked for a large value besides those who offered it. */
  private static final int MAX_OTHER_HOLDERS = 4;

  private final boolean full;
  private final boolean light;
  private final RoutingTable table;
  private final Supplier<Responsibility> responsibility;

  Duties(NodeConfig config, RoutingTable table, Contact us) {
    this.full = config.replication().isFull();
    this.light = config.light();
    this.table = table;
    this.responsibility = new CurrentResponsibility(table, us, config.replication().factor());
  }

  boolean holdsAll() {
    return full;
  }

  /**
   * Whether nobody else is to hold any key that this node is to hold: as it holds none, or as there
   * is to be one copy of each.
   */
  boolean sharesNothing() {
    return !full && (light || responsibility.get().copies() == 1);
  }

  /**
   * Whether copies of some keys are kept here that others must keep instead when this node goes.
   */
  boolean holdsForOthers() {
    return !full && !light;
  }

  /** Whether this node is to hold the key at this place. */
  boolean isOurs(Id place) {
    return full || !light && responsibility.get().isOurs(place);
  }

  /** Whether a node holds keys that are held here too, or did so before it went. */
  boolean isSharer(Contact peer) {
    return holdsForOthers() && responsibility.get().with(peer).isSharer(peer);
  }

  /** Who is to hold what where neither all nor nothing is held. */
  Supplier<Responsibility> responsibility() {
    return responsibility;
  }

  SharedKeys sharedKeys() {
    return full ? SharedKeys.ALL : SharedKeys.of(responsibility);
  }

  /** What is compared, and with whom. */
  SyncScope.Source scopes() {
    if (full) {
      return () -> SyncScope.everything(table);
    }
    return light ? SyncScope::nothing : () -> SyncScope.shared(responsibility.get());
  }

  /** Who to ask for a value when whoever announced it falls silent. */
  List<Address> mayHold(Key key) {
    return table.closest(key.id(), MAX_OTHER_HOLDERS).stream().map(Contact::address).toList();
  }
}
