package io.simpledht.node;

import io.simpledht.node.bootstrap.Lifecycle;
import io.simpledht.node.replication.Placement;
import io.simpledht.node.replication.Replica;
import io.simpledht.node.routing.Membership;
import io.simpledht.node.rpc.Reply;
import io.simpledht.node.rpc.RequestHandler;
import io.simpledht.node.sync.SyncServer;
import io.simpledht.node.sync.Synchronizer;
import io.simpledht.node.transfer.ValueTransfer;
import io.simpledht.protocol.Address;
import io.simpledht.protocol.Contact;
import io.simpledht.protocol.Entry;
import io.simpledht.protocol.Version;
import io.simpledht.protocol.codec.MessageCodec;
import io.simpledht.protocol.codec.WireSize;
import io.simpledht.protocol.message.CheckItems;
import io.simpledht.protocol.message.FetchItems;
import io.simpledht.protocol.message.FindNode;
import io.simpledht.protocol.message.FindValue;
import io.simpledht.protocol.message.Get;
import io.simpledht.protocol.message.GetChunk;
import io.simpledht.protocol.message.GetPage;
import io.simpledht.protocol.message.GetResult;
import io.simpledht.protocol.message.GetSymbols;
import io.simpledht.protocol.message.Header;
import io.simpledht.protocol.message.Left;
import io.simpledht.protocol.message.ListKeys;
import io.simpledht.protocol.message.ListPeers;
import io.simpledht.protocol.message.NodesFound;
import io.simpledht.protocol.message.Offer;
import io.simpledht.protocol.message.Payload;
import io.simpledht.protocol.message.Pong;
import io.simpledht.protocol.message.Put;
import io.simpledht.protocol.message.Refused;
import io.simpledht.protocol.message.Request;
import io.simpledht.protocol.message.Store;
import io.simpledht.protocol.message.ValueFound;
import io.simpledht.store.StoreException;
import io.simpledht.store.StoreFullException;
import java.util.List;
import java.util.Optional;

/** Serves each kind of request by the part of the node whose business it is. */
final class RequestDispatcher implements RequestHandler {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Lifecycle lifecycle;
  private final Membership membership;
  private final Replica replica;
  private final Placement placement;
  private final DataService data;
  private final ValueTransfer transfer;
  private final ReadLoans loans;
  private final SyncServer sync;
  private final Synchronizer synchronizer;
  private final Introspection introspection;

  RequestDispatcher(
      Lifecycle lifecycle,
      Membership membership,
      Replica replica,
      Placement placement,
      DataService data,
      ValueTransfer transfer,
      ReadLoans loans,
      SyncServer sync,
      Synchronizer synchronizer,
      Introspection introspection) {
    this.lifecycle = lifecycle;
    this.membership = membership;
    this.replica = replica;
    this.placement = placement;
    this.data = data;
    this.transfer = transfer;
    this.loans = loans;
    this.sync = sync;
    this.synchronizer = synchronizer;
    this.introspection = introspection;
  }

  @Override
  public void handle(Address from, Header header, Request<?> request, Reply reply) {
    Contact sender = new Contact(header.sender(), from);
    switch (request.type()) {
      case PING ->
          reply.send(new Pong(from, lifecycle.state(), replica.store().newestVersion().clock()));
      case FIND_NODE -> reply.send(findNode(sender, (FindNode) request));
      case FIND_VALUE -> findValue(sender, (FindValue) request, reply);
      case STORE -> placement.store(sender, (Store) request, reply::send);
      case LEAVE -> {
        membership.onLeave(sender);
        reply.send(new Left());
      }
      case GET_SYMBOLS ->
          answerIf(
              synchronizer.mayBeCompared(),
              reply,
              () -> sync.symbols(sender, (GetSymbols) request, reply::send));
      case FETCH_ITEMS ->
          answerIf(
              synchronizer.mayBeCopied(),
              reply,
              () -> sync.items((FetchItems) request, reply::send));
      case GET_PAGE ->
          answerIf(
              synchronizer.mayBeCopied(),
              reply,
              () -> sync.pages(sender, (GetPage) request).forEach(reply::send));
      case CHECK_ITEMS ->
          answerIf(
              synchronizer.mayBeCopied(),
              reply,
              () -> sync.missing((CheckItems) request, reply::send));
      case GET_CHUNK -> {
        loans.onServed((GetChunk) request);
        reply.send(transfer.serve((GetChunk) request));
      }
      case GET -> get((Get) request, reply);
      case PUT -> put(from, (Put) request, reply);
      case GET_INFO -> reply.send(introspection.info());
      case LIST_PEERS -> reply.send(introspection.peers(((ListPeers) request).from()));
      case LIST_KEYS -> reply.send(introspection.keys(((ListKeys) request).from()));
      default -> reply.refuse(Refused.Reason.UNKNOWN_TYPE);
    }
  }

