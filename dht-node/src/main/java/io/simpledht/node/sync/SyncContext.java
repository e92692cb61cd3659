package io.simpledht.node.sync;

import io.simpledht.node.replication.Replica;
import io.simpledht.node.replication.StoreService;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.transport.EventLoop;

/**
 * What every comparison needs of the node.
 *
 * @param rpc asks the partner
 * @param loop time
 * @param summary the sketch of our own set
 * @param stores takes what was fetched
 * @param replica what we hold
 * @param transfer prepares what is pushed
 * @param shared which keys are compared with whom
 */
public record SyncContext(
    RpcEndpoint rpc,
    EventLoop loop,
    SetSummary summary,
    StoreService stores,
    Replica replica,
    ValueTransfer transfer,
    SharedKeys shared) {}
