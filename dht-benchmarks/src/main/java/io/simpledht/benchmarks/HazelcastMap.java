package io.simpledht.benchmarks;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hazelcast's ReplicatedMap, held to loopback. A put waits for the key's owner and nobody else. */
final class HazelcastMap implements ReplicatedMap {

  private static final int PORT = 15_701;

  private final List<HazelcastInstance> members = new ArrayList<>();
  private final List<Map<String, byte[]>> maps = new ArrayList<>();

  HazelcastMap(int size) throws Exception {
    for (int i = 0; i < size; i++) {
      HazelcastInstance member = Hazelcast.newHazelcastInstance(config());
      members.add(member);
      maps.add(member.getReplicatedMap("map"));
    }
    Cluster.await(
        () -> members.stream().allMatch(one -> one.getCluster().getMembers().size() == size));
  }

  private static Config config() {
    Config config = new Config();
    config.setClusterName("simpledht-benchmarks");
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    NetworkConfig network = config.getNetworkConfig().setPort(PORT);
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + PORT);
    return config;
  }

  @Override
  public void put(String key, byte[] value) {
    maps.get(0).put(key, value);
  }

  @Override
  public void putAndWait(String key, byte[] value) {
    throw new UnsupportedOperationException("it has no put that waits for all members");
  }

  @Override
  public byte[] readAtLast(String key) {
    return maps.get(maps.size() - 1).get(key);
  }

  @Override
  public void close() {
    members.forEach(HazelcastInstance::shutdown);
  }
}
