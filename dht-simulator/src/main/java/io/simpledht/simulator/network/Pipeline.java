package io.simpledht.simulator.network;

import io.simpledht.protocol.Address;
import io.simpledht.simulator.engine.Engine;
import io.simpledht.simulator.engine.Trace.Kind;
import io.simpledht.simulator.network.Fates.Purpose;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What happens to one datagram, in this order: sender's address translation; size limit; rules;
 * receiver down; sender's line; loss; latency; damage; receiver's line; receiver's address
 * translation; arrival. A duplicate or a replay goes through all from the sender's line on with
 * draws of its own, whatever became of the original.
 */
final class Pipeline {

  private final Engine engine;
  private final Settings settings;
  private final AddressBook book;
  private final Rules rules = new Rules();
  private final AccessLinks links = new AccessLinks();
  private final Map<Integer, NatBox> boxes = new HashMap<>(); // by host; looked up, never iterated
  private final NetworkCounters counters = new NetworkCounters();
  private final Fates fates;
  private final DatagramPool pool;
  private final CRC32C crc = new CRC32C();

  Pipeline(Engine engine, Settings settings, AddressBook book, long seed, boolean paranoid) {
    this.engine = engine;
    this.settings = settings;
    this.book = book;
    this.fates = new Fates(seed);
    this.pool = new DatagramPool(this, paranoid);
  }

  Settings settings() {
    return settings;
  }

  AddressBook book() {
    return book;
  }

  Rules rules() {
    return rules;
  }

  AccessLinks links() {
    return links;
  }

  Map<Integer, NatBox> boxes() {
    return boxes;
  }

  NetworkCounters counters() {
    return counters;
  }

  DatagramPool pool() {
    return pool;
  }

  void send(Endpoint sender, Address to, ByteBuffer payload) {
    int length = payload.remaining();
    counters.sent++;
    counters.sentBytes += length;
    Endpoint source = outward(sender, to);
    Endpoint target = book.find(to);
    long fate = fates.next(source.key, target == null ? 0 : target.key);
    if (length > settings.mtu) {
      drop(source, target, length, DropCause.MTU);
    } else if (rules.isEmpty()) {
      sendByLaw(source, target, payload, fate, 0);
    } else {
      Verdict verdict = rules.judge(engine.now(), source, to, target, payload, fate);
      obey(verdict, source, target, payload, fate);
    }
  }

  /** The address a datagram leaves under. */
  private Endpoint outward(Endpoint sender, Address to) {
    NatBox box = boxes.isEmpty() ? null : boxes.get(sender.machine.number());
    if (box == null) {
      return sender;
    }
    counters.translated++;
    return box.outward(sender, to, engine.now());
  }

  /** Whether a box keeps the datagram out; what a host sends itself passes none. */
  private boolean isKeptOut(Datagram datagram) {
    Endpoint target = datagram.target;
    if (boxes.isEmpty() || target.machine == datagram.source.machine) {
      return false;
    }
    boolean hidden = !target.isTranslated() && boxes.containsKey(target.machine.number());
    return hidden || !target.admits(datagram.source.address, engine.now());
  }

  private void obey(
      Verdict verdict, Endpoint source, Endpoint target, ByteBuffer payload, long fate) {
    if (verdict instanceof Verdict.Pass pass) {
      sendByLaw(source, target, payload, fate, pass.extraNanos());
    } else if (verdict instanceof Verdict.Drop drop) {
      drop(source, target, payload.remaining(), drop.cause());
    } else if (verdict instanceof Verdict.Deliver deliver) {
      if (isDown(target)) {
        drop(source, target, payload.remaining(), DropCause.DOWN);
        return;
      }
      counters.copies += deliver.copies() - 1;
      for (int i = 0; i < deliver.copies(); i++) {
        Datagram datagram = copy(source, target, payload);
        datagram.offLink = true;
        queue(datagram, deliver.delayNanos());
      }
    }
  }

  private void sendByLaw(
      Endpoint source, Endpoint target, ByteBuffer payload, long fate, long extra) {
    if (isDown(target)) {
      drop(source, target, payload.remaining(), DropCause.DOWN);
      return;
    }
    transmit(source, target, payload, fate, extra);
    if (chance(settings.duplicate, fate, Purpose.DUPLICATE)) {
      copyTransmit(source, target, payload, fate, 1, extra);
    }
    if (chance(settings.replay, fate, Purpose.REPLAY)) {
      counters.replayed++;
      double later = settings.replayAfter.quantile(Fates.unit(fate, Purpose.REPLAY_AFTER));
      copyTransmit(source, target, payload, fate, 2, extra + (long) later);
    }
  }

  private void copyTransmit(
      Endpoint source, Endpoint target, ByteBuffer payload, long fate, int copy, long extra) {
    counters.copies++;
    long own = Fates.bits(fate + copy, Purpose.COPY);
    transmit(source, target, payload, own, extra);
  }

