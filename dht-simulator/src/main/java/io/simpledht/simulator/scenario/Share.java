package io.simpledht.simulator.scenario;

/**
 * Some of the nodes: a count or a part of all.
 *
 * @param amount nodes, or 0 to 1 of all
 * @param isPart which of the two
 */
public record Share(double amount, boolean isPart) {

  /** Every node. */
  public static final Share ALL = new Share(1, true);

  /** A number of nodes. */
  public static Share count(int nodes) {
    return new Share(nodes, false);
  }

  /** A part of the nodes, 0 to 1. */
  public static Share part(double part) {
    return new Share(part, true);
  }

  /** How many of {@code total}: at least one of a part that is not zero, never more than all. */
  public int of(int total) {
    if (!isPart) {
      return (int) StrictMath.min(amount, total);
    }
    long rounded = StrictMath.round(amount * total);
    return (int) (amount > 0 ? StrictMath.max(1, rounded) : 0);
  }

  /** {@code 30%} or {@code 3}; null if it is neither. */
  static Share parse(String text) {
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
    return isPart
        ? (amount == 1 ? "all" : StrictMath.round(amount * 100) + "%")
        : "" + (int) amount;
  }
}
