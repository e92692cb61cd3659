package io.simpledht.simulator.engine;

import io.simpledht.protocol.transport.Cancellable;

/** A timer or a submitted task of one loop; its loop keeps all of them in a list. */
final class LoopTask extends Event implements Cancellable {

  final SimEventLoop loop;
  final boolean submitted;
  LoopTask next;
  LoopTask previous;
  private Runnable task;

  LoopTask(SimEventLoop loop, Runnable task, boolean submitted) {
    this.loop = loop;
    this.task = task;
    this.submitted = submitted;
    this.machine = loop.machine();
  }

  @Override
  protected boolean keepsOrder() {
    return true;
  }

  @Override
  protected void fire() {
    Runnable work = task;
    task = null;
    loop.run(this, work);
  }

  @Override
  public void cancel() {
    if (task != null) {
      task = null;
      loop.forget(this);
    }
  }
}
