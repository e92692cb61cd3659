/* Figures about a whole run: durations, counts, theory. */

const LATENCY_NAMES = {
  bootstrap: "join the network", sync: "copy the data", put: "put", get: "get", delete: "delete",
  stable: "write on all its nodes",
};

function latencyFigure(latencies) {
  const shown = latencies.filter((one) => one.count > 0);
  const holder = html("div");
  if (shown.length === 0) {
    holder.append(html("div", { class: "empty" }, "Nothing was timed in this run."));
  } else {
    redrawn(holder, (width) => drawLatencies(holder, shown, width));
  }
  const key = html("div", { class: "legend" }, html("span", {}, "● half were faster (p50)"),
    html("span", {}, "▮ bar up to p95"), html("span", {}, "◆ p99"), html("span", {}, "○ the slowest"));
  return figure("latencies", "How long things took",
    "Virtual time on a logarithmic axis: one step to the right is ten times slower. The further a diamond is from its dot, the worse the unlucky fare.",
    holder, key, latencyTable(shown));
}

function drawLatencies(holder, shown, width) {
  const row = 34;
  const left = width < 420 ? 96 : 150;
  const right = 58;
  const height = shown.length * row + 26;
  const low = Math.floor(Math.log10(Math.max(0.001, Math.min(...shown.map((one) => one.p50)))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...shown.map((one) => one.max), 0.01))));
  const log = linear(low, high, left, width - right);
  const x = (value) => log(Math.log10(Math.max(value, Math.pow(10, low))));
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": "Durations" });
  const every = Math.max(1, Math.ceil((high - low) / Math.max(1, Math.floor((width - left - right) / 56))));
  for (let power = low; power <= high; power += every) {
    const place = log(power);
    root.append(svg("line", { class: "gridline", x1: place, x2: place, y1: 0, y2: height - 22 }));
    root.append(svg("text", { x: place, y: height - 7, "text-anchor": "middle" }, decade(power)));
  }
  shown.forEach((one, i) => drawLatency(root, one, i * row + row / 2, x, left, width));
  holder.replaceChildren(root);
}

function decade(power) {
  const value = Math.pow(10, power);
  return value >= 1000 ? `${value / 1000} s` : `${value >= 1 ? value : value.toFixed(-power)} ms`;
}

function drawLatency(root, one, y, x, left, width) {
  const diamond = `M${x(one.p99)},${y - 6}l6,6l-6,6l-6,-6Z`;
  const what = LATENCY_NAMES[one.what] || one.what;
  root.append(
    svg("text", { class: "strong", x: left - 12, y: y + 1, "text-anchor": "end" }, left > 100 ? what : one.what),
    svg("text", { x: left - 12, y: y + 14, "text-anchor": "end" }, `${number(one.count)} times`),
    svg("line", { x1: x(one.p50), x2: x(one.max), y1: y, y2: y, stroke: "var(--grey)", "stroke-width": 1.5 }),
    svg("rect", { class: "data", x: x(one.p50), y: y - 4, width: Math.max(1, x(one.p95) - x(one.p50)), height: 8, fill: "var(--sky)" }),
    svg("circle", { cx: x(one.p50), cy: y, r: 5, fill: "var(--blue)" }),
    svg("circle", { cx: x(one.max), cy: y, r: 4, fill: "var(--card)", stroke: "var(--grey)", "stroke-width": 1.5 }),
    svg("path", { class: "data", d: diamond, fill: "var(--red)" }),
    svg("text", { class: "strong", x: width - 4, y: y + 4, "text-anchor": "end" }, millis(one.p99)));
}

function latencyTable(shown) {
  const head = html("tr", {}, html("th", { class: "text" }, "what"),
    ...["times", "p50", "p95", "p99", "slowest"].map((name) => html("th", {}, name)));
  const rows = shown.map((one) => html("tr", {}, html("td", { class: "text" }, LATENCY_NAMES[one.what] || one.what),
    ...[number(one.count), millis(one.p50), millis(one.p95), millis(one.p99), millis(one.max)].map((cell) => html("td", {}, cell))));
  return html("details", {}, html("summary", { class: "how" }, "as a table"),
    html("div", { class: "scroll" }, html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows))));
}

