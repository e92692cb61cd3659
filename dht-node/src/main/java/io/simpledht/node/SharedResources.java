package io.simpledht.node;

import io.simpledht.node.sync.SharedSums;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.codec.MessageCodec;
import java.util.HashMap;
import java.util.Map;

/**
 * What nodes whose loops run on one thread may have in common, so that a simulation of a hundred
 * thousand of them fits one heap: the scratch space of the codec, one object for each contact
 * instead of one in every table that lists it, and the sums over a set of entries that several
 * start with. Nodes behave the same with it and without. Not safe for use by several threads.
 */
public final class SharedResources {

  /** Contacts kept, some 130 bytes each; when there are more, all are forgotten and met again. */
  public static final int MAX_CONTACTS = 1 << 20;

  private final MessageCodec codec = new MessageCodec();
  private final Map<Contact, Contact> contacts = new HashMap<>(0); // never iterated
  private final int maxContacts;
  private final SharedSums sums;

  /** Resources nobody uses yet. */
  public SharedResources() {
    this(MAX_CONTACTS);
  }

  SharedResources(int maxContacts) {
    this(maxContacts, SharedSums.ofMany());
  }

  private SharedResources(int maxContacts, SharedSums sums) {
    this.maxContacts = maxContacts;
    this.sums = sums;
  }

  /** Those of a node that shares nothing: it has no use for a second list of its contacts. */
  static SharedResources ofOneNode() {
    return new SharedResources(0, SharedSums.ofOne());
  }

  MessageCodec codec() {
    return codec;
  }

  SharedSums sums() {
    return sums;
  }

  /** The object that stands for all contacts equal to this one. */
  Contact canonical(Contact contact) {
    if (maxContacts == 0) {
      return contact;
    }
    if (contacts.size() >= maxContacts) {
      contacts.clear();
    }
    Contact known = contacts.putIfAbsent(contact, contact);
    return known == null ? contact : known;
  }
}
