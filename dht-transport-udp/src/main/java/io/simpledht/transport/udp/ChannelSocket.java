package io.simpledht.transport.udp;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;

/** A non-blocking channel, as the sender and the receiver see it. Loop thread only. */
final class ChannelSocket implements DatagramSender.Socket, DatagramReceiver.Socket {

  private final DatagramChannel channel;
  private final SelectionKey key;

  ChannelSocket(DatagramChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  @Override
  public int send(ByteBuffer datagram, SocketAddress destination) throws IOException {
    return channel.send(datagram, destination);
  }

  @Override
  public SocketAddress receive(ByteBuffer into) throws IOException {
    return channel.receive(into);
  }

  @Override
  public void watchRoom(boolean wanted) {
    watch(SelectionKey.OP_WRITE, wanted);
  }

  @Override
  public void watchArrivals(boolean wanted) {
    watch(SelectionKey.OP_READ, wanted);
  }

  private void watch(int operation, boolean wanted) {
    if (wanted) {
      key.interestOpsOr(operation);
    } else {
      key.interestOpsAnd(~operation);
    }
  }
}
