package io.simpledht.simulator.scenario;

/**
 * Nodes that come and go while phases run, each for itself; the first node stays.
 *
 * @param session how long a node stays, a law in text
 * @param absence how long it is away, a law in text
 * @param crash share of sessions that end in a crash rather than a good-bye, 0 to 1
 * @param amnesia share of crashes that lose the disk, 0 to 1
 * @param newAddress share of absences after which a node has another address, 0 to 1
 * @param start who is there when it begins
 */
public record Churn(
    String session, String absence, double crash, double amnesia, double newAddress, Start start) {

  /** All return to where they were, and all that have joined are there at first. */
  public Churn(String session, String absence, double crash, double amnesia) {
    this(session, absence, crash, amnesia, 0, Start.JOINED);
  }

  /** With another share of absences after which a node has moved. */
  public Churn withNewAddress(double share) {
    return new Churn(session, absence, crash, amnesia, share, start);
  }

  /** Who is there at first; in any case those that are have been there for a while. */
  public enum Start {
    /** All that have joined. */
    JOINED,
    /** As many as there are on average in the long run; the others leave at once. */
    STATIONARY;

    @Override
    public String toString() {
      return Fields.word(this);
    }
  }

  /** What was measured in networks of users, under the name they are known by. */
  enum Model {
    /** Steiner, En-Najjary and Biersack (2009): the KAD network. */
    KAD("weibull(0.615, 169.5m)"),
    /** Stutzbach and Rejaie (2006): BitTorrent; they give no law for absences, so KAD's. */
    BITTORRENT("weibull(0.38, 42.4m)");

    final String session;
    final String absence = "weibull(0.476, 413.7m)";

    Model(String session) {
      this.session = session;
    }
  }
}
