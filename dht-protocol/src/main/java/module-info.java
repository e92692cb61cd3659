/** Identifiers, versions, entries, messages and their codec, and the SPI of the transport. */
module io.simpledht.protocol {
  exports io.simpledht.protocol;
  exports io.simpledht.protocol.codec;
  exports io.simpledht.protocol.message;
  exports io.simpledht.protocol.transport;
}