/* Horizontal bars, the longest first. */
function barFigure(name, title, how, counts, colour, none) {
  const holder = html("div");
  const sorted = counts.slice().sort((a, b) => b.count - a.count);
  if (sorted.length === 0) {
    holder.append(html("div", { class: "empty" }, none));
  } else {
    redrawn(holder, (width) => drawBars(holder, title, sorted, colour, width));
  }
  return figure(name, title, how, holder);
}

function drawBars(holder, title, sorted, colour, width) {
  const row = 22;
  const longest = Math.max(...sorted.map((one) => one.name.length));
  const left = Math.min(width * 0.5, 16 + longest * 7.6);
  const height = sorted.length * row + 4;
  const total = sorted.reduce((sum, one) => sum + one.count, 0);
  const x = linear(0, Math.max(1, sorted[0].count), left, width - 104);
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": title });
  sorted.forEach((one, i) => {
    const y = i * row;
    const share = total ? percent((100 * one.count) / total) : "";
    root.append(svg("text", { class: "strong", x: left - 8, y: y + 15, "text-anchor": "end" }, one.name));
    root.append(svg("rect", { class: "data", x: left, y: y + 4, width: Math.max(one.count ? 1.5 : 0, x(one.count) - left), height: row - 8, rx: 2, fill: colour }));
    root.append(svg("text", { x: x(one.count) + 6, y: y + 15 },
      one.count ? `${number(one.count)}  ·  ${share}` : "never"));
  });
  holder.replaceChildren(root);
}

/* Both figures as numbers, and the ratio as a dot that should sit near the line in the middle. */
function theoryFigure(theory) {
  const how = "What a formula predicts, what this run gave, and their ratio: a dot on the line agrees, one to the right is more than predicted.";
  if (theory.length === 0) {
    return figure("theory", "Theory beside measurement", how,
      html("div", { class: "empty" }, "This scenario compares nothing with theory."));
  }
  const head = html("tr", {}, html("th", { class: "text" }, "what"), html("th", {}, "theory"),
    html("th", {}, "measured"), html("th", { class: "text" }, "½ × · 1 · 2 ×"), html("th", { class: "text" }, "formula"));
  const rows = theory.map((one) => html("tr", {},
    html("td", { class: "text words" }, one.what), html("td", {}, number(one.theory)),
    html("td", {}, number(one.measured)), html("td", { class: "text" }, ratioMark(one)),
    html("td", { class: "text words" }, one.source)));
  return figure("theory", "Theory beside measurement", how,
    html("div", { class: "scroll" }, html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows))));
}

function ratioMark(one) {
  const ratio = one.measured / one.theory;
  const place = Number.isFinite(ratio) && ratio > 0 ? Math.max(-1, Math.min(1, Math.log2(ratio))) : 0;
  const known = Number.isFinite(ratio) && ratio > 0;
  return svg("svg", { viewBox: "0 0 100 16", style: "width:100px", height: 16, role: "img",
    "aria-label": known ? `${ratio.toPrecision(3)} times the theory` : "no ratio" },
    svg("line", { class: "axis", x1: 4, x2: 96, y1: 8, y2: 8 }),
    svg("line", { x1: 50, x2: 50, y1: 1, y2: 15, stroke: "var(--muted)" }),
    known ? svg("circle", { class: "data", cx: 50 + 44 * place, cy: 8, r: 5, fill: "var(--blue)" }) : null,
    svg("title", {}, known ? `ratio ${ratio.toPrecision(3)}` : "no ratio"));
}

function checksFigure(checks) {
  const worst = ["fail", "unknown", "pass"];
  const sorted = checks.slice().sort((a, b) => worst.indexOf(a.verdict) - worst.indexOf(b.verdict));
  const rows = sorted.map((check) => html("tr", {}, html("td", { class: "text" }, verdictMark(check.verdict)),
    html("td", { class: "text" }, check.check), html("td", { class: "text words" }, check.detail)));
  const head = html("tr", {}, ...["verdict", "check", "figures, or what broke first"].map((name) =>
    html("th", { class: "text" }, name)));
  return figure("checks", "What was checked",
    "A run passes if every check does. “Unknown” means that nothing broke, but the run proves nothing either.",
    html("div", { class: "scroll tall" }, html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows))));
}
