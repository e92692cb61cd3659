/** The command line: composition root, console and JSON output. */
module io.simpledht.cli {
  requires io.simpledht.node;
  requires io.simpledht.simulator;
  requires io.simpledht.transport.udp;
}
