/* Uses a report as a reader would, through nothing but the page, and leaves what it found in an element. */
(async () => {
  const problems = [];
  const drawn = new Set();
  let moves = 0;
  const expect = (holds, what) => { if (!holds) { problems.push(what); } };
  window.addEventListener("error", (event) => problems.push(`error: ${event.message}`));
  window.addEventListener("unhandledrejection", (event) => problems.push(`rejected: ${event.reason}`));
  window.addEventListener("securitypolicyviolation", (event) => problems.push(`loads ${event.blockedURI}`));
  const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
  const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);

  /* Something of a size within the picture, and no number that is none. */
  function look(chart) {
    const name = chart.dataset.chart;
    const said = !chart.matches("figure") || chart.querySelector("h3").textContent && chart.querySelector(".how").textContent;
    expect(said, `${name}: does not say what it shows`);
    const pictures = all("svg", chart);
    for (const picture of pictures) {
      expect(!/NaN|undefined|Infinity/.test(picture.outerHTML), `${name}: a coordinate is no number`);
    }
    if (name === "checks") {
      expect(all("tbody tr", chart).length > 0, "checks: no rows");
    } else if (!chart.querySelector(".empty")) {
      const seen = all(".data", chart).filter((shape) => {
        const box = shape.getBoundingClientRect();
        const frame = shape.ownerSVGElement.getBoundingClientRect();
        return box.width + box.height > 1 && box.right > frame.left && box.left < frame.right
          && box.bottom > frame.top && box.top < frame.bottom;
      });
      expect(seen.length > 0, `${name}: nothing is drawn`);
    }
    drawn.add(name);
  }

  const ringNow = () => all("[data-chart=ring] svg path").map((path) => path.getAttribute("d")).join("|")
    + one("[data-chart=ring] svg").textContent;

  /* Every position of the slider draws a ring, and different times draw different ones. */
  async function slide() {
    const slider = one("#time");
    const rings = new Set();
    const times = new Set();
    for (let at = 0; at <= +slider.max; at += Math.max(1, Math.floor(slider.max / 12))) {
      slider.value = at;
      slider.dispatchEvent(new Event("input"));
      rings.add(ringNow());
      times.add(one(".time output").textContent);
      expect(slider.getAttribute("aria-valuetext") === one(".time output").textContent, "slider: does not say the time");
    }
    expect(rings.size > 6 && times.size === rings.size, `slider: ${rings.size} rings at ${times.size} times`);
    moves += rings.size;
    slider.value = 3;
    slider.dispatchEvent(new Event("input"));
    one("#play").click();
    await pause(1000);
    expect(+slider.value > 5, `play: stands at ${slider.value}`);
    one("#play").click();
    const stopped = slider.value;
    await pause(500);
    expect(slider.value === stopped, "play: does not stop");
  }

  function point() {
    const ring = one("[data-chart=ring] svg");
    const before = one(".facts").textContent;
    ring.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    expect(one(".facts").textContent !== before && /node-\d+/.test(one(".facts").textContent), "ring: keys choose no node");
    const chart = one("[data-chart=convergence] svg");
    const box = chart.getBoundingClientRect();
    const was = one("#time").value;
    chart.dispatchEvent(new MouseEvent("click", { clientX: box.left + box.width * 0.8, clientY: box.top + 30, bubbles: true }));
    expect(one("#time").value !== was, "charts: a click does not move the time");
  }

  try {
    await pause(300);
    const chooser = one("#chooser");
    const choices = chooser ? all("option", chooser).map((option) => option.value) : [null];
    for (const choice of choices) {
      if (choice !== null) {
        chooser.value = choice;
        chooser.dispatchEvent(new Event("change"));
        await pause(200);
      }
      all("[data-chart]").forEach(look);
      if (choice === choices[0]) {
        await slide();
        point();
      }
    }
    const copies = all("button[data-copy]").filter((button) => button.dataset.copy.startsWith("./simpledht simulate "));
    expect(copies.length >= all("#runs tbody tr").length, "runs: a replay command is missing");
    expect(document.documentElement.scrollWidth <= window.innerWidth, `page: ${document.documentElement.scrollWidth} px wide in ${window.innerWidth}`);
    expect(!one("b > b, td b"), "text became markup");
    for (const entry of performance.getEntriesByType("resource")) {
      problems.push(`loads ${entry.name}`);
    }
  } catch (broken) {
    problems.push(`broke: ${broken.stack}`);
  }
  const result = document.createElement("pre");
  result.id = "used";
  result.textContent = JSON.stringify({ problems, drawn: [...drawn].sort(), moves, rows: all("#runs tbody tr").length });
  document.body.append(result);
})();
