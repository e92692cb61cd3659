/**
 * Virtual time, a simulated network and disks, faults, checks and scenarios; everything follows
 * from one seed.
 */
module io.simpledht.simulator {
  requires transitive io.simpledht.node;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires java.desktop;
  requires static org.junit.jupiter.api;

  exports io.simpledht.simulator;
  exports io.simpledht.simulator.canary;
  exports io.simpledht.simulator.explore;
  exports io.simpledht.simulator.determinism;
  exports io.simpledht.simulator.junit;
  exports io.simpledht.simulator.network;
  exports io.simpledht.simulator.plan;
  exports io.simpledht.simulator.random;
  exports io.simpledht.simulator.report;
  exports io.simpledht.simulator.result;
  exports io.simpledht.simulator.run;
  exports io.simpledht.simulator.scenario;
  exports io.simpledht.simulator.sweep;

  opens io.simpledht.simulator.plan to
      com.fasterxml.jackson.databind;
  opens io.simpledht.simulator.scenario to
      com.fasterxml.jackson.databind;
  opens io.simpledht.simulator.result to
      com.fasterxml.jackson.databind;
  opens io.simpledht.simulator.sweep to
      com.fasterxml.jackson.databind;
}
