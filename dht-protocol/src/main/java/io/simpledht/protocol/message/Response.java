package io.simpledht.protocol.message;

/**
 * Answers the {@link Request} with the same request id, from the address that request was sent to.
 */
public sealed interface Response extends Message
    permits Chunk,
        GetResult,
        Info,
        Items,
        ItemsMissing,
        KeyList,
        Left,
        NodesFound,
        Page,
        PeerList,
        Pong,
        PutOutcome,
        Refused,
        Stored,
        Symbols,
        ValueFound,
        Working {}
