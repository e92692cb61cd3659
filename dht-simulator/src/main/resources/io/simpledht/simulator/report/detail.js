/* One run in full: everything that shares the time axis, then what is about the whole run. */

class Detail {
  constructor(run, detail, states) {
    this.run = run;
    this.detail = detail;
    this.states = states;
    this.end = run.virtual || 1;
    this.frames = detail.ring.frames;
    this.ring = new Ring(detail.ring, states);
    const onTime = (seconds, stay) => this.point(seconds, stay);
    this.strip = new Strip(detail.phases, detail.faults, this.end, onTime);
    this.charts = this.timeCharts(onTime);
    this.element = html("section", { id: "run" }, ...this.sections());
    this.setFrame(this.firstFrame());
  }

  /* Where there is most to see: how it ended if it failed, else amid the last fault, else when most was missing. */
  firstFrame() {
    const fault = this.detail.faults.filter((one) => one.to - one.from > 0.01 * this.end && one.to < this.end).pop();
    if (this.run.verdict === "fail" || this.frames.length === 0) {
      return Math.max(0, this.frames.length - 1);
    }
    if (fault) {
      return this.frameAt((fault.from + fault.to) / 2);
    }
    const missing = this.frames.map((frame) => frame.misses.reduce((sum, n) => sum + n, 0));
    return missing.indexOf(Math.max(...missing));
  }

  sections() {
    const { run, detail } = this;
    return [
      this.banner(), this.tiles(), html("div", { class: "wide" }, checksFigure(detail.checks)),
      html("h2", {}, "Over time"),
      html("p", { class: "how" }, "All charts share one time axis. Shaded: while a fault lasted; a tick below the axis is a blow, such as a crash. Point at a chart to read its values, click to move the ring there."),
      this.timeBar(), html("div", { class: "wide" }, this.ring.element),
      html("div", { class: "grid" }, ...this.charts.map((chart) => chart.element)),
      html("h2", {}, "The whole run"),
      html("div", { class: "grid" }, latencyFigure(detail.latencies), this.datagrams(), this.drops(), this.marks()),
      html("div", { class: "wide" }, theoryFigure(detail.theory)),
      detail.events.length ? html("div", { class: "wide" }, new Sequence(detail.events).element) : null,
    ];
  }

  banner() {
    const { run } = this;
    return html("div", { class: `banner ${run.verdict}` }, verdictMark(run.verdict),
      html("div", {}, `${run.label}, seed ${run.seed}${run.reason ? ` – ${run.reason}` : ""}`),
      html("div", { class: "row" }, copyButton(run.replay), html("code", {}, run.replay)));
  }

  tiles() {
    const { run } = this;
    const tile = (value, what) => html("div", { class: "tile" }, html("b", {}, value), html("span", {}, what));
    return html("div", { class: "tiles" }, tile(number(run.nodes), "nodes"),
      tile(time(run.virtual, run.virtual), "virtual time"), tile(number(run.events), "events"),
      tile(number(run.wall), "seconds of real time"),
      tile(millis(run.p99.bootstrap), "99 % joined within"), tile(millis(run.p99.stable), "99 % of writes everywhere"),
      tile(settledText(run), "settled after the faults"), tile(percent(run.mostMissing), "most copies missing"),
      tile(`${number(run.failedCalls)} of ${number(run.calls)}`, "calls failed"));
  }

