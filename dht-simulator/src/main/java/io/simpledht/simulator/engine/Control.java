package io.simpledht.simulator.engine;

/** An action of the scenario, outside all machines. */
final class Control extends Event {

  private final Engine engine;
  private final Runnable action;

  Control(Engine engine, Runnable action) {
    this.engine = engine;
    this.action = action;
  }

  @Override
  protected void fire() {
    engine.trace().record(engine.now(), Trace.Kind.CONTROL, 0, 0, 0, 0);
    action.run();
  }
}
