package io.simpledht.simulator.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the regions of a scenario file, whose names the file chooses itself. */
final class RegionFields {

  private static final Duration DEFAULT_ELSEWHERE = Duration.ofMillis(120);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");
  private static final double ROUNDING = 1e-9;

  private RegionFields() {}

  static Regions read(Fields fields) {
    Regions otherwise = Regions.continents(0);
    Map<String, Double> shares =
        fields.has("share") ? shares(fields.group("share")) : otherwise.shares();
    List<String> pairs = Regions.pairs(List.copyOf(shares.keySet()));
    Regions regions =
        new Regions(
            shares,
            roundTrips(fields.group("rtt"), pairs, otherwise.roundTrips()),
            fields.law("jitter", otherwise.jitter()),
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

  private static Map<String, Duration> roundTrips(
      Fields fields, List<String> pairs, Map<String, Duration> otherwise) {
    Map<String, Duration> roundTrips = new LinkedHashMap<>();
    for (String pair : pairs) {
      Duration usual = otherwise.getOrDefault(pair, DEFAULT_ELSEWHERE);
      roundTrips.put(pair, fields.duration(pair, usual));
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
