package io.simpledht.simulator;

/** Turns the first bytes of a datagram into words, for the list of last events. */
@FunctionalInterface
public interface DatagramDescriber {

  /** Shows the first bytes in hexadecimal. */
  DatagramDescriber HEX =
      (head, length) -> {
        StringBuilder text = new StringBuilder();
        for (byte b : head) {
          text.append(Character.forDigit(b >> 4 & 0xF, 16));
          text.append(Character.forDigit(b & 0xF, 16));
        }
        return text.toString();
      };

  /**
   * A few words, such as the name of the message's type.
   *
   * @param head the first bytes, at most eight
   * @param length of the whole datagram, in bytes
   */
  String describe(byte[] head, int length);
}
