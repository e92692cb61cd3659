package io.simpledht.simulator.scenario;

import java.util.List;

/**
 * Some of the nodes: a count, a part of all, or those in a region.
 *
 * @param amount nodes, or 0 to 1 of all
 * @param isPart which of the two
 * @param region the region they are in, or null for anywhere; the amount then has no meaning
 */
public record Share(double amount, boolean isPart, String region) {

  /** Every node. */
  public static final Share ALL = part(1);

  /** A number of nodes. */
  public static Share count(int nodes) {
    return new Share(nodes, false, null);
  }

  /** A part of the nodes, 0 to 1. */
  public static Share part(double part) {
    return new Share(part, true, null);
  }

  /** The nodes in a region. */
  public static Share in(String region) {
    return new Share(1, true, region);
  }

  /** How many of {@code total}: at least one of a part that is not zero, never more than all. */
  public int of(int total) {
    if (!isPart) {
      return (int) StrictMath.min(amount, total);
    }
    long rounded = StrictMath.round(amount * total);
    return (int) (amount > 0 ? StrictMath.max(1, rounded) : 0);
  }

  /** {@code 30%}, {@code 3} or one of the regions; null if it is neither. */
  static Share parse(String text, List<String> regions) {
    if (regions.contains(text.strip())) {
      return in(text.strip());
    }
    if (text.strip().equals("all")) {
      return ALL;
    }
    if (text.contains("%")) {
      Double part = Units.probability(text);
      return part == null ? null : part(part);
    }
    try {
      int count = Integer.parseInt(text.strip());
      return count < 0 ? null : count(count);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    if (region != null) {
      return region;
    }
    return isPart
        ? (amount == 1 ? "all" : StrictMath.round(amount * 100) + "%")
        : "" + (int) amount;
  }
}
