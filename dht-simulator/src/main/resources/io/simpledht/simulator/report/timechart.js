/* Charts over virtual time. All of one run share the axis, the shaded faults and the cursor. */

const MARGIN = { left: 52, right: 12, top: 8, bottom: 22 };

class TimeChart {
  /* options: name, title, how, unit, end, times, series, kind (stack | lines), step, top, faults,
     colours, names, format */
  constructor(options, onTime) {
    this.options = Object.assign({ height: 190, format: number, step: false }, options);
    this.onTime = onTime;
    this.series = this.options.series.map((one, i) => ({
      name: (options.names && options.names[one.name]) || one.name,
      values: one.values,
      colour: this.colour(one.name, i),
      dash: options.kind === "lines" && i % 2 === 1 ? "6 3" : null,
    }));
    this.holder = html("div");
    this.legend = html("div", { class: "legend" });
    this.element = figure(options.name, options.title, options.how, this.holder, this.legend);
    this.makeLegend();
    this.now = 0;
    redrawn(this.holder, (width) => this.draw(width));
  }

  colour(name, i) {
    const given = this.options.colours && this.options.colours[name];
    return given || (name === "others" ? "var(--grey)" : COLOURS[i % COLOURS.length]);
  }

  makeLegend() {
    this.readouts = this.series.map((one) => {
      const value = html("b");
      this.legend.append(html("span", {},
        html("i", { class: "swatch", style: `background:${one.colour}` }), `${one.name} `, value));
      return value;
    });
  }

  draw(width) {
    const { height, end, unit, kind } = this.options;
    const stack = kind === "stack";
    const bounds = stack ? stacked(this.series) : this.series.map((s) => ({ low: null, high: s.values }));
    const peak = highest(bounds);
    const top = this.options.top || niceTop(peak.cut ? peak.usual * 1.6 : peak.most);
    this.x = linear(0, end, MARGIN.left, width - MARGIN.right);
    const floor = this.options.zoom ? zoomed(this.series) : 0;
    this.y = linear(floor, top, height - MARGIN.bottom, MARGIN.top);
    const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img",
      "aria-label": `${this.options.title}, ${unit} over virtual time` });
    this.drawFaults(root, height);
    this.drawAxes(root, width, height, floor, top);
    const plot = this.clipped(root, width, height);
    this.series.forEach((one, i) => {
      const path = stack
        ? areaPath(this.options.times, bounds[i], this.x, this.y, this.options.step)
        : linePath(this.options.times, one.values, this.x, this.y, this.options.step);
      plot.append(svg("path", stack
        ? { class: "data", d: path, fill: one.colour, stroke: "var(--card)", "stroke-width": this.options.times.length > 120 ? 0 : 0.5 }
        : { class: "data", d: path, fill: "none", stroke: one.colour, "stroke-width": 2,
            "stroke-dasharray": one.dash, "stroke-linejoin": "round" }));
    });
    if (peak.cut && !this.options.top) {
      this.drawPeak(root, peak, width);
    }
    this.cursor = svg("line", { class: "cursor", y1: MARGIN.top, y2: height - MARGIN.bottom });
    root.append(this.cursor);
    this.listen(root, width);
    this.holder.replaceChildren(root);
    this.at(this.now);
  }

  clipped(root, width, height) {
    const id = `clip-${this.options.name}`;
    root.append(svg("clipPath", { id }, svg("rect", { x: MARGIN.left, y: MARGIN.top,
      width: Math.max(0, width - MARGIN.left - MARGIN.right), height: height - MARGIN.top - MARGIN.bottom })));
    const plot = svg("g", { "clip-path": `url(#${id})` });
    root.append(plot);
    return plot;
  }

  /* One burst, such as everybody joining, must not flatten all the rest. */
  drawPeak(root, peak, width) {
    const x = this.x(this.options.times[peak.at]);
    const right = x > width / 2;
    root.append(svg("text", { class: "strong", x: right ? x - 6 : x + 6, y: MARGIN.top + 11, "text-anchor": right ? "end" : "start" },
      `${right ? "" : "◂ "}cut off, goes up to ${this.options.format(peak.most)}${right ? " ▸" : ""}`));
  }

  /* What lasts the whole run sets nothing apart; of blows there may be hundreds, so they are ticks. */
  drawFaults(root, height) {
    const bottom = height - MARGIN.bottom;
    for (const fault of this.options.faults.filter((one) => one.to - one.from < 0.9 * this.options.end)) {
      const width = this.x(fault.to) - this.x(fault.from);
      root.append(width < 1
        ? svg("line", { class: "blow", x1: this.x(fault.from), x2: this.x(fault.from), y1: bottom + 1, y2: bottom + 5 })
        : svg("rect", { class: "shade", x: this.x(fault.from), y: MARGIN.top, width, height: bottom - MARGIN.top }));
    }
  }

  drawAxes(root, width, height, floor, top) {
    for (const value of ticks(floor, top, 4)) {
      const y = this.y(value);
      root.append(svg("line", { class: "gridline", x1: MARGIN.left, x2: width - MARGIN.right, y1: y, y2: y }));
      root.append(svg("text", { x: MARGIN.left - 6, y: y + 4, "text-anchor": "end" }, this.options.format(value)));
    }
    drawTimeAxis(root, this.x, this.options.end, height - MARGIN.bottom, width);
    if (floor > 0) {
      root.append(svg("text", { class: "strong", x: MARGIN.left + 6, y: height - MARGIN.bottom - 6 },
        `the axis begins at ${this.options.format(floor)}`));
    }
  }

  listen(root, width) {
    const timeOf = (event) => {
      const box = root.getBoundingClientRect();
      const place = ((event.clientX - box.left) / box.width) * width;
      return Math.min(this.options.end, Math.max(0, this.x.invert(place)));
    };
    root.addEventListener("pointermove", (event) => this.onTime(timeOf(event), false));
    root.addEventListener("pointerleave", () => this.onTime(null, false));
    root.addEventListener("click", (event) => this.onTime(timeOf(event), true));
  }

  /* Moves the cursor; the legend says what the curves are at that time. */
  at(seconds) {
    this.now = seconds;
    const i = indexAt(this.options.times, seconds);
    this.series.forEach((one, n) => {
      const value = one.values[i];
      this.readouts[n].textContent = value === undefined ? "" : this.options.format(value);
    });
    if (this.cursor) {
      this.cursor.setAttribute("x1", this.x(seconds));
      this.cursor.setAttribute("x2", this.x(seconds));
    }
  }
}

