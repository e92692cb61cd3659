package io.simpledht.simulator.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.simpledht.simulator.DiskFault;
import io.simpledht.simulator.scenario.Weather;
import java.time.Duration;
import java.util.List;

/** One dated event of a plan. Times are nanoseconds since the beginning. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Step.Phase.class, name = "phase"),
  @JsonSubTypes.Type(value = Step.Join.class, name = "join"),
  @JsonSubTypes.Type(value = Step.Leave.class, name = "leave"),
  @JsonSubTypes.Type(value = Step.Crash.class, name = "crash"),
  @JsonSubTypes.Type(value = Step.Restart.class, name = "restart"),
  @JsonSubTypes.Type(value = Step.Pause.class, name = "pause"),
  @JsonSubTypes.Type(value = Step.Slow.class, name = "slow"),
  @JsonSubTypes.Type(value = Step.Clock.class, name = "clock"),
  @JsonSubTypes.Type(value = Step.Drift.class, name = "drift"),
  @JsonSubTypes.Type(value = Step.Move.class, name = "move"),
  @JsonSubTypes.Type(value = Step.Disk.class, name = "disk"),
  @JsonSubTypes.Type(value = Step.Cut.class, name = "cut"),
  @JsonSubTypes.Type(value = Step.Mend.class, name = "mend"),
  @JsonSubTypes.Type(value = Step.Clog.class, name = "clog"),
  @JsonSubTypes.Type(value = Step.Change.class, name = "weather"),
  @JsonSubTypes.Type(value = Step.Put.class, name = "put"),
  @JsonSubTypes.Type(value = Step.Get.class, name = "get"),
  @JsonSubTypes.Type(value = Step.Delete.class, name = "delete"),
  @JsonSubTypes.Type(value = Step.Heal.class, name = "heal"),
})
public sealed interface Step {

  /** When, in nanoseconds since the beginning. */
  long at();

  /** The node it happens to, or 0 if it is none in particular. */
  default int node() {
    return 0;
  }

  /** Does it. */
  void perform(Stage stage);

  /** See {@link Stage#phase}. */
  record Phase(long at, String name, String detail) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.phase(name, detail);
    }
  }

  /** See {@link Stage#join}. */
  record Join(long at, int node, List<Integer> seeds) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.join(node, seeds);
    }
  }

  /** See {@link Stage#leave}. */
  record Leave(long at, int node) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.leave(node);
    }
  }

  /** See {@link Stage#crash}. */
  record Crash(long at, int node, boolean amnesia) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.crash(node, amnesia);
    }
  }

  /** See {@link Stage#restart}. */
  record Restart(long at, int node) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.restart(node);
    }
  }

  /** See {@link Stage#pause}. */
  record Pause(long at, int node, boolean on) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.pause(node, on);
    }
  }

  /** See {@link Stage#slow}. */
  record Slow(long at, int node, long perEventNanos) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.slow(node, Duration.ofNanos(perEventNanos));
    }
  }

  /** See {@link Stage#clock}. */
  record Clock(long at, int node, long byNanos) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.clock(node, Duration.ofNanos(byNanos));
    }
  }

  /** See {@link Stage#drift}. */
  record Drift(long at, int node, double ppm) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.drift(node, ppm);
    }
  }

  /** See {@link Stage#disk}. */
  record Disk(long at, int node, DiskFault fault) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.disk(node, fault);
    }
  }

  /** See {@link Stage#move}. */
  record Move(long at, int node) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.move(node);
    }
  }

  /** See {@link Stage#cut}. */
  record Cut(long at, int id, CutShape shape, List<List<Integer>> groups) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.cut(id, shape, groups);
    }
  }

  /** See {@link Stage#mend}. */
  record Mend(long at, int id) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.mend(id);
    }
  }

  /** See {@link Stage#clog}. */
  record Clog(long at, List<Integer> nodes, long forNanos) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.clog(nodes, Duration.ofNanos(forNanos));
    }
  }

  /** See {@link Stage#weather}. */
  record Change(long at, Weather weather) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.weather(weather);
    }
  }

  /** See {@link Stage#put}. */
  record Put(long at, int node, int call, String key, int bytes) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.put(node, call, key, bytes);
    }
  }

  /** See {@link Stage#get}. */
  record Get(long at, int node, int call, String key) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.get(node, call, key);
    }
  }

  /** See {@link Stage#delete}. */
  record Delete(long at, int node, int call, String key) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.delete(node, call, key);
    }
  }

  /** See {@link Stage#heal}. */
  record Heal(long at, long withinNanos) implements Step {
    @Override
    public void perform(Stage stage) {
      stage.heal(Duration.ofNanos(withinNanos));
    }
  }
}
