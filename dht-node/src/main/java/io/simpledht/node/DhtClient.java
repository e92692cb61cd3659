package io.simpledht.node;

import io.simpledht.node.rpc.CallFailure;
import io.simpledht.node.rpc.CallListener;
import io.simpledht.node.rpc.CallPolicy;
import io.simpledht.node.rpc.Reply;
import io.simpledht.node.rpc.RpcEndpoint;
import io.simpledht.node.rpc.StrayAnswer;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Bytes;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Id;
import io.simpledht.protocol.Key;
import io.simpledht.protocol.ReadConcern;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.Chunk;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Talks to one node from outside, without joining the network or keeping any data. */
public final class DhtClient implements Dht {

  /** The largest value a client reads or writes, 64 MiB; the node's own limit may be lower. */
  public static final int MAX_VALUE_BYTES = 64 << 20;

  /** All come from one node, which may take half of it: two of the largest values at a time. */
  private static final long MAX_UNFINISHED_BYTES = 4L * MAX_VALUE_BYTES;

  /**
   * The node says that it is at work as long as it pulls a large value; its silence ends the call.
   */
  private static final CallPolicy WHILE_IT_WORKS = new CallPolicy(12, 3_600_000_000_000L, 1);

  private final Transport transport;
  private final EventLoop loop;
  private final ApiCalls calls;
  private final RequestQueue requests;
  private final RpcEndpoint rpc;
  private final ValueTransfer transfer;
  private final OfferedValues offered = new OfferedValues();
  private final Address server;
  private final String serverName;
  private final Duration timeout;
  private Optional<StrayAnswer> stray = Optional.empty(); // since the last that counted

  private DhtClient(ClientSetup setup) {
    this.transport = setup.transport();
    this.loop = transport.loop();
    this.calls = new ApiCalls(loop);
    this.requests = new RequestQueue(loop);
    this.rpc = new RpcEndpoint(transport, Id.random(setup.random()), true, setup.random());
    this.server = setup.server();
    this.serverName = setup.serverName();
    this.timeout = setup.timeout();
    this.transfer =
        new ValueTransfer(
            rpc, loop, offered::find, key -> List.of(), MAX_VALUE_BYTES, MAX_UNFINISHED_BYTES);
    rpc.start(this::serve, null, null);
  }

  /**
   * Prepares to talk to the node at {@code host:port}; sends nothing yet.
   *
   * @param timeout how long each operation waits for the node, and this one for the name server, 1
   *     ms to 10 min
   * @throws DhtException if the host name is unknown or no socket could be opened
   */
  public static DhtClient connect(String host, int port, Duration timeout) {
    return new DhtClient(ClientSetup.open(Transports.installed(), host, port, timeout));
  }

  /** A client over a transport that is open and not started. */
  public static DhtClient over(ClientSetup setup) {
    return new DhtClient(setup);
  }

  @Override
  public CompletableFuture<PutResult> putAsync(Key key, Bytes value, WriteOptions options) {
    return putAsync(key, value, options, TransferListener.NONE);
  }

