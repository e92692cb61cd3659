/* Puts the page together. */

const DATA = JSON.parse(document.getElementById("data").textContent);

function start() {
  const runs = DATA.runs;
  runs.forEach((run, i) => { run.wall = DATA.wall[i]; });
  const holder = html("div");
  const table = new RunTable(runs, open);
  let shown = null;

  function open(detail, scroll) {
    if (shown) {
      shown.stop();
    }
    shown = new Detail(runs.find((run) => run.detail === detail), DATA.details[detail], DATA.states);
    holder.replaceChildren(shown.element);
    table.mark(detail);
    chooser.value = detail;
    drawAll();
    if (scroll) {
      chosen.scrollIntoView();
    }
  }

  const chooser = html("select", { id: "chooser", "aria-label": "Run shown below" },
    ...runs.filter((run) => run.detail !== undefined).map((run) =>
      html("option", { value: run.detail }, `${run.label}, seed ${run.seed}: ${run.verdict}`)));
  chooser.addEventListener("change", () => open(+chooser.value, false));
  const chosen = html("div", {}, html("h2", {}, runs.length === 1 ? "In full" : "One run in full"),
    runs.length === 1 ? null : html("p", { class: "row how" }, "Run", chooser, leftOut(runs)), holder);

  document.getElementById("head").append(...heading(runs));
  document.getElementById("main").append(table.element);
  if (runs.length > 1) {
    document.getElementById("main").append(sweepSection(runs, open));
  }
  document.getElementById("main").append(chosen, html("footer", {}, "The same data lies beside this page: runs.json, timeseries.csv, latencies.csv."));
  open((runs.find((run) => run.verdict === "fail" && run.detail !== undefined) || runs.find((run) => run.detail !== undefined)).detail, false);
}

function leftOut(runs) {
  const without = runs.filter((run) => run.detail === undefined).length;
  return without === 0 ? null
    : `${plural(without, "run")} more only in the table: the failed, the slowest and the first are shown in full.`;
}

function heading(runs) {
  const names = [...new Set(runs.map((run) => run.scenario))];
  const title = names.length === 1 ? names[0] : plural(names.length, "scenario");
  document.title = `${title} – SimpleDHT simulation`;
  const of = (verdict) => runs.filter((run) => run.verdict === verdict).length;
  const events = runs.reduce((sum, run) => sum + run.events, 0);
  const virtual = runs.reduce((sum, run) => sum + run.virtual, 0);
  return [html("h1", {}, `Simulation: ${title}`),
    html("p", { class: "lead" }, `${plural(runs.length, "run")} of the very node that ships, in virtual time: ${number(events)} events in ${time(virtual, virtual)}. `,
      ...["pass", "fail", "unknown"].filter((verdict) => of(verdict)).flatMap((verdict) =>
        [html("span", { class: `verdict ${verdict}` }, `${VERDICTS[verdict]} ${of(verdict)}`), "  "]))];
}

start();
