package io.simpledht.simulator.determinism;

import java.util.List;

/** A run that can be carried out again and again: in this JVM, in another, on another JDK. */
public interface Replica {

  /** Runs and answers what the run was. */
  Fingerprint fingerprint();

  /** Runs again and answers the events with numbers from {@code from} to before {@code to}. */
  List<String> events(long from, long to);
}
