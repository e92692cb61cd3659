package io.simpledht.node.routing;

import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Id;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who is to hold a key, of the nodes known at one moment and this one: the {@code factor} whose ids
 * are closest to it.
 *
 * <p>A node that is among them knows all others, if its routing table is complete. Every node
 * closer to the key than itself lies in a bucket whose ids are all closer, so there are fewer than
 * {@code factor} of them, and a bucket has room for more. Those farther away lie in the smallest
 * subtree of ids around its own that holds k nodes, and of that the table knows everybody. So the
 * holders of a key agree on who they are without asking anybody, up to what one of them has not
 * heard of yet.
 */
public final class Responsibility {

  private final Id self;
  private final int factor;
  private final SortedContacts nodes;
  private List<Contact> sharers; // worked out when asked for
  private Surroundings aroundUs; // likewise
  private IdRanges ourRanges; // likewise

  private Responsibility(Id self, int factor, SortedContacts nodes) {
    this.self = self;
    this.factor = factor;
    this.nodes = nodes;
  }

  static Responsibility among(SortedContacts known, Contact self, int factor) {
    SortedContacts nodes = new SortedContacts(known);
    nodes.add(self);
    return new Responsibility(self.id(), factor, nodes);
  }

  /** The same if {@code other} is one of the nodes, whether it is known or not. */
  public Responsibility with(Contact other) {
    if (nodes.indexOf(other.id()) >= 0) {
      return this;
    }
    SortedContacts more = new SortedContacts(nodes);
    more.add(other);
    return new Responsibility(self, factor, more);
  }

  /** The same without this node, for when it leaves. */
  public Responsibility withoutSelf() {
    SortedContacts others = new SortedContacts(nodes);
    others.removeAt(others.indexOf(self));
    return new Responsibility(self, factor, others);
  }

  /** How many nodes are to hold a key, if there are so many. */
  public int copies() {
    return factor;
  }

  /** The nodes that are to hold a key, closest first. */
  public List<Contact> holders(Id key) {
    return closest(key, factor);
  }

  /**
   * The nodes closest to a key, closest first: {@link #copies} that are to hold it, and then those
   * who would, if some of them were gone.
   */
  public List<Contact> closest(Id key, int count) {
    List<Contact> closest = new ArrayList<>(count);
    nodes.closest(
        key,
        node -> {
          closest.add(nodes.at(node));
          return closest.size() < count;
        });
    return closest;
  }

  /** Whether a node is known, this one included. */
  public boolean knows(Contact node) {
    return nodes.indexOf(node.id()) >= 0;
  }

  /** Whether a node is this one. */
  public boolean isSelf(Contact node) {
    return node.id().equals(self);
  }

  /** The ids of the nodes that are known either here or there, in order. */
  public List<Id> differences(Responsibility other) {
    return SortedContacts.differences(nodes, other.nodes);
  }

  /** Whether this node is to hold a key. */
  public boolean isOurs(Id key) {
    return aroundUs().closerTo(key) < factor;
  }

  private Surroundings aroundUs() {
    if (aroundUs == null) {
      aroundUs = new Surroundings(nodes, self);
    }
    return aroundUs;
  }

  private Surroundings around(Id node) {
    return node.equals(self) ? aroundUs() : new Surroundings(nodes, node);
  }

  /** Which keys this node is to hold; fastest if asked in order. */
  public Predicate<Id> ours() {
    return heldBy(self);
  }

  /** Where the keys lie that one of the nodes is to hold. */
  public IdRanges rangesOf(Id node) {
    Surroundings around = around(node);
    return Holdings.of(around, factor, new Holds(around, factor));
  }

  /** Where the keys lie that this node is to hold. */
  public IdRanges ourRanges() {
    if (ourRanges == null) {
      ourRanges = rangesOf(self);
    }
    return ourRanges;
  }

  /** Which keys one of the nodes is to hold; fastest if asked in order. */
  public Predicate<Id> heldBy(Id node) {
    return new Holds(around(node), factor);
  }

  /**
   * The nodes with which this one shares any key: with each node of a bucket it does if that
   * bucket, or what is closer to us than it, has fewer nodes than there are copies.
   */
  public List<Contact> sharers() {
    if (sharers == null) {
      sharers = Collections.unmodifiableList(findSharers());
    }
    return sharers;
  }

  private List<Contact> findSharers() {
    List<Contact> found = new ArrayList<>();
    for (int bit = 0; bit < aroundUs().bitsApart(); bit++) {
      if (sharesBucket(bit)) {
        found.addAll(aroundUs().contactsBeside(bit));
      }
    }
    return found;
  }

  /** Whether somebody is one of the sharers. */
  public boolean isSharer(Contact contact) {
    int node = nodes.indexOf(contact.id());
    return node >= 0
        && nodes.at(node).equals(contact)
        && !contact.id().equals(self)
        && sharesBucket(self.commonPrefixLength(contact.id()));
  }

  private boolean sharesBucket(int bit) {
    return Math.min(aroundUs().sharing(bit + 1), aroundUs().beside(bit)) < factor;
  }

  /**
   * Whether the holders of a key that is not ours are known for sure: there are enough of them
   * where the key lies, and not so many that some may be unknown.
   */
  public boolean knowsHolders(Id key) {
    int bit = self.commonPrefixLength(key);
    int there = aroundUs().beside(bit);
    int closer = aroundUs().sharing(bit + 1) - 1;
    return there >= factor && there < RoutingTable.bucketCapacity(closer);
  }

  /** Keys that share the leading bits which tell a node from all others have one answer. */
  private static final class Holds implements Predicate<Id> {
    private final Surroundings around;
    private final int factor;
    private Id asked;
    private boolean answer;

    Holds(Surroundings around, int factor) {
      this.around = around;
      this.factor = factor;
    }

    @Override
    public boolean test(Id key) {
      if (asked == null || asked.commonPrefixLength(key) < around.bitsApart()) {
        asked = key;
        answer = around.closerTo(key) < factor;
      }
      return answer;
    }
  }
}
