package io.simpledht.node.rpc;

/** Takes down how full the bounded parts of a node are. */
@FunctionalInterface
public interface Gauges {

  /**
   * One bounded part.
   *
   * @param what how much of what it holds, in words
   * @param value how much it is now
   * @param limit the most it may ever be
   */
  void read(String what, long value, long limit);
}
