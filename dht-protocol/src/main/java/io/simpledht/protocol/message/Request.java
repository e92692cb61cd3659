package io.simpledht.protocol.message;

/**
 * Asks for exactly one {@link Response}. Every request is idempotent: it may arrive any number of
 * times, and late.
 *
 * @param <R> the answer it gets when nothing is wrong; {@link Refused} and {@link Working} are
 *     always possible too
 */
public sealed interface Request<R extends Response> extends Message
    permits CheckItems,
        FetchItems,
        FindNode,
        FindValue,
        Get,
        GetChunk,
        GetInfo,
        GetPage,
        GetSymbols,
        Leave,
        ListKeys,
        ListPeers,
        Ping,
        Put,
        Store {

  /** The class of the answer, by which a reply of the wrong kind is refused. */
  Class<R> responseType();
}
