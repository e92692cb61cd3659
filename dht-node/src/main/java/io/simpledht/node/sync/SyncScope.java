package io.simpledht.node.sync;

import io.simpledht.node.routing.Responsibility;
import io.simpledht.node.routing.RoutingTable;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What this node compares, and with whom. */
public final class SyncScope {

  private static final SyncScope NOTHING = new SyncScope(List::of, contact -> false, false);

  private final Supplier<List<Contact>> partners;
  private final Predicate<Contact> isPartner;
  private final boolean everything;
  private final Id prefix;
  private final int bits;

  /** Says what to compare at this moment. */
  @FunctionalInterface
  public interface Source {
    /** The present scope; without partners there is nobody to compare with. */
    SyncScope now();
  }

  private SyncScope(
      Supplier<List<Contact>> partners, Predicate<Contact> isPartner, boolean everything) {
    this(partners, isPartner, everything, Id.ZERO, 0);
  }

  private SyncScope(
      Supplier<List<Contact>> partners,
      Predicate<Contact> isPartner,
      boolean everything,
      Id prefix,
      int bits) {
    this.partners = partners;
    this.isPartner = isPartner;
    this.everything = everything;
    this.prefix = prefix;
    this.bits = bits;
  }

  /** With full replication everybody holds everything. */
  public static SyncScope everything(RoutingTable table) {
    return new SyncScope(table::contacts, table::knows, true);
  }

  /** With a number of copies: what each of those who share keys with us is to hold as we are. */
  public static SyncScope shared(Responsibility responsibility) {
    return new SyncScope(responsibility::sharers, responsibility::isSharer, false);
  }

  /** A node that holds nothing for others has nothing to compare. */
  public static SyncScope nothing() {
    return NOTHING;
  }

  /** First key hash. */
  public Id from() {
    return prefix;
  }

  /** Last key hash. */
  public Id to() {
    return prefix.withTail(bits, Id.MAX);
  }

  /** How many leading bits all key hashes have in common. */
  int bits() {
    return bits;
  }

  /** The same in two halves. */
  List<SyncScope> halves() {
    return List.of(half(prefix), half(prefix.withBitFlipped(bits)));
  }

  private SyncScope half(Id beginning) {
    return new SyncScope(partners, isPartner, everything, beginning, bits + 1);
  }

  /** Nodes that are to hold keys of the range which we are to hold, too. */
  public List<Contact> partners() {
    return partners.get();
  }

  /** Whether somebody is one of the partners. */
  public boolean isPartner(Contact contact) {
    return isPartner.test(contact);
  }

  /** Whether we compare all keys of the range, and not others with each partner. */
  public boolean everything() {
    return everything;
  }
}
