/* Who sent what to whom at the end of a failed run. */

const LANE = 74;
const ROW = 19;
const LEFT = 84;

class Sequence {
  constructor(events) {
    this.events = events;
    this.nodes = byBusyness(events);
    this.holder = html("div", { class: "sequence", tabindex: 0, "aria-label": "Message sequence" });
    const all = this.nodes.length <= 10;
    this.select = html("select", { "aria-label": "Whose messages" }, html("option", { value: "" }, "all nodes"),
      ...this.nodes.map((name) => html("option", { value: name }, name)));
    this.select.value = all ? "" : this.nodes[0];
    this.select.addEventListener("change", () => this.draw());
    this.element = figure("sequence", "The last messages before the end",
      "Time runs downwards, each column is a node. An arrow is a datagram that arrived, a dashed one with a cross was lost, and why. Narrow it to one node and those it talks to.",
      html("p", { class: "row how" }, "Messages of", this.select, this.count = html("span")), this.holder);
    this.draw();
  }

  draw() {
    const only = this.select.value;
    const events = this.events.filter((event) => only === "" ||
      event.source === only || event.target === only || (event.source === "" && event.target === ""));
    const lanes = byNumber(new Set(events.flatMap((event) => [event.source, event.target]).filter((n) => n)), only);
    const x = new Map(lanes.map((name, i) => [name, LEFT + LANE / 2 + i * LANE]));
    const width = LEFT + Math.max(1, lanes.length) * LANE + 80;
    const height = 14 + Math.max(1, events.length) * ROW;
    const head = svg("svg", { viewBox: `0 0 ${width} 26`, width, height: 26, style: `width:${width}px`, class: "names" });
    const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
      style: `width:${width}px`, "aria-label": `${events.length} events between ${lanes.length} nodes` });
    for (const [name, place] of x) {
      head.append(svg("text", { class: name === only ? "strong chosen" : "strong", x: place, y: 17, "text-anchor": "middle" }, name));
      root.append(svg("line", { class: "axis", x1: place, x2: place, y1: 0, y2: height }));
    }
    events.forEach((event, i) => this.drawEvent(root, event, 18 + i * ROW, x, width));
    this.count.textContent = `${events.length} of the last ${this.events.length} events; timers are left out`;
    this.holder.replaceChildren(head, root);
  }

  drawEvent(root, event, y, x, width) {
    root.append(svg("text", { x: 8, y: y + 4 }, `${event.t.toFixed(4)} s`));
    const words = `${event.t} s ${event.source} → ${event.target} ${event.kind} ${event.what} ${event.bytes} B`;
    if (event.source && event.target) {
      root.append(this.arrow(event, y, x.get(event.source), x.get(event.target), words));
    } else if (event.target) {
      const colour = event.kind === "crash" ? "var(--red)" : "var(--green)";
      root.append(svg("circle", { class: "data", cx: x.get(event.target), cy: y, r: 5, fill: colour }, svg("title", {}, words)),
        svg("text", { class: "strong", x: x.get(event.target) + 9, y: y + 4 }, `${event.kind} ${event.what}`));
    } else {
      root.append(svg("line", { class: "gridline", x1: LEFT, x2: width - 8, y1: y, y2: y }),
        svg("text", { class: "strong", x: LEFT, y: y - 3 }, event.what || event.kind));
    }
  }

  arrow(event, y, from, to, words) {
    const lost = event.kind === "drop";
    const colour = lost ? "var(--red)" : "var(--blue)";
    const way = to >= from ? 1 : -1;
    const end = from === to ? from + 20 : lost ? from + (to - from) * 0.62 : to - way * 2;
    const head = lost
      ? `M${end - 4},${y - 4}l8,8m0,-8l-8,8`
      : `M${end - way * 6},${y - 4}L${end},${y}L${end - way * 6},${y + 4}`;
    const text = lost ? `${event.what || "lost"}` : event.what;
    return svg("g", {}, svg("title", {}, words),
      svg("line", { x1: from, x2: end, y1: y, y2: y, stroke: colour, "stroke-width": 1.4, "stroke-dasharray": lost ? "4 3" : null }),
      svg("path", { class: "data", d: head, fill: "none", stroke: colour, "stroke-width": 1.6 }),
      svg("text", { x: Math.min(from, end) + 9, y: y - 3 }, text));
  }
}

function byBusyness(events) {
  const counts = new Map();
  for (const event of events) {
    for (const name of [event.source, event.target]) {
      if (name) {
        counts.set(name, (counts.get(name) || 0) + 1);
      }
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

/* In the order of their numbers, the one that all is about before the others. */
function byNumber(names, first) {
  const order = (a, b) => (b === first) - (a === first) || a.localeCompare(b, "en", { numeric: true });
  return [...names].sort(order);
}
