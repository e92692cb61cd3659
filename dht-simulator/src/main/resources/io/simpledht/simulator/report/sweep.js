/* All runs together: which seeds failed, and how the figures spread over seeds. */

function sweepSection(runs, onOpen) {
  const curve = (name, title, how, value) => curveFigure(name, title, how, groups(runs, value));
  return html("section", {}, html("h2", {}, "Over all seeds"),
    html("div", { class: "wide" }, gridFigure(runs, onOpen)),
    html("div", { class: "grid" },
      curve("sweep-bootstrap", "Joining, over all runs",
        "For each run the time within which 99 % of its nodes joined. The curve tells how many runs stayed under a time; steep and far left is good, a long tail means unlucky seeds.",
        (run) => run.p99.bootstrap),
      curve("sweep-settled", "Settling, over all runs",
        "For each run the time from the end of the last fault until no copy was missing. Runs that never settled keep the curve from reaching 100 %.",
        (run) => (run.settled === null ? Infinity : 1000 * run.settled))));
}

function gridFigure(runs, onOpen) {
  const holder = html("div");
  redrawn(holder, (width) => drawGrid(holder, runs, onOpen, width));
  return figure("sweep-grid", "Seeds and verdicts",
    "One square for each run, in the order of the table. Crosses failed, rings prove nothing, the rest passed. Squares with a frame open below.", holder);
}

function drawGrid(holder, runs, onOpen, width) {
  const size = runs.length <= 60 ? 24 : runs.length <= 300 ? 16 : 11;
  const columns = Math.max(1, Math.floor(width / size));
  const height = Math.ceil(runs.length / columns) * size;
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": "Verdicts by seed" });
  runs.forEach((run, i) => {
    const x = (i % columns) * size + 1;
    const y = Math.floor(i / columns) * size + 1;
    const colour = { pass: "var(--green)", fail: "var(--red)" }[run.verdict] || "var(--yellow)";
    const open = run.detail !== undefined;
    const cell = svg("g", { style: open ? "cursor:pointer" : null },
      svg("title", {}, `seed ${run.seed}: ${run.verdict}${run.reason ? `, ${run.reason}` : ""}`),
      svg("rect", { class: "data", x, y, width: size - 2, height: size - 2, rx: 2, fill: colour,
        "fill-opacity": run.verdict === "pass" ? 0.45 : 1, stroke: open ? "var(--ink)" : "none", "stroke-width": 1 }));
    const middle = [x + size / 2 - 1, y + size / 2 - 1];
    if (run.verdict === "fail") {
      const d = size * 0.22;
      cell.append(svg("path", { d: `M${middle[0] - d},${middle[1] - d}l${2 * d},${2 * d}m0,${-2 * d}l${-2 * d},${2 * d}`, stroke: "#fff", "stroke-width": 2 }));
    } else if (run.verdict !== "pass") {
      cell.append(svg("circle", { cx: middle[0], cy: middle[1], r: size * 0.22, fill: "none", stroke: "#000", "stroke-width": 1.5 }));
    }
    if (open) {
      cell.addEventListener("click", () => onOpen(run.detail, true));
    }
    root.append(cell);
  });
  holder.replaceChildren(root);
}

/* The figures of each scenario by themselves; too many scenarios to tell apart are one. */
function groups(runs, value) {
  const names = [...new Set(runs.map((run) => run.label))];
  const shown = names.length > COLOURS.length ? ["all runs"] : names;
  return shown.map((name, i) => group(name, i, runs.filter((run) => shown.length === 1 || run.label === name).map(value)))
    .filter((one) => one.finite.length > 0);
}

/* Null was not measured, Infinity never ended. */
function group(name, i, values) {
  const measured = values.filter((value) => value !== null);
  const finite = measured.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  return { name, finite, total: measured.length, colour: COLOURS[i] };
}

/* Share of runs that were done within a time, a curve for each scenario. */
function curveFigure(name, title, how, all) {
  const holder = html("div");
  const caption = html("div", { class: "legend" });
  if (all.length === 0) {
    holder.append(html("div", { class: "empty" }, "No run measured this."));
  } else {
    redrawn(holder, (width) => drawCurves(holder, title, all, width));
  }
  for (const { name: scenario, finite, total, colour } of all) {
    const at = (share) => millis(finite[Math.min(finite.length - 1, Math.ceil(share * finite.length) - 1)]);
    const never = total - finite.length;
    caption.append(html("span", {}, html("i", { class: "swatch", style: `background:${colour}` }), `${scenario}: half `,
      html("b", {}, at(0.5)), ", 95 % ", html("b", {}, at(0.95)), ", slowest ", html("b", {}, at(1)),
      never ? `, never ${never}` : ""));
  }
  return figure(name, title, how, holder, caption);
}

function drawCurves(holder, title, all, width) {
  const height = 200;
  const most = Math.max(...all.map(({ finite }) => finite[finite.length - 1])) || 1;
  const x = linear(0, most, MARGIN.left, width - MARGIN.right - 8);
  const y = linear(0, 100, height - MARGIN.bottom, MARGIN.top);
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": title });
  for (const share of [0, 25, 50, 75, 100]) {
    root.append(svg("line", { class: "gridline", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(share), y2: y(share) }),
      svg("text", { x: MARGIN.left - 6, y: y(share) + 4, "text-anchor": "end" }, `${share} %`));
  }
  for (const value of ticks(0, most, Math.max(2, Math.floor(width / 110)))) {
    root.append(svg("text", { x: x(value), y: height - 7, "text-anchor": "middle" }, value ? millis(value) : "0"));
  }
  for (const { finite, total, colour } of all) {
    const steps = finite.map((value, i) => `H${x(value).toFixed(1)}V${y((100 * (i + 1)) / total).toFixed(1)}`);
    root.append(svg("path", { class: "data", d: `M${x(0)},${y(0)}${steps.join("")}H${width - MARGIN.right}`, fill: "none",
      stroke: colour, "stroke-width": 2 }));
  }
  holder.replaceChildren(root);
}
