package io.simpledht.simulator.node;

import io.simpledht.node.DhtNode;
import io.simpledht.node.NodeBuilder;
import io.simpledht.node.NodeListener;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.SimHost;
import io.simpledht.simulator.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A node whose transport and id are the test's, as a {@code SimNode} has them from its host. */
final class EmbeddedNode {

  private final List<String> notices = new ArrayList<>();
  private final SimHost<DhtNode> host;

  /** Started at this moment. */
  EmbeddedNode(
      Simulation sim, UnaryOperator<Transport> network, UnaryOperator<NodeBuilder> settings) {
    host = sim.host(context -> start(context, network, settings));
  }

  private DhtNode start(
      HostContext context, UnaryOperator<Transport> network, UnaryOperator<NodeBuilder> settings) {
    NodeBuilder builder =
        DhtNode.builder().transport(network.apply(context.transport())).random(context.random());
    DhtNode node = settings.apply(builder).build();
    node.addListener(
        new NodeListener() {
          @Override
          public void onNotice(String line) {
            notices.add(line);
          }
        });
    try {
      node.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return node;
  }

  DhtNode node() {
    return host.program();
  }

  /** What it told its operator. */
  List<String> notices() {
    return notices;
  }
}
