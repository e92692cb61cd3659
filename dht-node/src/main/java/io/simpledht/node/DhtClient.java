package io.simpledht.node;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.Reply;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.message.Get;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.GetInfo;
import io.simpledht.protocol.message.GetResult;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.KeyList;
import io.simpledht.protocol.message.ListKeys;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.PeerList;
import io.simpledht.protocol.message.Ping;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Response;
import io.simpledht.protocol.transport.EventLoop;
import io.simpledht.protocol.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Talks to one node from outside, without joining the network or keeping any data. */
public final class DhtClient implements Dht {

  /** The largest value a client reads or writes, 64 MiB; the node's own limit may be lower. */
  public static final int MAX_VALUE_BYTES = 64 << 20;

  private final Transport transport;
  private final EventLoop loop;
  private final RpcEndpoint rpc;
  private final ValueTransfer transfer;
  private final OfferedValues offered = new OfferedValues();
  private final Address server;
  private final String serverName;
  private final Duration timeout;

  private DhtClient(ClientSetup setup) {
    this.transport = setup.transport();
    this.loop = transport.loop();
    this.rpc = new RpcEndpoint(transport, Id.random(setup.random()), true, setup.random());
    this.server = setup.server();
    this.serverName = setup.serverName();
    this.timeout = setup.timeout();
    this.transfer =
        new ValueTransfer(
            rpc, loop, offered::find, key -> List.of(), MAX_VALUE_BYTES, 2L * MAX_VALUE_BYTES);
    rpc.start(this::serve, null, null);
  }

  /**
   * Prepares to talk to the node at {@code host:port}; sends nothing yet.
   *
   * @param timeout how long each operation waits for the node, 1 ms to 10 min
   * @throws DhtException if the host name is unknown or no socket could be opened
   */
  public static DhtClient connect(String host, int port, Duration timeout) {
    return new DhtClient(ClientSetup.open(host, port, timeout));
  }

  /** A client over a transport that is open and not started, for simulations. */
  public static DhtClient over(ClientSetup setup) {
    return new DhtClient(setup);
  }

