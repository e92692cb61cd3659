/** The node and the client. */
module io.simpledht.node {
  requires transitive io.simpledht.protocol;
  requires transitive io.simpledht.store;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;

  exports io.simpledht.node;

  uses io.simpledht.protocol.transport.TransportProvider;
}