function drawTimeAxis(root, x, end, y, width) {
  root.append(svg("line", { class: "axis", x1: MARGIN.left, x2: width - MARGIN.right, y1: y, y2: y }));
  for (const value of timeTicks(end, Math.max(2, Math.floor((width - 60) / 75)))) {
    const anchor = x(value) > width - 30 ? "end" : "middle";
    root.append(svg("text", { x: x(value), y: y + 15, "text-anchor": anchor }, timeTick(value, end)));
  }
}

/* The sample that tells of this time: the first one at or after it, as samples close an interval. */
function indexAt(times, seconds) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < seconds) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function stacked(series) {
  let low = new Array(series.length ? series[0].values.length : 0).fill(0);
  return series.map((one) => {
    const high = low.map((value, i) => value + (one.values[i] || 0));
    const bounds = { low, high };
    low = high;
    return bounds;
  });
}

/* The highest point, and whether it stands so far above the rest that it is better cut off. */
function highest(bounds) {
  const tops = bounds.length ? bounds[0].high.map((_, i) => Math.max(...bounds.map(({ high }) => high[i] || 0))) : [];
  const sorted = tops.slice().sort((a, b) => a - b);
  const most = sorted.length ? sorted[sorted.length - 1] : 0;
  const usual = sorted.length ? sorted[Math.floor(sorted.length * 0.97)] : 0;
  return { most, usual, at: tops.indexOf(most), cut: usual > 0 && most > 4 * usual };
}

/* Percentages that never leave the top are told apart on a cut axis. */
function zoomed(series) {
  const least = Math.min(...series.map((one) => Math.min(...one.values)));
  return [99, 90].find((floor) => least >= floor && least < 100) || 0;
}

function niceTop(most) {
  if (most === 0) {
    return 1;
  }
  const step = niceStep(most, 4);
  return Math.ceil(most / step - 1e-9) * step;
}