  @Override
  public CompletableFuture<PutResult> putAsync(Key key, Bytes value, WriteOptions options) {
    if (value.length() > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "value must be at most " + MAX_VALUE_BYTES + " bytes, was " + value.length());
    }
    Entry entry = Entry.value(key, value, Version.NONE, Entry.NEVER);
    return write(key, options, () -> transfer.offer(entry).payload(), entry);
  }

  @Override
  public CompletableFuture<PutResult> deleteAsync(Key key, WriteOptions options) {
    Objects.requireNonNull(key, "key");
    return write(key, options, () -> Payload.ABSENT, null);
  }

  private CompletableFuture<PutResult> write(
      Key key, WriteOptions options, java.util.function.Supplier<Payload> payload, Entry toServe) {
    return Futures.onLoop(
        loop,
        future -> {
          offered.add(toServe);
          future.whenComplete((result, failure) -> offered.remove(toServe));
          int deadlineMillis = (int) options.timeout().toMillis();
          Put request =
              new Put(
                  key, payload.get(), options.ttl().toMillis(), options.concern(), deadlineMillis);
          // The node answers by the deadline; its answer needs time for the way, losses included.
          long patience = options.timeout().toNanos() + timeout.toNanos();
          ask(request, patience, future, (from, outcome) -> future.complete(PutResult.of(outcome)));
        });
  }

  @Override
  public CompletableFuture<Optional<Bytes>> getAsync(Key key, ReadConcern concern) {
    Objects.requireNonNull(key, "key");
    return Futures.onLoop(
        loop,
        future ->
            ask(
                new Get(key, concern),
                timeout.toNanos(),
                future,
                (from, reply) -> take(reply, future)));
  }

  private void take(GetResult reply, CompletableFuture<Optional<Bytes>> future) {
    if (reply.found().isEmpty()) {
      future.complete(Optional.empty());
      return;
    }
    Offer offer = reply.found().get();
    transfer.resolve(
        server,
        offer,
        entry -> {
          if (entry.isPresent()) {
            future.complete(entry.get().value());
          } else {
            future.completeExceptionally(
                new DhtException("the value could not be fetched from " + serverName));
          }
        });
  }

  /** Asks for a sign of life. */
  public PingResult ping() {
    return await(
        Futures.onLoop(
            loop,
            future -> {
              long started = loop.nanoTime();
              ask(
                  new Ping(),
                  timeout.toNanos(),
                  future,
                  (from, pong) ->
                      future.complete(
                          new PingResult(
                              from.id(), since(started), pong.observed(), pong.state())));
            }));
  }

  /** Asks the node how it is. */
  public NodeInfo info() {
    return await(
        Futures.onLoop(
            loop,
            future -> {
              long started = loop.nanoTime();
              ask(
                  new GetInfo(),
                  timeout.toNanos(),
                  future,
                  (from, info) -> future.complete(new NodeInfo(from.id(), since(started), info)));
            }));
  }

  private Duration since(long startedNanos) {
    return Duration.ofNanos(loop.nanoTime() - startedNanos);
  }

  /** The peers the node knows, in order of their ids. */
  public List<PeerList.Peer> peers() {
    List<PeerList.Peer> peers = new ArrayList<>();
    Optional<Id> from = Optional.of(Id.ZERO);
    while (from.isPresent()) {
      PeerList page = askAndWait(new ListPeers(from.get()));
      peers.addAll(page.peers());
      from = page.next();
    }
    return peers;
  }

  /** Shows every key the node itself holds a value for, in key-hash order. */
  public void keys(Consumer<KeyList.Held> visitor) {
    Optional<Id> from = Optional.of(Id.ZERO);
    while (from.isPresent()) {
      KeyList page = askAndWait(new ListKeys(from.get()));
      page.keys().forEach(visitor);
      from = page.next();
    }
  }

  private <R extends Response> R askAndWait(Request<R> request) {
    return await(
        Futures.onLoop(
            loop,
            future ->
                ask(request, timeout.toNanos(), future, (from, reply) -> future.complete(reply))));
  }

  private <R extends Response> void ask(
      Request<R> request,
      long patienceNanos,
      CompletableFuture<?> future,
      java.util.function.BiConsumer<Contact, R> whenAnswered) {
    rpc.call(
        server,
        request,
        CallPolicy.until(patienceNanos),
        new CallListener<R>() {
          @Override
          public void onReply(Contact from, R reply) {
            whenAnswered.accept(from, reply);
          }

          @Override
          public void onFailed(CallFailure failure) {
            future.completeExceptionally(explain(failure, patienceNanos));
          }
        });
  }

  private DhtException explain(CallFailure failure, long patienceNanos) {
    return switch (failure.kind()) {
      case REFUSED -> new RequestRefusedException(failure.refusal());
      case TOO_MANY_PENDING -> new DhtException("too many requests are waiting for an answer");
      case CLOSED -> new DhtException("the client was closed");
      case TIMED_OUT, OTHER_NODE ->
          new NoResponseException(
              "No response received from "
                  + serverName
                  + " within "
                  + patienceNanos / 1_000_000
                  + " ms");
    };
  }

  /** A client serves nothing but the chunks of the values it is writing. */
  private void serve(Address from, Header header, Request<?> request, Reply reply) {
    if (from.equals(server) && request instanceof GetChunk chunk) {
      reply.send(transfer.serve(chunk));
    } else {
      reply.refuse(Refused.Reason.UNKNOWN_TYPE);
    }
  }

  @Override
  public void requireMayBlock() {
    Futures.requireMayBlock(loop);
  }

  @Override
  public <T> T await(CompletableFuture<T> result) {
    return Futures.await(loop, result);
  }

  /** Fails what is under way and frees the socket. Idempotent. */
  @Override
  public void close() {
    try {
      loop.execute(rpc::close);
      transport.close();
    } catch (java.util.concurrent.RejectedExecutionException closedBefore) {
      // Nothing is left to do.
    } catch (IOException failed) {
      throw new DhtException("the socket could not be closed", failed);
    }
  }
}
