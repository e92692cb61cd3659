/* Making elements, scales and numbers for people. Text always enters as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";
const COLOURS = ["blue", "orange", "green", "sky", "red", "purple", "yellow", "grey"].map(
  (name) => `var(--${name})`);
/* By the ordinal of the state; Okabe and Ito's palette, which colour-blind people can tell apart. */
const STATE_COLOURS = ["purple", "orange", "sky", "green", "red", "down"].map((n) => `var(--${n})`);
const VERDICTS = { pass: "✓ pass", fail: "✕ fail", unknown: "? unknown" };

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function html(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function verdictMark(verdict) {
  return html("span", { class: `verdict ${verdict}` }, VERDICTS[verdict] || verdict);
}

/* A card that says what it shows and how to read it. */
function figure(name, title, how, ...content) {
  return html("figure", { class: "card", "data-chart": name },
    html("figcaption", {}, html("h3", {}, title), html("p", { class: "how" }, how)), ...content);
}

function linear(from, to, low, high) {
  const factor = to === from ? 0 : (high - low) / (to - from);
  const scale = (value) => low + (value - from) * factor;
  scale.invert = (place) => (factor === 0 ? from : from + (place - low) / factor);
  return scale;
}

function niceStep(span, count) {
  const raw = span / Math.max(1, count);
  const power = Math.pow(10, Math.floor(Math.log10(raw)));
  return [1, 2, 2.5, 5, 10].map((m) => m * power).find((step) => step >= raw * 0.999);
}

function ticks(from, to, count) {
  if (!(to > from)) {
    return [from];
  }
  const step = niceStep(to - from, count);
  const list = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-6; i++) {
    list.push(i * step);
  }
  return list;
}

const TIME_STEPS = [0.001, 0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];

function timeTicks(to, count) {
  const step = TIME_STEPS.find((s) => to / s <= count) || niceStep(to, count);
  const list = [];
  for (let i = 0; i * step <= to * 1.000001; i++) {
    list.push(i * step);
  }
  return list;
}

/* 1:02:03, 4:05 or 6.7 s, by how long the whole run lasted. */
function time(seconds, span) {
  if (span < 120) {
    const digits = span < 1 ? 3 : span < 10 ? 2 : 1;
    return `${seconds.toFixed(digits)} s`;
  }
  const whole = Math.round(seconds);
  const two = (n) => String(n).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  return span < 3600
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

function timeTick(seconds, span) {
  return span < 120 ? `${+seconds.toFixed(3)} s` : time(seconds, span);
}

function millis(value) {
  if (value === null || value === undefined) {
    return "–";
  }
  if (value >= 100000) {
    return `${(value / 1000).toFixed(0)} s`;
  }
  if (value >= 1000) {
    return `${+(value / 1000).toFixed(value >= 10000 ? 1 : 2)} s`;
  }
  return value >= 100 ? `${value.toFixed(0)} ms` : `${+value.toPrecision(2)} ms`;
}

function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  for (const [size, suffix] of [[1e9, "G"], [1e6, "M"], [1e4, "k"]]) {
    if (Math.abs(value) >= size) {
      const unit = suffix === "k" ? 1e3 : size;
      return `${+(value / unit).toPrecision(3)} ${suffix}`;
    }
  }
  return Number.isInteger(value) ? String(value) : String(+value.toPrecision(3));
}

function percent(value) {
  return value === null || value === undefined ? "–" : `${+value.toFixed(1)} %`;
}

function plural(count, one) {
  return `${number(count)} ${one}${count === 1 ? "" : "s"}`;
}

const UNDRAWN = [];

/* Draws once the holder is in the page, and again when its width changes: text keeps its size. */
function redrawn(holder, draw) {
  let width = 0;
  const again = () => {
    const now = Math.floor(holder.clientWidth);
    if (now > 0 && now !== width) {
      width = now;
      draw(width);
    }
  };
  new ResizeObserver(again).observe(holder);
  UNDRAWN.push(again);
}

/* Draws what was just put into the page, before anybody sees it without. */
function drawAll() {
  UNDRAWN.splice(0).forEach((draw) => draw());
}

function copyButton(text) {
  const button = html("button", { type: "button", "data-copy": text }, "Copy");
  button.addEventListener("click", async () => {
    button.textContent = (await copied(text)) ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return button;
}

/* Pages from files may not use the clipboard in every browser; a selection always works. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    const area = html("textarea", { readonly: "", style: "position:fixed;top:0;opacity:0" });
    area.value = text;
    document.body.append(area);
    area.select();
    const worked = document.execCommand("copy");
    area.remove();
    return worked;
  }
}
