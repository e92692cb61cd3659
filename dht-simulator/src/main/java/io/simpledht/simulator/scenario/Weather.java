package io.simpledht.simulator.scenario;

/**
 * What happens to datagrams by chance, each a probability for one datagram.
 *
 * @param loss it does not arrive
 * @param duplicate it arrives twice
 * @param reorder it is held back, so that later ones overtake
 * @param replay an old copy arrives again 1 to 60 s later
 * @param corrupt some of its bits flip
 * @param truncate its end is cut off
 * @param replyLoss it does not arrive although it is an answer: the work was done all the same
 */
public record Weather(
    double loss,
    double duplicate,
    double reorder,
    double replay,
    double corrupt,
    double truncate,
    double replyLoss) {

  /** Nothing happens. */
  public static final Weather CALM = new Weather(0, 0, 0, 0, 0, 0, 0);

  /** With another loss. */
  public Weather withLoss(double probability) {
    return new Weather(probability, duplicate, reorder, replay, corrupt, truncate, replyLoss);
  }

  /** With another loss of answers. */
  public Weather withReplyLoss(double probability) {
    return new Weather(loss, duplicate, reorder, replay, corrupt, truncate, probability);
  }
}
