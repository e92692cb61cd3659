/** The transport over one UDP socket, found as a service. */
module io.simpledht.transport.udp {
  requires transitive io.simpledht.protocol;

  exports io.simpledht.transport.udp;

  provides io.simpledht.protocol.transport.TransportProvider with
      io.simpledht.transport.udp.UdpTransportProvider;
}
