package io.simpledht.simulator.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the regions of a scenario file, whose names the file chooses itself. */
final class RegionFields {

  private static final String DEFAULT_JITTER = "lognormal(2ms, 0.8)";
  private static final Duration DEFAULT_ELSEWHERE = Duration.ofMillis(120);

  /** About what users of public networks measure between and within three continents. */
  private static final Map<String, Double> DEFAULT_SHARES = new LinkedHashMap<>();

  private static final Map<String, Duration> DEFAULT_ROUND_TRIPS = new LinkedHashMap<>();

  static {
    DEFAULT_SHARES.put("eu", 0.4);
    DEFAULT_SHARES.put("na", 0.35);
    DEFAULT_SHARES.put("as", 0.25);
    DEFAULT_ROUND_TRIPS.put(Regions.SAME, Duration.ofMillis(20));
    DEFAULT_ROUND_TRIPS.put("eu-na", Duration.ofMillis(90));
    DEFAULT_ROUND_TRIPS.put("eu-as", Duration.ofMillis(180));
    DEFAULT_ROUND_TRIPS.put("na-as", Duration.ofMillis(150));
  }

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");
  private static final double ROUNDING = 1e-9;

  private RegionFields() {}

  static Regions read(Fields fields) {
    Map<String, Double> shares =
        fields.has("share") ? shares(fields.group("share")) : DEFAULT_SHARES;
    List<String> pairs = Regions.pairs(List.copyOf(shares.keySet()));
    Regions regions =
        new Regions(
            shares,
            roundTrips(fields.group("rtt"), pairs),
            fields.law("jitter", DEFAULT_JITTER),
            loss(fields.group("loss"), pairs));
    fields.done();
    return regions;
  }

  private static Map<String, Double> shares(Fields fields) {
    Map<String, Double> shares = new LinkedHashMap<>();
    double sum = 0;
    for (String name : fields.names()) {
      if (!NAME.matcher(name).matches() || name.equals(Regions.SAME) || name.equals("all")) {
        throw fields.wrong(name + " is no name for a region; give small letters and digits (eu)");
      }
      double part = fields.probability(name, 0);
      shares.put(name, part);
      sum += part;
    }
    if (shares.isEmpty()
        || shares.size() > Regions.MAX_REGIONS
        || sum < 1 - ROUNDING
        || sum > 1 + ROUNDING) {
      throw fields.wrong(
          "give 1 to "
              + Regions.MAX_REGIONS
              + " regions with parts that add up to 100%, such as {eu: 60%, na: 40%}");
    }
    return shares;
  }

  private static Map<String, Duration> roundTrips(Fields fields, List<String> pairs) {
    Map<String, Duration> roundTrips = new LinkedHashMap<>();
    for (String pair : pairs) {
      Duration otherwise = DEFAULT_ROUND_TRIPS.getOrDefault(pair, DEFAULT_ELSEWHERE);
      roundTrips.put(pair, fields.duration(pair, otherwise));
    }
    fields.done();
    return roundTrips;
  }

  private static Map<String, Double> loss(Fields fields, List<String> pairs) {
    Map<String, Double> loss = new LinkedHashMap<>();
    for (String pair : pairs) {
      double part = fields.probability(pair, 0);
      if (part > 0) {
        loss.put(pair, part);
      }
    }
    fields.done();
    return loss;
  }
}
