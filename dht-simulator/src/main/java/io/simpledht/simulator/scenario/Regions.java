package io.simpledht.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where nodes are, and how far it is from there to elsewhere. Nodes are spread over the regions in
 * turn, so that any number of them, from the first on, is divided as the shares say.
 *
 * @param shares the part of the nodes in each region, by name; together 1
 * @param roundTrips how long there and back takes, by a pair of names such as {@code eu-na}, or
 *     {@link #SAME} for within any region
 * @param jitter added to each way, a law in text
 * @param loss what is lost between two regions, by pair; nothing between those left out
 */
public record Regions(
    Map<String, Double> shares,
    Map<String, Duration> roundTrips,
    String jitter,
    Map<String, Double> loss) {

  /** Most regions of one scenario. */
  public static final int MAX_REGIONS = 32;

  /** Stands for the pair of a region with itself. */
  public static final String SAME = "same";

  /** The regions of {@link #continents}. */
  public static final List<String> CONTINENTS = List.of("eu", "na", "as");

  /**
   * Three continents, about as far apart as users of public networks measure.
   *
   * @param lossBetween what is lost between any two of them
   */
  public static Regions continents(double lossBetween) {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("eu", 0.4);
    shares.put("na", 0.35);
    shares.put("as", 0.25);
    Map<String, Duration> roundTrips = new LinkedHashMap<>();
    roundTrips.put(SAME, Duration.ofMillis(20));
    roundTrips.put("eu-na", Duration.ofMillis(90));
    roundTrips.put("eu-as", Duration.ofMillis(180));
    roundTrips.put("na-as", Duration.ofMillis(150));
    Map<String, Double> loss = new LinkedHashMap<>();
    if (lossBetween > 0) {
      pairs(CONTINENTS).stream()
          .filter(pair -> !pair.equals(SAME))
          .forEach(pair -> loss.put(pair, lossBetween));
    }
    return new Regions(shares, roundTrips, "lognormal(2ms, 0.8)", loss);
  }

  /** Copies the maps; the order of the regions decides which node is where. */
  public Regions {
    shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    roundTrips = Collections.unmodifiableMap(new LinkedHashMap<>(roundTrips));
    loss = Collections.unmodifiableMap(new LinkedHashMap<>(loss));
  }

  /** The names, in order. */
  public List<String> names() {
    return new ArrayList<>(shares.keySet());
  }

  /** Every pair of regions that may have a distance or a loss of its own, and {@link #SAME}. */
  static List<String> pairs(List<String> names) {
    List<String> pairs = new ArrayList<>(List.of(SAME));
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        pairs.add(names.get(i) + "-" + names.get(j));
      }
    }
    return pairs;
  }

  /** The pair of two places in the list of names. */
  private static String pair(List<String> names, int one, int other) {
    int first = StrictMath.min(one, other);
    int second = StrictMath.max(one, other);
    return first == second ? SAME : names.get(first) + "-" + names.get(second);
  }

  /** Milliseconds one way from region to region, without jitter, by places in the list of names. */
  public double[][] oneWayMillis() {
    List<String> names = names();
    double[][] matrix = new double[names.size()][names.size()];
    for (int from = 0; from < matrix.length; from++) {
      for (int to = 0; to < matrix.length; to++) {
        matrix[from][to] = roundTrips.get(pair(names, from, to)).toNanos() / 2e6;
      }
    }
    return matrix;
  }

  /** The probability of loss from region to region, by places in the list of names. */
  public double[][] lossMatrix() {
    List<String> names = names();
    double[][] matrix = new double[names.size()][names.size()];
    for (int from = 0; from < matrix.length; from++) {
      for (int to = 0; to < matrix.length; to++) {
        matrix[from][to] = loss.getOrDefault(pair(names, from, to), 0.0);
      }
    }
    return matrix;
  }

  /**
   * The region of each of the first {@code nodes} nodes, as a place in the list of names: always
   * the one that has fallen back furthest behind its share.
   */
  public int[] assign(int nodes) {
    double[] parts = shares.values().stream().mapToDouble(Double::doubleValue).toArray();
    int[] counts = new int[parts.length];
    int[] regions = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      int chosen = 0;
      for (int region = 1; region < parts.length; region++) {
        double lack = parts[region] * (node + 1) - counts[region];
        chosen = lack > parts[chosen] * (node + 1) - counts[chosen] ? region : chosen;
      }
      counts[chosen]++;
      regions[node] = chosen;
    }
    return regions;
  }

  /** The numbers, from 1, of those of the first {@code nodes} nodes that are in a region. */
  public List<Integer> nodesIn(String region, int nodes) {
    int[] regions = assign(nodes);
    int wanted = names().indexOf(region);
    List<Integer> inside = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      if (regions[node - 1] == wanted) {
        inside.add(node);
      }
    }
    return inside;
  }
}
