package io.simpledht.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.jgroups.JChannel;
import org.jgroups.blocks.ReplicatedHashMap;
import org.jgroups.protocols.UDP;

/** JGroups' ReplicatedHashMap over the udp.xml it ships, held to loopback. */
final class JGroupsMap implements ReplicatedMap {

  private static final long START_MILLIS = 10_000;

  private final List<ReplicatedHashMap<String, byte[]>> members = new ArrayList<>();

  JGroupsMap(int size) throws Exception {
    System.setProperty("jgroups.bind_addr", "127.0.0.1");
    System.setProperty("jgroups.use.jdk_logger", "true");
    for (int i = 0; i < size; i++) {
      JChannel channel = new JChannel("udp.xml");
      UDP udp = channel.getProtocolStack().findProtocol(UDP.class);
      udp.setMulticastTTL(0);
      channel.connect("simpledht-benchmarks");
      ReplicatedHashMap<String, byte[]> member = new ReplicatedHashMap<>(channel);
      member.setTimeout(START_MILLIS);
      member.start(START_MILLIS);
      members.add(member);
    }
    Cluster.await(
        () -> members.stream().allMatch(member -> member.getChannel().view().size() == size));
  }

  @Override
  public void put(String key, byte[] value) {
    members.get(0).setBlockingUpdates(false);
    members.get(0).put(key, value);
  }

  @Override
  public void putAndWait(String key, byte[] value) {
    members.get(0).setBlockingUpdates(true);
    members.get(0).put(key, value);
  }

  @Override
  public byte[] readAtLast(String key) {
    return members.get(members.size() - 1).get(key);
  }

  @Override
  public void close() {
    for (ReplicatedHashMap<String, byte[]> member : members) {
      member.stop();
      member.getChannel().close();
    }
  }
}