  timeCharts(onTime) {
    const { charts, faults } = this.detail;
    const common = { end: this.end, times: charts.times, faults };
    const names = Object.fromEntries(this.states.map((state) => [state.name, state.text]));
    const colours = Object.fromEntries(this.states.map((state, i) => [state.name, STATE_COLOURS[i]]));
    const make = (options) => new TimeChart(Object.assign({}, common, options), onTime);
    return [
      make({ name: "states", title: "Nodes by state", unit: "nodes", kind: "stack", series: charts.states, names, colours,
        how: "How many nodes are in which state. All “ready” is the goal; “down” are switched off." }),
      make({ name: "convergence", title: "Convergence (%)", unit: "percent", kind: "lines", series: charts.convergence, top: 100, zoom: true, format: percent,
        how: "Copies in place: of all copies that should exist on live nodes, how many do. Acquaintance: of all pairs of live nodes, how many know each other." }),
      make({ name: "messages", title: "Datagrams sent per node and second", unit: "datagrams", kind: "stack", step: true, series: charts.messages,
        how: "The load of an average live node, by type of message. It should fall back to a low, flat line when nothing happens." }),
      make({ name: "bytes", title: "Bytes sent per node and second", unit: "bytes", kind: "stack", step: true, series: charts.bytes,
        how: "The same load in bytes: what it costs to keep the network together, and what a write or a join adds." }),
      make({ name: "losses", title: "Datagrams lost (%)", unit: "percent", kind: "lines", step: true, series: charts.losses, format: percent,
        colours: { lost: "var(--red)" },
        how: "Of the datagrams sent in each interval, the share that never arrived, whatever the cause." }),
      make({ name: "operations", title: "Calls of users per second", unit: "calls", kind: "stack", step: true, series: charts.operations,
        colours: { failed: "var(--red)" },
        how: "Reads, writes and deletes that ended, over the whole network. Those that failed did not get what they asked for." }),
    ];
  }

  datagrams() {
    return barFigure("datagrams", "Datagrams by type", "Everything sent in the whole run. The number is followed by its share.",
      this.detail.datagrams, "var(--blue)", "Nothing was sent.");
  }

  drops() {
    return barFigure("drops", "Datagrams lost, by cause", "Why datagrams did not arrive. A fault that was asked for and is missing here never struck.",
      this.detail.drops, "var(--red)", "Nothing was lost.");
  }

  marks() {
    return barFigure("marks", "Rare paths taken", "How often code ran that only matters when something goes wrong. “Never” means that this run says nothing about that code.",
      this.detail.marks, "var(--purple)", "No marks were counted.");
  }

  /* The one control of the time, always in view. */
  timeBar() {
    const last = Math.max(0, this.frames.length - 1);
    this.slider = html("input", { type: "range", id: "time", min: 0, max: last, step: 1, value: 0, "aria-label": "Virtual time" });
    this.slider.addEventListener("input", () => { this.stop(); this.setFrame(+this.slider.value); });
    this.output = html("output", { for: "time" });
    this.play = html("button", { type: "button", id: "play" }, "▶ Play");
    this.play.addEventListener("click", () => (this.timer ? this.stop() : this.start()));
    return html("div", { class: "time" }, this.strip.element,
      html("div", { class: "row" }, this.play, this.slider, this.output));
  }

  start() {
    if (+this.slider.value === this.frames.length - 1) {
      this.setFrame(0);
    }
    this.play.textContent = "❚❚ Pause";
    this.timer = setInterval(() => {
      const next = +this.slider.value + 1;
      if (next >= this.frames.length) {
        this.stop();
      } else {
        this.setFrame(next);
      }
    }, 120);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = "▶ Play";
  }

  setFrame(index) {
    const frame = this.frames[index];
    const seconds = frame ? frame.t : this.end;
    this.slider.value = index;
    this.slider.setAttribute("aria-valuetext", time(seconds, this.end));
    this.seconds = seconds;
    this.ring.show(index);
    this.cursor(seconds);
  }

  frameAt(seconds) {
    return this.frames.length ? indexAt(this.frames.map((frame) => frame.t), seconds) : 0;
  }

  /* Pointing at a chart shows its values there; a click stays. */
  point(seconds, stay) {
    if (seconds === null) {
      this.cursor(this.seconds);
    } else if (stay) {
      this.stop();
      this.setFrame(this.frameAt(seconds));
    } else {
      this.cursor(seconds);
    }
  }

  cursor(seconds) {
    this.output.textContent = time(seconds, this.end);
    this.strip.at(seconds);
    this.charts.forEach((chart) => chart.at(seconds));
  }
}
