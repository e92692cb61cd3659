#!/bin/sh
# Runs seeds twice on this JDK and the newest other one beside it, with two collectors, and counts
# those that differ:
#
#   scripts/determinism.sh 1000                               of a small scenario
#   scripts/determinism.sh 100 steady-churn nodes=12          of a built-in one, with overrides

set -eu
cd "$(dirname "$0")/.."
mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath -pl dht-simulator -am
exec java -cp "dht-simulator/target/test-classes:dht-simulator/target/classes:$(cat dht-simulator/target/classpath)" \
  io.simpledht.simulator.determinism.DeterminismSweep "$@"
