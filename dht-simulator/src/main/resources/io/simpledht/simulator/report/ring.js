/* The id space as a circle: who is in which state, knows how many, misses what, at one instant. */

class Ring {
  constructor(ring, states) {
    this.ring = ring;
    this.states = states;
    this.angles = ring.ids.map((id, i) => this.share(id, i) * 2 * Math.PI - Math.PI / 2);
    this.order = this.angles.map((_, i) => i).sort((a, b) => this.angles[a] - this.angles[b]);
    this.mostMissed = Math.max(1, ...ring.frames.map((frame) => Math.max(0, ...frame.misses)));
    this.frame = 0;
    this.chosen = null;
    this.build();
  }

  /* Where on the circle; a node whose id is not known gets a place by its number. */
  share(id, i) {
    return /^[0-9a-f]{8}/.test(id) ? parseInt(id.slice(0, 8), 16) / 4294967296 : i / this.ring.ids.length;
  }

  build() {
    this.holder = html("div");
    this.facts = html("dl", { class: "facts", "aria-live": "polite" });
    this.life = html("div");
    this.worst = html("tbody");
    const left = this.ring.total - this.ring.ids.length;
    const more = left > 0 ? ` Shows ${number(this.ring.ids.length)} of ${number(this.ring.total)} nodes.` : "";
    this.element = figure("ring", "The ring of node ids",
      `Every node sits at its id. Bars inwards: the share of other live nodes it knows. Bars outwards: copies it should hold and misses. Move the time above; point at a node or walk with the arrow keys.${more}`,
      html("div", { class: "ringbox" }, this.holder, html("div", {}, this.key(), this.worstTable(), this.facts, this.life)));
    redrawn(this.holder, (width) => this.draw(width));
  }

  key() {
    this.counts = this.states.map(() => html("b"));
    return html("ul", { class: "key" }, ...this.states.map((state, i) => html("li", {},
      html("i", { class: "swatch", style: `background:${STATE_COLOURS[i]}` }), `${state.text} `, this.counts[i])),
      html("li", {}, html("i", { class: "swatch bar", style: "background:var(--grey)" }), "inwards: knows others"),
      html("li", {}, html("i", { class: "swatch bar", style: "background:var(--blue)" }), "outwards: misses copies"));
  }

  worstTable() {
    return html("table", { class: "small" },
      html("thead", {}, html("tr", {}, html("th", { class: "text" }, "worst off now"), html("th", { class: "text" }, "state"),
        html("th", {}, "knows"), html("th", {}, "misses"))), this.worst);
  }

  draw(width) {
    this.size = Math.min(620, width);
    const size = this.size;
    const root = svg("svg", { viewBox: `0 0 ${size} ${size}`, height: size, tabindex: 0, role: "img",
      "aria-label": "Ring of nodes. Arrow keys choose a node." });
    this.inner = svg("path", { class: "data", fill: "none", stroke: "var(--grey)", "stroke-width": this.thickness(0.45) });
    this.outer = svg("path", { class: "data", fill: "none", stroke: "var(--blue)", "stroke-width": this.thickness(0.6) });
    this.dots = this.states.map((_, i) => svg("path", { class: "data", fill: STATE_COLOURS[i] }));
    this.mark = svg("circle", { fill: "none", stroke: "var(--ink)", "stroke-width": 2 });
    this.words = [svg("text", { class: "strong", x: size / 2, y: size / 2 - 2, "text-anchor": "middle", style: "font-size:22px;font-weight:620" }),
      svg("text", { x: size / 2, y: size / 2 + 18, "text-anchor": "middle" })];
    root.append(svg("circle", { cx: size / 2, cy: size / 2, r: this.radius(), fill: "none", class: "axis" }),
      this.inner, this.outer, ...this.dots, this.mark, ...this.words);
    this.listen(root);
    this.holder.replaceChildren(root);
    this.show(this.frame);
  }

  radius() {
    return this.size * 0.385;
  }

  thickness(share) {
    const between = (2 * Math.PI * this.radius()) / Math.max(1, this.angles.length);
    return Math.max(0.7, Math.min(6, between * share)).toFixed(2);
  }

