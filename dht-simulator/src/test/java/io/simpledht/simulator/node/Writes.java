package io.simpledht.simulator.node;

import io.simpledht.node.WriteOptions;
import io.simpledht.protocol.WriteConcern;

/** Write options the tests share. */
final class Writes {

  /** Answers at once. */
  static final WriteOptions LOCAL = WriteOptions.DEFAULT.withConcern(WriteConcern.LOCAL);

  private Writes() {}
}
