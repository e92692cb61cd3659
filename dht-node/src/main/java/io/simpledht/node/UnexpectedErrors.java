package io.simpledht.node;

import io.simpledht.protocol.transport.FaultPolicy;
import org.slf4j.Logger;

/** Production's answer to exceptions nobody expected: log, count, carry on. */
final class UnexpectedErrors implements FaultPolicy {

  private final Logger log;
  private final String name;
  private volatile long count;

  UnexpectedErrors(Logger log, String name) {
    this.log = log;
    this.name = name;
  }

  @Override
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // only the loop writes
  public void unexpected(String where, Throwable fault) {
    count++;
    try {
      log.error("{} unexpected failure in {}", name, where, fault);
    } catch (RuntimeException unwritable) {
      // The node goes on though its log does not, and the count tells.
    }
  }

  /** How many there were. Any thread. */
  long count() {
    return count;
  }
}
