/** The command line: composition root, console and JSON output. */
module io.simpledht.cli {
  requires com.fasterxml.jackson.databind;
  requires io.simpledht.node;
  requires io.simpledht.simulator;
  requires org.apache.commons.cli;
}
