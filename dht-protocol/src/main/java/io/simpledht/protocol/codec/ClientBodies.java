package io.simpledht.protocol.codec;

import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.WriteConcern;
import io.simpledht.protocol.message.Get;
import io.simpledht.protocol.message.GetResult;
import io.simpledht.protocol.message.Info;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.ListKeys;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.transport.TransportStats;

/** Bodies of the messages between a client and the node that acts for it. */
final class ClientBodies {

  private static final WriteConcern.Level[] LEVELS = WriteConcern.Level.values();

  private ClientBodies() {}

  static WireWriter write(WireWriter out, Get get) {
    return ValueForms.writeKey(out, get.key()).u8(get.concern().replies());
  }

  static Get readGet(WireReader in) throws MalformedMessageException {
    return new Get(ValueForms.readKey(in), new ReadConcern(in.u8()));
  }

  static WireWriter write(WireWriter out, GetResult result) {
    return out.optional(result.found(), ValueForms::writeOffer).u16(result.replies());
  }

  static GetResult readGetResult(WireReader in) throws MalformedMessageException {
    return new GetResult(in.optional(ValueForms::readOffer), in.u16());
  }

  static WireWriter write(WireWriter out, Put put) {
    ValueForms.writeKey(out, put.key()).u8(ValueForms.kindOf(put.payload()));
    ValueForms.writePayload(out, put.payload()).i64(put.ttlMillis());
    out.code(put.concern().level()).u16(put.concern().count());
    return out.i32(put.deadlineMillis());
  }

  static Put readPut(WireReader in) throws MalformedMessageException {
    Key key = ValueForms.readKey(in);
    return new Put(
        key, ValueForms.readPayload(in, in.u8()), in.i64(), readWriteConcern(in), in.i32());
  }

  private static WriteConcern readWriteConcern(WireReader in) throws MalformedMessageException {
    return new WriteConcern(in.code(LEVELS), in.u16());
  }

  static WireWriter write(WireWriter out, PutOutcome outcome) {
    ValueForms.writeVersion(out, outcome.version());
    out.u16(outcome.confirmed()).u16(outcome.asked()).bool(outcome.satisfied());
    return ValueForms.writeMissed(out, outcome.missed());
  }

  static PutOutcome readPutOutcome(WireReader in) throws MalformedMessageException {
    return new PutOutcome(
        ValueForms.readVersion(in), in.u16(), in.u16(), in.bool(), ValueForms.readMissed(in));
  }

  static WireWriter write(WireWriter out, Info info) {
    ValueForms.writeAddress(out.code(info.state()), info.address());
    out.u8(info.replicationFactor()).i32(info.peers()).i64(info.networkSize());
    out.i64(info.entries()).i64(info.tombstones()).i64(info.contentBytes());
    out.i64(info.uptimeMillis()).i64(info.refusedDatagrams());
    return writeTraffic(out, info.traffic());
  }

  static Info readInfo(WireReader in) throws MalformedMessageException {
    return new Info(
        in.code(RoutingBodies.STATES),
        ValueForms.readAddress(in),
        in.u8(),
        in.i32(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        readTraffic(in));
  }

  private static WireWriter writeTraffic(WireWriter out, TransportStats traffic) {
    out.i64(traffic.datagramsSent()).i64(traffic.bytesSent());
    out.i64(traffic.datagramsReceived()).i64(traffic.bytesReceived());
    return out.i64(traffic.sendsDropped());
  }

  private static TransportStats readTraffic(WireReader in) throws MalformedMessageException {
    return new TransportStats(in.i64(), in.i64(), in.i64(), in.i64(), in.i64());
  }

  static WireWriter write(WireWriter out, ListPeers list) {
    return out.id(list.from());
  }

  static ListPeers readListPeers(WireReader in) throws MalformedMessageException {
    return new ListPeers(in.id());
  }

  static WireWriter write(WireWriter out, PeerList list) {
    return out.list(list.peers(), ClientBodies::writePeer).optional(list.next(), WireWriter::id);
  }

  static PeerList readPeerList(WireReader in) throws MalformedMessageException {
    return new PeerList(
        in.list(PeerList.Peer[]::new, WireSize.MIN_PEER_BYTES, ClientBodies::readPeer),
        in.optional(WireReader::id));
  }

  private static WireWriter writePeer(WireWriter out, PeerList.Peer peer) {
    ValueForms.writeContact(out, peer.contact());
    return out.i32(peer.lastSeenMillis()).i32(peer.roundTripMicros());
  }

  private static PeerList.Peer readPeer(WireReader in) throws MalformedMessageException {
    return new PeerList.Peer(ValueForms.readContact(in), in.i32(), in.i32());
  }

  static WireWriter write(WireWriter out, ListKeys list) {
    return out.id(list.from());
  }

  static ListKeys readListKeys(WireReader in) throws MalformedMessageException {
    return new ListKeys(in.id());
  }

  static WireWriter write(WireWriter out, KeyList list) {
    return out.list(list.keys(), ClientBodies::writeHeld).optional(list.next(), WireWriter::id);
  }

  static KeyList readKeyList(WireReader in) throws MalformedMessageException {
    return new KeyList(
        in.list(KeyList.Held[]::new, WireSize.MIN_HELD_BYTES, ClientBodies::readHeld),
        in.optional(WireReader::id));
  }

  private static WireWriter writeHeld(WireWriter out, KeyList.Held held) {
    return ValueForms.writeKey(out, held.key()).i32(held.valueBytes());
  }

  private static KeyList.Held readHeld(WireReader in) throws MalformedMessageException {
    return new KeyList.Held(ValueForms.readKey(in), in.i32());
  }
}