  private static void answerIf(boolean allowed, Reply reply, Runnable answer) {
    if (allowed) {
      answer.run();
    } else {
      reply.refuse(Refused.Reason.CATCHING_UP);
    }
  }

  private NodesFound findNode(Contact sender, FindNode request) {
    List<Contact> closest = membership.closestFor(sender, request.target(), request.count());
    return new NodesFound(sender.address(), closest);
  }

  private void findValue(Contact sender, FindValue request, Reply reply) {
    Optional<Entry> held = replica.find(request.key());
    answerIf(
        held.isPresent() || placement.answersMiss(request.key()),
        reply,
        () -> reply.send(valueFound(sender, request, held.map(transfer::offer))));
  }

  private ValueFound valueFound(Contact sender, FindValue request, Optional<Offer> found) {
    int room = MessageCodec.MAX_BODY_BYTES - WireSize.VALUE_FOUND_FIXED;
    room -= found.map(WireSize::of).orElse(0);
    int contacts = Math.min(FindNode.MAX_COUNT, room / WireSize.MAX_CONTACT_BYTES);
    return new ValueFound(found, membership.closestFor(sender, request.key().id(), contacts));
  }

  private void get(Get request, Reply reply) {
    data.get(request.key(), request.concern(), outcome -> answer(outcome, reply));
  }

  private void answer(Placement.ReadOutcome outcome, Reply reply) {
    if (outcome.failure().isPresent()) {
      reply.refuse(outcome.failure().get().refusal());
    } else if (outcome.found().isPresent() && !loans.lend(outcome.found().get())) {
      reply.refuse(Refused.Reason.OVERLOADED);
    } else {
      reply.send(new GetResult(outcome.found().map(transfer::offer), outcome.replies()));
    }
  }

  private void put(Address from, Put request, Reply reply) {
    if (request.payload() instanceof Payload.Absent) {
      write(request, null, reply);
      return;
    }
    Offer offer = Offer.of(request.key(), Version.NONE, Entry.NEVER, request.payload());
    if (offer.payload() instanceof Payload.Announced announced) {
      if (announced.length() > replica.maxValueBytes()) {
        reply.refuse(Refused.Reason.TOO_LARGE);
        return;
      }
      if (!transfer.admits(from, offer, announced)) {
        reply.refuse(Refused.Reason.OVERLOADED);
        return;
      }
    }
    transfer.resolve(
        from,
        offer,
        entry -> {
          if (entry.isPresent()) {
            write(request, entry.get(), reply);
          } else {
            reply.refuse(Refused.Reason.TRANSFER_FAILED);
          }
        });
  }

  private void write(Put request, Entry value, Reply reply) {
    long timeoutNanos = request.deadlineMillis() * NANOS_PER_MILLI;
    try {
      if (value == null) {
        data.delete(request.key(), request.concern(), timeoutNanos, reply::send);
      } else {
        data.put(
            request.key(),
            value.value().orElseThrow(),
            request.ttlMillis(),
            request.concern(),
            timeoutNanos,
            reply::send);
      }
    } catch (IllegalArgumentException tooLarge) {
      reply.refuse(Refused.Reason.TOO_LARGE);
    } catch (StoreFullException full) {
      reply.refuse(Refused.Reason.STORE_FULL);
    } catch (StoreException failed) {
      reply.refuse(Refused.Reason.INTERNAL_ERROR);
    } catch (RuntimeException | Error unexpected) {
      reply.refuse(
          Refused.Reason.INTERNAL_ERROR); // the value was pulled: nobody else tells the asker
      throw unexpected;
    }
  }
}
