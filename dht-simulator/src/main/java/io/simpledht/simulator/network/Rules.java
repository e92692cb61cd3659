package io.simpledht.simulator.network;

import io.simpledht.protocol.Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The rules in force, in order, and the view of a datagram they judge. */
final class Rules {

  // Replaced, never changed, as a rule may heal itself while it is asked.
  private List<Rule> rules = List.of();
  private final View view = new View();

  Fault add(Rule rule) {
    // Each addition is its own object, so that one rule added twice is removed once at a time.
    Rule own = rule::judge;
    List<Rule> more = new ArrayList<>(rules);
    more.add(own);
    rules = List.copyOf(more);
    return () -> rules = rules.stream().filter(other -> other != own).toList();
  }

  void clear() {
    rules = List.of();
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  /** The first verdict that is not a pass, or a pass with the delays of all. */
  Verdict judge(
      long now, Endpoint source, Address to, Endpoint target, ByteBuffer payload, long fate) {
    view.set(now, source, to, target, payload);
    view.fate = fate;
    long extra = 0;
    List<Rule> asked = rules;
    for (int i = 0; i < asked.size(); i++) {
      Verdict verdict = asked.get(i).judge(view);
      if (!(verdict instanceof Verdict.Pass pass)) {
        return verdict;
      }
      extra += pass.extraNanos();
    }
    return extra == 0 ? Verdict.Pass.NOW : new Verdict.Pass(extra);
  }

  private static final class View implements Packet {

    private long nanos;
    private Endpoint source;
    private Address to;
    private Endpoint target;
    private ByteBuffer payload;
    private long fate;
    private int draws;

    void set(long now, Endpoint from, Address address, Endpoint receiver, ByteBuffer bytes) {
      nanos = now;
      source = from;
      to = address;
      target = receiver;
      payload = bytes;
      draws = 0;
    }

    @Override
    public int sourceHost() {
      return source.machine.number();
    }

    @Override
    public int targetHost() {
      return target == null ? 0 : target.machine.number();
    }

    @Override
    public Address source() {
      return source.address;
    }

    @Override
    public Address target() {
      return to;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public double chance() {
      return Fates.unit(fate + draws++, Fates.Purpose.RULE);
    }

    @Override
    public int length() {
      return payload.remaining();
    }

    @Override
    public ByteBuffer payload() {
      return payload.slice().asReadOnlyBuffer();
    }
  }
}