/* Points of a curve; a step holds its value over the whole interval that a sample closes. */
function points(times, values, x, y, step) {
  const list = [];
  times.forEach((seconds, i) => {
    const value = y(values[i] || 0);
    if (step) {
      list.push([x(i === 0 ? 0 : times[i - 1]), value]);
    }
    list.push([x(seconds), value]);
  });
  return list;
}

function joined(list) {
  return list.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L");
}

function linePath(times, values, x, y, step) {
  return times.length === 0 ? "M0,0" : `M${joined(points(times, values, x, y, step))}`;
}

function areaPath(times, { low, high }, x, y, step) {
  if (times.length === 0) {
    return "M0,0";
  }
  const upper = points(times, high, x, y, step);
  const lower = points(times, low, x, y, step).reverse();
  return `M${joined(upper.concat(lower))}Z`;
}

/* What the scenario did and what it broke, above the charts that show the effect. */
class Strip {
  constructor(phases, faults, end, onTime) {
    this.phases = lanes(phases);
    this.faults = lanes(faults);
    this.end = end;
    this.onTime = onTime;
    this.now = 0;
    this.element = html("div", { "data-chart": "strip" });
    redrawn(this.element, (width) => this.draw(width));
  }

  draw(width) {
    const row = 18;
    const rows = Math.min(2, this.phases.length) + Math.min(3, this.faults.length);
    const height = Math.max(1, rows) * row + 20;
    this.x = linear(0, this.end, MARGIN.left, width - MARGIN.right);
    const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img",
      "aria-label": "Phases and faults over virtual time" });
    let y = 0;
    y = this.drawLanes(root, this.phases.slice(0, 2), "phases", "var(--blue)", y, row);
    y = this.drawLanes(root, this.faults.slice(0, 3), "faults", "var(--red)", y, row);
    drawTimeAxis(root, this.x, this.end, height - 18, width);
    this.cursor = svg("line", { class: "cursor", y1: 0, y2: height - 18 });
    root.append(this.cursor);
    root.addEventListener("click", (event) => {
      const box = root.getBoundingClientRect();
      this.onTime(Math.min(this.end, Math.max(0, this.x.invert(event.clientX - box.left))), true);
    });
    this.element.replaceChildren(root);
    this.at(this.now);
  }

  drawLanes(root, list, title, colour, from, row) {
    list.forEach((lane, i) => {
      const y = from + i * row;
      if (i === 0) {
        root.append(svg("text", { x: MARGIN.left - 6, y: y + 13, "text-anchor": "end" }, title));
      }
      lane.forEach((span) => this.drawSpan(root, span, colour, y, row));
    });
    return from + list.length * row;
  }

  drawSpan(root, span, colour, y, row) {
    const x = this.x(span.from);
    const width = Math.max(3, this.x(span.to) - x - 1);
    const words = span.detail ? `${span.kind}: ${span.detail}` : span.kind;
    const bar = svg("rect", { class: "data", x, y: y + 1, width, height: row - 3, rx: 3, fill: colour, opacity: 0.28 });
    bar.append(svg("title", {}, `${words}, ${time(span.from, this.end)} to ${time(span.to, this.end)}`));
    root.append(bar, svg("rect", { x, y: y + 1, width: 3, height: row - 3, rx: 1, fill: colour, "pointer-events": "none" }));
    const letters = Math.floor((width - 10) / 6.4);
    if (letters >= 4) {
      const text = words.length <= letters ? words : `${words.slice(0, letters - 1)}…`;
      root.append(svg("text", { class: "strong", x: x + 7, y: y + 13, "pointer-events": "none" }, text));
    }
  }

  at(seconds) {
    this.now = seconds;
    if (this.cursor) {
      this.cursor.setAttribute("x1", this.x(seconds));
      this.cursor.setAttribute("x2", this.x(seconds));
    }
  }
}

/* Spans that overlap go below each other. */
function lanes(spans) {
  const list = [];
  for (const span of spans) {
    const free = list.find((lane) => lane[lane.length - 1].to <= span.from);
    if (free) {
      free.push(span);
    } else {
      list.push([span]);
    }
  }
  return list;
}