  listen(root) {
    const nearest = (event) => {
      const box = root.getBoundingClientRect();
      const x = event.clientX - box.left - box.width / 2;
      const y = event.clientY - box.top - box.height / 2;
      return Math.hypot(x, y) < box.width * 0.2 ? null : this.nearest(Math.atan2(y, x));
    };
    root.addEventListener("pointermove", (event) => { if (!this.pinned) { this.choose(nearest(event)); } });
    root.addEventListener("pointerleave", () => { if (!this.pinned) { this.choose(null); } });
    root.addEventListener("click", (event) => {
      const node = nearest(event);
      this.pinned = node !== null && !(this.pinned && node === this.chosen);
      this.choose(node);
    });
    root.addEventListener("keydown", (event) => this.walk(event));
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.pinned = false;
      this.choose(null);
    } else if (step && this.order.length) {
      const at = this.chosen === null ? -step : this.order.indexOf(this.chosen);
      this.pinned = true;
      this.choose(this.order[(at + step + this.order.length) % this.order.length]);
      event.preventDefault();
    }
  }

  nearest(angle) {
    let best = null;
    let least = Infinity;
    this.angles.forEach((other, i) => {
      const apart = Math.abs(Math.atan2(Math.sin(angle - other), Math.cos(angle - other)));
      if (apart < least && i < this.current().states.length) {
        best = i;
        least = apart;
      }
    });
    return best;
  }

  current() {
    return this.ring.frames[this.frame] || { t: 0, states: "", knows: [], misses: [] };
  }

  /* Draws the nodes of a frame: a few paths in all, so that thousands of nodes move smoothly. */
  show(index) {
    this.frame = Math.max(0, Math.min(index, this.ring.frames.length - 1));
    if (!this.dots) {
      return;
    }
    const frame = this.current();
    const parts = this.states.map(() => []);
    const inner = [];
    const outer = [];
    const live = this.live(frame);
    for (let i = 0; i < frame.states.length; i++) {
      const state = +frame.states[i];
      parts[state].push(this.dot(i));
      if (this.isUp(state)) {
        inner.push(this.bar(i, -0.1, -0.1 - 0.55 * Math.min(1, frame.knows[i] / Math.max(1, live - 1))));
      }
      if (frame.misses[i] > 0) {
        outer.push(this.bar(i, 0.06, 0.08 + 0.2 * Math.sqrt(frame.misses[i] / this.mostMissed)));
      }
    }
    this.dots.forEach((path, state) => path.setAttribute("d", parts[state].join("")));
    this.inner.setAttribute("d", inner.join(""));
    this.outer.setAttribute("d", outer.join(""));
    this.counts.forEach((count, state) => { count.textContent = parts[state].length || ""; });
    this.words[0].textContent = `${number(live)} up`;
    this.words[1].textContent = `${number(frame.misses.reduce((sum, n) => sum + n, 0))} copies missing`;
    this.listWorst(frame);
    this.describe();
  }

  /* Those that miss most, then those that know fewest; a click chooses. */
  listWorst(frame) {
    const up = [...frame.states].map((_, i) => i).filter((i) => this.isUp(+frame.states[i]));
    up.sort((a, b) => frame.misses[b] - frame.misses[a] || frame.knows[a] - frame.knows[b] || a - b);
    this.worst.replaceChildren(...up.slice(0, 5).map((i) => {
      const choose = () => { this.pinned = true; this.choose(i); };
      return html("tr", {}, html("td", { class: "text" }, html("button", { type: "button", onclick: choose }, this.name(i))),
        html("td", { class: "text" }, this.states[+frame.states[i]].text),
        html("td", {}, number(frame.knows[i])), html("td", {}, number(frame.misses[i])));
    }));
  }

  name(i) {
    return `node-${this.ring.numbers[i]}`;
  }

  isUp(state) {
    return this.states[state].name !== "CLOSED";
  }

  live(frame) {
    const shown = [...frame.states].filter((state) => this.isUp(+state)).length;
    return Math.round((shown * this.ring.total) / Math.max(1, this.ring.ids.length));
  }

  dot(i) {
    const r = Math.max(1.6, Math.min(7, (Math.PI * this.radius()) / Math.max(1, this.angles.length)));
    const x = (this.size / 2 + this.radius() * Math.cos(this.angles[i])).toFixed(1);
    const y = (this.size / 2 + this.radius() * Math.sin(this.angles[i])).toFixed(1);
    return `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;
  }

  bar(i, from, to) {
    const at = (share) => {
      const r = this.radius() * (1 + share);
      return `${(this.size / 2 + r * Math.cos(this.angles[i])).toFixed(1)},${(this.size / 2 + r * Math.sin(this.angles[i])).toFixed(1)}`;
    };
    return `M${at(from)}L${at(to)}`;
  }

  choose(node) {
    this.chosen = node;
    this.describe();
  }

  describe() {
    const frame = this.current();
    const node = this.chosen;
    const there = node !== null && node < frame.states.length;
    this.mark.setAttribute("r", there ? 11 : 0);
    if (!there) {
      this.facts.replaceChildren(html("dt", {}, node === null ? "Point at a node to see its figures." : "Not there yet."));
      this.life.replaceChildren();
      return;
    }
    this.mark.setAttribute("cx", this.size / 2 + this.radius() * Math.cos(this.angles[node]));
    this.mark.setAttribute("cy", this.size / 2 + this.radius() * Math.sin(this.angles[node]));
    const facts = { node: this.name(node), id: this.ring.ids[node] ? `${this.ring.ids[node]}…` : "not known",
      state: this.states[+frame.states[node]].text,
      knows: `${number(frame.knows[node])} (${number(Math.max(0, this.live(frame) - +this.isUp(+frame.states[node])))} others are up)`,
      misses: `${number(frame.misses[node])} ${frame.misses[node] === 1 ? "copy" : "copies"}` };
    this.facts.replaceChildren(...Object.entries(facts).flatMap(([name, value]) =>
      [html("dt", {}, name), html("dd", {}, value)]));
    this.drawLife(node);
  }

  /* The states of one node over the whole run, as a strip. */
  drawLife(node) {
    const frames = this.ring.frames;
    const end = frames[frames.length - 1].t || 1;
    const root = svg("svg", { viewBox: "0 0 300 26", height: 26, preserveAspectRatio: "none", role: "img",
      "aria-label": "States of this node over the run", style: "margin-top:10px" });
    frames.forEach((frame, i) => {
      if (node < frame.states.length) {
        const x = (300 * frame.t) / end;
        const next = i + 1 < frames.length ? (300 * frames[i + 1].t) / end : 300;
        root.append(svg("rect", { x, y: 4, width: Math.max(0.5, next - x + 0.3), height: 18, fill: STATE_COLOURS[+frame.states[node]] }));
      }
    });
    const now = (300 * this.current().t) / end;
    root.append(svg("rect", { x: Math.min(298, now), y: 0, width: 2, height: 26, fill: "var(--ink)" }));
    this.life.replaceChildren(root, html("p", { class: "how" }, "its states over the whole run"));
  }
}