  /**
   * Writes a value and tells how far it has come. While a value too large for one datagram moves,
   * no timeout runs: the call fails once nothing has moved for as long as a small one would wait.
   *
   * @throws IllegalArgumentException if the value is larger than {@link #MAX_VALUE_BYTES}
   */
  public CompletableFuture<PutResult> putAsync(
      Key key, Bytes value, WriteOptions options, TransferListener listener) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(listener, "listener");
    if (value.length() > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "value must be at most " + MAX_VALUE_BYTES + " bytes, was " + value.length());
    }
    Entry entry = Entry.value(key, value, Version.NONE, Entry.NEVER);
    if (WireSize.fitsInline(entry)) {
      return write(key, options, Offer.whole(entry).payload());
    }
    return writeLarge(entry, options, listener);
  }

  @Override
  public CompletableFuture<PutResult> deleteAsync(Key key, WriteOptions options) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(options, "options");
    return write(key, options, Payload.ABSENT);
  }

  private CompletableFuture<PutResult> write(Key key, WriteOptions options, Payload payload) {
    return calls.onLoop(
        future -> {
          long patience = patienceNanos(options);
          submit(
              request(key, options, payload),
              CallPolicy.until(patience),
              patience,
              future,
              (from, outcome) -> future.complete(PutResult.of(outcome)));
        });
  }

  private CompletableFuture<PutResult> writeLarge(
      Entry entry, WriteOptions options, TransferListener listener) {
    int length = entry.value().orElseThrow().length();
    return calls.onLoop(
        length,
        future ->
            requests.submit(
                future,
                patienceNanos(options),
                () -> sendLarge(entry, length, options, listener, future)));
  }

  private void sendLarge(
      Entry entry,
      int length,
      WriteOptions options,
      TransferListener listener,
      CompletableFuture<PutResult> future) {
    long patience = patienceNanos(options);
    offered.add(entry);
    future.whenComplete((result, failure) -> offered.remove(entry));
    call(
        request(entry.key(), options, transfer.offer(entry).payload()),
        WHILE_IT_WORKS,
        patience,
        future,
        (from, outcome) -> future.complete(PutResult.of(outcome)));
    new TransferWatch(loop, () -> offered.servedBytes(entry), length, listener, patience)
        .until(future, () -> future.completeExceptionally(noResponse(patience)));
  }

  private static Put request(Key key, WriteOptions options, Payload payload) {
    int deadlineMillis = (int) options.timeout().toMillis();
    return new Put(key, payload, options.ttl().toMillis(), options.concern(), deadlineMillis);
  }

  /** The node answers by the deadline; its answer needs time for the way, losses included. */
  private long patienceNanos(WriteOptions options) {
    return options.timeout().toNanos() + timeout.toNanos();
  }

  @Override
  public CompletableFuture<Optional<Bytes>> getAsync(Key key, ReadConcern concern) {
    return getAsync(key, concern, TransferListener.NONE);
  }

  /**
   * Reads a key and tells how far its value has come. A value too large for one datagram may take
   * any time as long as it moves.
   */
  public CompletableFuture<Optional<Bytes>> getAsync(
      Key key, ReadConcern concern, TransferListener listener) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(concern, "concern");
    Objects.requireNonNull(listener, "listener");
    return calls.onLoop(
        future ->
            ask(new Get(key, concern), future, (from, reply) -> take(reply, listener, future)));
  }

  private void take(
      GetResult reply, TransferListener listener, CompletableFuture<Optional<Bytes>> future) {
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
    if (offer.payload() instanceof Payload.Announced announced) {
      long patience = timeout.toNanos();
      new TransferWatch(
              loop, () -> transfer.receivedBytes(offer), announced.length(), listener, patience)
          .until(future, () -> future.completeExceptionally(noResponse(patience)));
    }
  }

  /** Asks for a sign of life. */
  public PingResult ping() {
    return await(
        calls.onLoop(
            future -> {
              long started = loop.nanoTime();
              ask(
                  new Ping(),
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
        calls.onLoop(
            future -> {
              long started = loop.nanoTime();
              ask(
                  new GetInfo(),
                  future,
                  (from, info) -> future.complete(new NodeInfo(from.id(), since(started), info)));
            }));
  }

  private Duration since(long startedNanos) {
    return Duration.ofNanos(loop.nanoTime() - startedNanos);
  }

  /**
   * The peers the node knows, in order of their ids.
   *
   * @throws DhtException if the node does not answer, or with a list that has no end
   */
  public List<PeerList.Peer> peers() {
    List<PeerList.Peer> peers = new ArrayList<>();
    Optional<Id> from = Optional.of(Id.ZERO);
    while (from.isPresent()) {
      PeerList page = askAndWait(new ListPeers(from.get()));
      peers.addAll(page.peers());
      from = goingOn(from.get(), page.next());
    }
    return peers;
  }

  /**
   * Shows every key the node itself holds a value for, in key-hash order.
   *
   * @throws DhtException if the node does not answer, or with a list that has no end
   */
  public void keys(Consumer<KeyList.Held> visitor) {
    Objects.requireNonNull(visitor, "visitor");
    Optional<Id> from = Optional.of(Id.ZERO);
    while (from.isPresent()) {
      KeyList page = askAndWait(new ListKeys(from.get()));
      page.keys().forEach(visitor);
      from = goingOn(from.get(), page.next());
    }
  }

  /** A node that sends us round in circles would keep us for ever. */
  private Optional<Id> goingOn(Id from, Optional<Id> next) {
    if (next.isPresent() && next.get().compareTo(from) <= 0) {
      throw new DhtException("the list that " + serverName + " gives does not go on");
    }
    return next;
  }

  private <R extends Response> R askAndWait(Request<R> request) {
    return await(
        calls.onLoop(future -> ask(request, future, (from, reply) -> future.complete(reply))));
  }

  private <R extends Response> void ask(
      Request<R> request, CompletableFuture<?> future, BiConsumer<Contact, R> whenAnswered) {
    long patience = timeout.toNanos();
    submit(request, CallPolicy.until(patience), patience, future, whenAnswered);
  }

  private <R extends Response> void submit(
      Request<R> request,
      CallPolicy policy,
      long patienceNanos,
      CompletableFuture<?> future,
      BiConsumer<Contact, R> whenAnswered) {
    requests.submit(
        future, patienceNanos, () -> call(request, policy, patienceNanos, future, whenAnswered));
  }

  private <R extends Response> void call(
      Request<R> request,
      CallPolicy policy,
      long patienceNanos,
      CompletableFuture<?> future,
      BiConsumer<Contact, R> whenAnswered) {
    rpc.call(
        server,
        request,
        policy,
        new CallListener<R>() {
          @Override
          public void onReply(Contact from, R reply) {
            stray = Optional.empty();
            whenAnswered.accept(from, reply);
            requests.onEnded();
          }

          @Override
          public void onStray(StrayAnswer answer) {
            stray = Optional.of(answer);
          }

          @Override
          public void onFailed(CallFailure failure) {
            future.completeExceptionally(explain(failure, patienceNanos));
            requests.onEnded();
          }
        });
  }

  private DhtException explain(CallFailure failure, long patienceNanos) {
    return switch (failure.kind()) {
      case REFUSED -> new RequestRefusedException(failure.refusal());
      case TOO_MANY_PENDING -> new DhtException("too many requests are waiting for an answer");
      case CLOSED -> RequestQueue.closedClient();
      case TIMED_OUT, INCOMPLETE, OTHER_NODE, OURSELVES, SAME_ID -> noResponse(patienceNanos);
    };
  }

  private NoResponseException noResponse(long patienceNanos) {
    return new NoResponseException(
        "No response received from " + serverName + " within " + patienceNanos / 1_000_000 + " ms",
        stray.map(StrayAnswer::text).orElse(null));
  }

  /** A client serves nothing but the chunks of the values it is writing. */
  private void serve(Address from, Header header, Request<?> request, Reply reply) {
    if (from.equals(server) && request instanceof GetChunk chunk) {
      Chunk piece = transfer.serve(chunk);
      offered.served(chunk, piece);
      reply.send(piece);
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
    Objects.requireNonNull(result, "result");
    return Futures.await(loop, result);
  }

  /** Fails what is under way and frees the socket. Idempotent. */
  @Override
  public void close() {
    try {
      loop.execute(
          () -> {
            requests.close();
            rpc.close();
          });
      transport.close();
    } catch (java.util.concurrent.RejectedExecutionException closedBefore) {
      // Nothing is left to do.
    } catch (IOException failed) {
      throw new DhtException("the socket could not be closed", failed);
    }
  }
}