  private void transmit(
      Endpoint source, Endpoint target, ByteBuffer payload, long fate, long extra) {
    int length = payload.remaining();
    long onLine = 0;
    AccessLink up = links.up(source.machine.number());
    if (up != null) {
      onLine = up.pass(engine.now(), length);
      DropCause cause = lossOn(up, onLine, fate, Purpose.BURST_UP, Purpose.LINE_UP);
      if (cause != null) {
        drop(source, target, length, cause);
        return;
      }
    }
    if (chance(settings.loss, fate, Purpose.LOSS)) {
      drop(source, target, length, DropCause.LOSS);
      return;
    }
    if (chance(pathLoss(source, target), fate, Purpose.PATH)) {
      drop(source, target, length, DropCause.PATH);
      return;
    }
    Datagram datagram = copy(source, target, payload);
    damage(datagram, fate);
    queue(datagram, onLine + latency(source, target, fate) + extra);
  }

  private double pathLoss(Endpoint source, Endpoint target) {
    return settings.pathLoss.probability(source.machine.number(), target.machine.number());
  }

  private DropCause lossOn(AccessLink link, long onLine, long fate, Purpose burst, Purpose line) {
    if (onLine < 0) {
      return DropCause.QUEUE;
    } else if (link.swallows(engine.now(), Fates.unit(fate, burst))) {
      return DropCause.BURST;
    }
    return link.loses(Fates.unit(fate, line)) ? DropCause.LINE : null;
  }

  private long latency(Endpoint source, Endpoint target, long fate) {
    double drawn = Fates.unit(fate, Purpose.LATENCY);
    int from = source.machine.number();
    long nanos = settings.latency.nanos(from, target.machine.number(), drawn);
    if (chance(settings.reorder, fate, Purpose.REORDER)) {
      counters.reordered++;
      nanos += (long) settings.reorderBy.quantile(Fates.unit(fate, Purpose.REORDER_BY));
    }
    return nanos;
  }

  private void damage(Datagram datagram, long fate) {
    datagram.fate = fate;
    if (chance(settings.corrupt, fate, Purpose.CORRUPT)) {
      counters.corrupted++;
      Damage.flipBits(datagram, fate);
    }
    if (chance(settings.truncate, fate, Purpose.TRUNCATE)) {
      counters.truncated++;
      Damage.cut(datagram, fate);
    }
  }

  private static boolean chance(double probability, long fate, Purpose purpose) {
    return probability > 0 && Fates.unit(fate, purpose) < probability;
  }

  private Datagram copy(Endpoint source, Endpoint target, ByteBuffer payload) {
    int length = payload.remaining();
    Datagram datagram = pool.take(length);
    payload.get(payload.position(), datagram.bytes, 0, length);
    datagram.address(source, target);
    return datagram;
  }

  private void queue(Datagram datagram, long delay) {
    counters.inFlight++;
    engine.add(datagram, engine.now() + StrictMath.max(1, delay));
  }

  void arrive(Datagram datagram) {
    AccessLink down = links.down(datagram.target.machine.number());
    if (down != null && !datagram.offLink && holdsUp(down, datagram)) {
      return;
    }
    if (isDown(datagram.target)) {
      lose(datagram, DropCause.DOWN);
      return;
    }
    if (isKeptOut(datagram)) {
      lose(datagram, DropCause.NAT);
      return;
    }
    counters.inFlight--;
    counters.delivered++;
    counters.deliveredBytes += datagram.length;
    record(datagram);
    try {
      datagram.target.transport().deliver(datagram.source.address, datagram.payload());
    } finally {
      pool.release(datagram);
    }
  }

  /** Whether the receiver's line delays or loses the datagram. */
  private boolean holdsUp(AccessLink down, Datagram datagram) {
    datagram.offLink = true;
    long onLine = down.pass(engine.now(), datagram.length);
    DropCause cause = lossOn(down, onLine, datagram.fate, Purpose.BURST_DOWN, Purpose.LINE_DOWN);
    if (cause != null) {
      lose(datagram, cause);
      return true;
    }
    if (onLine > 0) {
      engine.add(datagram, engine.now() + onLine);
    }
    return onLine > 0;
  }

  /** Counts a datagram that was under way as lost. */
  void lose(Datagram datagram, DropCause cause) {
    counters.inFlight--;
    drop(datagram.source, datagram.target, datagram.length, cause);
    pool.release(datagram);
  }

  private void drop(Endpoint source, Endpoint target, int length, DropCause cause) {
    counters.drop(cause);
    int to = target == null ? 0 : target.machine.number();
    int from = source.machine.number();
    engine.trace().record(engine.now(), Kind.DROP, from, to, length, cause.ordinal());
  }

  private void record(Datagram datagram) {
    engine
        .trace()
        .record(
            engine.now(),
            Kind.DATAGRAM,
            datagram.source.machine.number(),
            datagram.target.machine.number(),
            datagram.length,
            datagram.checksum(crc),
            datagram.head());
  }

  private static boolean isDown(Endpoint target) {
    return target == null || target.transport() == null || !target.transport().receives();
  }
}
