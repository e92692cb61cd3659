package io.simpledht.simulator.canary;

import io.simpledht.protocol.Entry;
import io.simpledht.protocol.transport.Transport;
import io.simpledht.simulator.HostContext;
import io.simpledht.simulator.JournalRecord;
import io.simpledht.simulator.NodeWiring;
import io.simpledht.simulator.run.Checks;
import io.simpledht.store.Store;
import java.util.Locale;
import java.util.Optional;

/**
 * Bugs that can be planted into nodes by what stands between them and their world. Each is one that
 * systems of this kind have had; the check named for it must fail when it is planted.
 */
public enum Canary {
  /** A replica acknowledges a write half a second before it stores it. */
  ACK_BEFORE_STORE(Checks.HONESTY) {
    @Override
    Store store(Transport transport, Store store) {
      return new StoreCanaries.Late(transport.loop(), store);
    }
  },
  /** A replica acknowledges a write while it is on its way to the disk. */
  ACK_BEFORE_SYNC(Checks.HONESTY) {
    @Override
    Store store(Transport transport, Store store) {
      return new StoreCanaries.Hasty(store);
    }
  },
  /** A delegate stores a write itself and reports that another of its share did so too. */
  ACK_AFTER_ONE_REPLICA(Checks.HONESTY) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.OverClaiming(transport);
    }
  },
  /** A node passes every write on to whoever it has heard of. */
  ECHO_EVERY_STORE(Checks.ECHO) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.Echoing(transport);
    }
  },
  /** A node forgets deletes after a second. */
  FORGET_TOMBSTONES(Checks.RESURRECTION) {
    @Override
    Store store(Transport transport, Store store) {
      return new StoreCanaries.Forgetful(transport.loop(), store);
    }
  },
  /** A node asks the seeds once and waits for ever. */
  NEVER_RETRY_BOOTSTRAP(Checks.CONVERGENCE) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.AskingOnce(transport);
    }
  },
  /** Comparing and copying leave out one key in ten. */
  SKIP_SYNC_RANGE(Checks.CONVERGENCE) {
    @Override
    Store store(Transport transport, Store store) {
      return new StoreCanaries.Skipping(store);
    }
  },
  /** The value that arrives last wins, whatever its version. */
  LAST_ARRIVAL_WINS(Checks.NEWEST) {
    @Override
    Store store(Transport transport, Store store) {
      return new StoreCanaries.LastArrival(store);
    }
  },
  /** A node sends to where a peer was first, though it has moved. */
  KEEP_OLD_ADDRESS(Checks.CONVERGENCE) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.Nostalgic(transport);
    }
  },
  /** A peer is given up as soon as one datagram to it is not answered in time. */
  EVICT_ON_FIRST_TIMEOUT(Checks.EVICTION) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.Evicting(transport);
    }
  },
  /** Requests to a peer use the same few ids again and again. */
  REUSE_REQUEST_IDS(Checks.HONESTY) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.Reusing(transport);
    }
  },
  /** A datagram is taken whatever its checksum says. */
  ACCEPT_CORRUPTION(Checks.PHANTOM) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.Credulous(transport);
    }
  },
  /** A node takes what a crash left of a record for the whole of it. */
  ACCEPT_TORN_RECORD(Checks.PHANTOM) {
    @Override
    Optional<Entry> torn(byte[] record) {
      return JournalRecord.readUnchecked(record);
    }
  },
  /** A node forgets a value some seconds after it acknowledged it. */
  FORGET_AFTER_ACK(Checks.LOST) {
    @Override
    Store store(Transport transport, Store store) {
      return new StoreCanaries.Dropping(transport.loop(), store);
    }
  },
  /** A node says that it holds what it does not, so that others let go of it. */
  BOAST_OF_COPIES(Checks.MONOTONE) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.Boasting(transport);
    }
  },
  /** The disk never says that some syncs are done, and who waits for them waits for ever. */
  LEAK_WAITERS(Checks.BOUNDS) {
    @Override
    Store store(Transport transport, Store store) {
      return new StoreCanaries.Silent(store);
    }
  },
  /** Some timers never fire, so that some calls never time out. */
  LOSE_TIMERS(Checks.CALLS) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.LosingTimers(transport);
    }
  },
  /** A node repeats a ping ten times a second. */
  CHATTER_AT_REST(Checks.REST) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.Chatting(transport);
    }
  },
  /** A node takes an address for proven that has asked but never answered. */
  BELIEVE_ADDRESSES(Checks.AMPLIFICATION) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.Believing(transport);
    }
  },
  /** A damaged datagram breaks the node. */
  BREAK_ON_DAMAGE(Checks.SOUND) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.Brittle(transport);
    }
  },
  /** What a node sends depends on where the memory manager put an object. */
  HASH_MAP_ORDER(Checks.SAME_AGAIN) {
    @Override
    Transport transport(HostContext host, Transport transport) {
      return new TransportCanaries.ByIdentity(transport);
    }
  };

  private final String check;

  Canary(String check) {
    this.check = check;
  }

  /** The check that must fail. */
  public String check() {
    return check;
  }

  /** Plants the bug into every node of a run. */
  public NodeWiring wiring() {
    return new NodeWiring() {
      // Asked in this order, once in each life: the store's bug needs the loop of the same life.
      private Transport last;

      @Override
      public Transport transport(HostContext host, Transport transport) {
        last = transport;
        return Canary.this.transport(host, transport);
      }

      @Override
      public Store store(HostContext host, Store store) {
        return Canary.this.store(last, store);
      }

      @Override
      public Optional<Entry> torn(HostContext host, byte[] record) {
        return Canary.this.torn(record);
      }
    };
  }

  Transport transport(HostContext host, Transport transport) {
    return transport;
  }

  Store store(Transport transport, Store store) {
    return store;
  }

  Optional<Entry> torn(byte[] record) {
    return JournalRecord.read(record);
  }

  /** As it is written on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
