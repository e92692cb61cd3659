package io.simpledht.node;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.codec.MessageCodec;
import java.util.HashMap;
import java.util.Map;

/**
 * What nodes whose loops run on one thread may have in common, so that a simulation of a hundred
 * thousand of them fits one heap: the scratch space of the codec, and one object for each contact
 * instead of one in every table that lists it. Nodes behave the same with it and without. Not safe
 * for use by several threads.
 */
public final class SharedResources {

  /** Contacts kept, some 130 bytes each; when there are more, all are forgotten and met again. */
  public static final int MAX_CONTACTS = 1 << 20;

  private final MessageCodec codec = new MessageCodec();
  private final Map<Contact, Contact> contacts = new HashMap<>(0); // never iterated
  private final int maxContacts;

  /** Resources nobody uses yet. */
  public SharedResources() {
    this(MAX_CONTACTS);
  }

  SharedResources(int maxContacts) {
    this.maxContacts = maxContacts;
  }

  /** Those of a node that shares nothing: it has no use for a second list of its contacts. */
  static SharedResources ofOneNode() {
    return new SharedResources(0);
  }

  MessageCodec codec() {
    return codec;
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
