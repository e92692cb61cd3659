package io.simpledht.simulator.run;

import io.simpledht.protocol.message.MessageType;
import io.simpledht.simulator.network.DropCause;
import io.simpledht.simulator.network.Packet;
import io.simpledht.simulator.network.Rule;
import io.simpledht.simulator.network.Verdict;

/** Loses answers and nothing else: the work was done, and whoever asked for it cannot know. */
final class ReplyLoss implements Rule {

  private static final Verdict LOST = Verdict.drop(DropCause.REPLY);

  /** Offset in the header of a datagram. */
  private static final int TYPE = 2;

  private double probability;

  /** Loses each answer with this probability from now on. */
  void set(double newProbability) {
    probability = newProbability;
  }

  @Override
  public Verdict judge(Packet packet) {
    boolean spared = probability == 0 || packet.length() <= TYPE;
    if (spared || MessageType.isRequest(packet.payload().get(TYPE) & 0xFF)) {
      return Verdict.pass();
    }
    return packet.chance() < probability ? LOST : Verdict.pass();
  }
}
