package io.simpledht.protocol.codec;

import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.Chunk;
import io.simpledht.protocol.message.FetchItems;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.Get;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.GetInfo;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.GetResult;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Info;
import io.simpledht.protocol.message.Items;
import io.simpledht.protocol.message.ItemsMissing;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.Leave;
import io.simpledht.protocol.message.Left;
import io.simpledht.protocol.message.ListKeys;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.Message;
import io.simpledht.protocol.message.MessageType;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Page;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.PutOutcome;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.Stored;
import io.simpledht.protocol.message.Symbols;
import io.simpledht.protocol.message.ValueFound;
import io.simpledht.protocol.message.Working;

/** Which body belongs to which message type. */
final class Bodies {

  private Bodies() {}

  static WireWriter write(WireWriter out, Message message) {
    return switch (message.type()) {
      case PING, LEAVE, LEFT, GET_INFO, WORKING -> out;
      case PONG -> RoutingBodies.write(out, (Pong) message);
      case FIND_NODE -> RoutingBodies.write(out, (FindNode) message);
      case NODES_FOUND -> RoutingBodies.write(out, (NodesFound) message);
      case FIND_VALUE -> RoutingBodies.write(out, (FindValue) message);
      case VALUE_FOUND -> RoutingBodies.write(out, (ValueFound) message);
      case STORE -> StorageBodies.write(out, (Store) message);
      case STORED -> StorageBodies.write(out, (Stored) message);
      case GET_SYMBOLS -> SyncBodies.write(out, (GetSymbols) message);
      case SYMBOLS -> SyncBodies.write(out, (Symbols) message);
      case FETCH_ITEMS -> SyncBodies.write(out, (FetchItems) message);
      case ITEMS -> SyncBodies.write(out, (Items) message);
      case GET_PAGE -> SyncBodies.write(out, (GetPage) message);
      case PAGE -> SyncBodies.write(out, (Page) message);
      case GET_CHUNK -> StorageBodies.write(out, (GetChunk) message);
      case CHUNK -> StorageBodies.write(out, (Chunk) message);
      case CHECK_ITEMS -> SyncBodies.write(out, (CheckItems) message);
      case ITEMS_MISSING -> SyncBodies.write(out, (ItemsMissing) message);
      case GET -> ClientBodies.write(out, (Get) message);
      case GET_RESULT -> ClientBodies.write(out, (GetResult) message);
      case PUT -> ClientBodies.write(out, (Put) message);
      case PUT_OUTCOME -> ClientBodies.write(out, (PutOutcome) message);
      case INFO -> ClientBodies.write(out, (Info) message);
      case LIST_PEERS -> ClientBodies.write(out, (ListPeers) message);
      case PEER_LIST -> ClientBodies.write(out, (PeerList) message);
      case LIST_KEYS -> ClientBodies.write(out, (ListKeys) message);
      case KEY_LIST -> ClientBodies.write(out, (KeyList) message);
      case REFUSED -> RoutingBodies.write(out, (Refused) message);
    };
  }

  static Message read(WireReader in, MessageType type) throws MalformedMessageException {
    return switch (type) {
      case PING -> new Ping();
      case PONG -> RoutingBodies.readPong(in);
      case FIND_NODE -> RoutingBodies.readFindNode(in);
      case NODES_FOUND -> RoutingBodies.readNodesFound(in);
      case FIND_VALUE -> RoutingBodies.readFindValue(in);
      case VALUE_FOUND -> RoutingBodies.readValueFound(in);
      case STORE -> StorageBodies.readStore(in);
      case STORED -> StorageBodies.readStored(in);
      case LEAVE -> new Leave();
      case LEFT -> new Left();
      case GET_SYMBOLS -> SyncBodies.readGetSymbols(in);
      case SYMBOLS -> SyncBodies.readSymbols(in);
      case FETCH_ITEMS -> SyncBodies.readFetchItems(in);
      case ITEMS -> SyncBodies.readItems(in);
      case GET_PAGE -> SyncBodies.readGetPage(in);
      case PAGE -> SyncBodies.readPage(in);
      case GET_CHUNK -> StorageBodies.readGetChunk(in);
      case CHUNK -> StorageBodies.readChunk(in);
      case CHECK_ITEMS -> SyncBodies.readCheckItems(in);
      case ITEMS_MISSING -> SyncBodies.readItemsMissing(in);
      case GET -> ClientBodies.readGet(in);
      case GET_RESULT -> ClientBodies.readGetResult(in);
      case PUT -> ClientBodies.readPut(in);
      case PUT_OUTCOME -> ClientBodies.readPutOutcome(in);
      case GET_INFO -> new GetInfo();
      case INFO -> ClientBodies.readInfo(in);
      case LIST_PEERS -> ClientBodies.readListPeers(in);
      case PEER_LIST -> ClientBodies.readPeerList(in);
      case LIST_KEYS -> ClientBodies.readListKeys(in);
      case KEY_LIST -> ClientBodies.readKeyList(in);
      case WORKING -> new Working();
      case REFUSED -> RoutingBodies.readRefused(in);
    };
  }
}
