package io.simpledht.node.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyCodecTest {

  private static final int MUTATIONS = 20_000;

  private static List<LegacyMessage> messages() {
    Map<String, LegacyMessage.Endpoint> table = new LinkedHashMap<>();
    table.put("00000000000000aa", new LegacyMessage.Endpoint("192.0.2.1", 5000));
    Map<String, String> data = new LinkedHashMap<>();
    data.put("schl\u00fcssel", "\ud83d\ude00 \"quoted\"\n");
    return List.of(
        new LegacyMessage.Ping(),
        new LegacyMessage.Pong(),
        new LegacyMessage.Store("k", "v"),
        new LegacyMessage.StoreAck(),
        new LegacyMessage.Get("k"),
        new LegacyMessage.GetResponse(Optional.of("v")),
        new LegacyMessage.GetResponse(Optional.empty()),
        new LegacyMessage.Join("00000000000000bb", "192.0.2.2", 5000, false),
        new LegacyMessage.Join("00000000000000bb", "192.0.2.2", 5000, true),
        new LegacyMessage.JoinAck(table),
        new LegacyMessage.SyncRequest(),
        new LegacyMessage.SyncResponse(data),
        new LegacyMessage.InfoRequest());
  }

  private static Optional<LegacyMessage> decode(String json) {
    return LegacyCodec.decode(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void shouldReadWhatItWrites() {
    for (LegacyMessage message : messages()) {
      assertThat(LegacyCodec.decode(LegacyCodec.encode(message))).contains(message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "null",
        "7",
        "\"ping\"",
        "{'type':'ping'",
        "{'type':'ping'} x",
        "{'type':'ping'}{'type':'ping'}",
        "{'type':'ping','type':'pong'}",
        "{'type':1}",
        "{'type':null}",
        "{'type':['ping']}",
        "{'type':'PING'}",
        "{'type':'put'}",
        "{'type':'store'}",
        "{'type':'store','key':'k'}",
        "{'type':'store','key':1,'value':'v'}",
        "{'type':'store','key':'k','value':null}",
        "{'type':'store','key':'k','value':{}}",
        "{'type':'store','key':'\\ud800','value':'v'}",
        "{'type':'get','key':7}",
        "{'type':'get'}",
        "{'type':'join','node_id':'a','host':'h'}",
        "{'type':'join','node_id':'a','host':'h','port':0}",
        "{'type':'join','node_id':'a','host':'h','port':65536}",
        "{'type':'join','node_id':'a','host':'h','port':5.5}",
        "{'type':'join','node_id':'a','host':'h','port':'5000'}",
        "{'type':'join','node_id':'a','host':'h','port':99999999999999999999}",
        "{'type':'join','node_id':'a','host':'h','port':999999999999999999999}",
        "{'type':'join','node_id':'a','host':'h','port':5000,'x':1}",
        "{'type':'join','node_id':'a','host':'h','port':5000,'successor':false}",
        "{'type':'join_ack','routing_table':[]}",
        "{'type':'join_ack'}",
        "{'type':'sync_response','data':'all'}",
        "{'type':'ping','x':NaN}",
        "{'type':'ping','x':[[[[[[[[[[]]]]]]]]]]}"
      })
  void shouldRefuse(String json) {
    assertThat(decode(json.replace('\'', '"'))).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    byte[] utf16 = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(LegacyCodec.decode(ByteBuffer.wrap(utf16))).isEmpty();
    byte[] latin = "{\"type\":\"get\",\"key\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(LegacyCodec.decode(ByteBuffer.wrap(latin))).isEmpty();
  }

  @Test
  void shouldIgnoreFieldsItDoesNotKnow() {
    assertThat(decode("{\"x\":[1,{\"y\":2}],\"type\":\"ping\"}"))
        .contains(new LegacyMessage.Ping());
  }

  /** It has no checksum: whoever lost its mark on the way would be served as a stock node. */
  @Test
  void shouldNotTakeADamagedJoinOfOurKindForAStockNodes() {
    byte[] ours =
        LegacyCodec.encode(new LegacyMessage.Join("00bb", "192.0.2.2", 5000, true)).array();
    for (int at = 0; at < ours.length; at++) {
      byte sent = ours[at];
      for (int arrived = 0; arrived < 256; arrived++) {
        ours[at] = (byte) arrived;
        assertThat(LegacyCodec.decode(ByteBuffer.wrap(ours)).filter(LegacyCodecTest::isStockJoin))
            .as(() -> new String(ours, StandardCharsets.ISO_8859_1))
            .isEmpty();
      }
      ours[at] = sent;
    }
  }

  private static boolean isStockJoin(LegacyMessage message) {
    return message instanceof LegacyMessage.Join join && !join.successor();
  }

  @Test
  void shouldSurviveDepthAndDigits() {
    assertThat(decode("{\"a\":".repeat(10_000))).isEmpty();
    assertThat(decode("{\"type\":\"ping\",\"x\":" + "9".repeat(60_000) + "}")).isEmpty();
    assertThat(decode("{\"type\":\"ping\",\"x\":1e999999999}")).isPresent();
  }

  @Test
  void shouldNeverThrowWhateverArrives() {
    SplittableRandom random = new SplittableRandom(20_000);
    List<LegacyMessage> messages = messages();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = LegacyCodec.encode(messages.get(i % messages.size())).array().clone();
      for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      // Whatever it still takes for a message can be written again.
      LegacyCodec.decode(ByteBuffer.wrap(bytes, 0, length)).ifPresent(LegacyCodec::encode);
    }
  }
}
