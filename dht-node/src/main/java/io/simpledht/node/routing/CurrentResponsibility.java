package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import java.util.function.Supplier;

/**
 * Who is to hold what as the routing table stands: worked out when somebody asks for it and the
 * table has changed, as it is asked for far more often than that.
 */
public final class CurrentResponsibility implements Supplier<Responsibility> {

  private final RoutingTable table;
  private final Contact us;
  private final int factor;
  private int changes;
  private Responsibility current;

  /** Follows {@code table}; the other arguments as of {@link RoutingTable#responsibility}. */
  public CurrentResponsibility(RoutingTable table, Contact us, int factor) {
    this.table = table;
    this.us = us;
    this.factor = factor;
  }

  @Override
  public Responsibility get() {
    if (current == null || changes != table.changes()) {
      current = table.responsibility(us, factor);
      changes = table.changes();
    }
    return current;
  }
}
