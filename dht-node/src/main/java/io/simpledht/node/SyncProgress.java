package io.simpledht.node;

/**
 * How far a join has come.
 *
 * @param entriesDone entries fetched so far
 * @param entriesExpected entries the peers said they hold, 0 until the first answer
 * @param bytesDone key and value bytes fetched so far
 * @param bytesExpected key and value bytes the peers said they hold
 * @param finished whether this node has compared equal with a peer
 */
public record SyncProgress(
    long entriesDone, long entriesExpected, long bytesDone, long bytesExpected, boolean finished) {}
