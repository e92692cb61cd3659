/** The transport over one UDP socket. Exports nothing: it is found through the service loader. */
module io.simpledht.transport.udp {
  requires io.simpledht.protocol;
}
