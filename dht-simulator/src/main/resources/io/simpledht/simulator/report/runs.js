/* The table of all runs. */

const RUN_COLUMNS = [
  ["scenario", true, "what was simulated"],
  ["seed", false, "everything random followed from it"],
  ["nodes", false, "that were ever started"],
  ["virtual", false, "how long the run lasted in its own time"],
  ["join p99", false, "99 of 100 nodes found the network within this time"],
  ["put p99", false, "99 of 100 writes were answered within this time"],
  ["get p99", false, "99 of 100 reads were answered within this time"],
  ["settled", false, "from the end of the last fault until no copy was missing"],
  ["failed calls", false, "calls of users that did not get what they asked for"],
  ["trace", true, "a hash over every event: the same run has the same hash"],
  ["replay", true, "the command that runs it again"],
];

class RunTable {
  constructor(runs, onOpen) {
    this.runs = runs;
    this.rows = runs.map((run) => this.row(run, onOpen));
    const head = html("tr", {}, html("th", { class: "text" }, "verdict"), html("th"),
      ...RUN_COLUMNS.map(([name, text, how]) => html("th", { class: text ? "text" : null, title: how }, name)));
    const body = html("tbody", {}, ...this.rows);
    this.element = html("section", {}, html("h2", {}, runs.length === 1 ? "The run" : "All runs"),
      html("p", { class: "how" }, "One row for each run. Times are virtual; p99 is the time that one in a hundred exceeded. Copy the replay command to run exactly that one again."),
      runs.length > 1 ? this.filter() : null,
      html("div", { class: "scroll", tabindex: 0, "aria-label": "Table of runs" },
        html("table", { id: "runs" }, html("thead", {}, head), body)));
  }

  filter() {
    const box = html("input", { type: "checkbox", id: "only" });
    box.addEventListener("change", () => this.rows.forEach((row, i) => {
      row.hidden = box.checked && this.runs[i].verdict === "pass";
    }));
    return html("p", { class: "row how" }, html("label", {}, box, " only those that did not pass"));
  }

  row(run, onOpen) {
    const open = run.detail === undefined ? null
      : html("button", { type: "button", onclick: () => onOpen(run.detail, true) }, "Open");
    const cells = [run.seed, number(run.nodes), time(run.virtual, run.virtual), millis(run.p99.bootstrap),
      millis(run.p99.put), millis(run.p99.get), settledText(run), `${number(run.failedCalls)} of ${number(run.calls)}`];
    return html("tr", { title: run.reason || null }, html("td", { class: "text" }, verdictMark(run.verdict)),
      html("td", {}, open), html("td", { class: "text" }, run.label), ...cells.map((cell) => html("td", {}, cell)),
      html("td", { class: "text" }, html("code", {}, run.trace)),
      html("td", { class: "text" }, copyButton(run.replay), " ", html("code", {}, run.replay)));
  }

  mark(detail) {
    this.rows.forEach((row, i) => row.classList.toggle("chosen", this.runs[i].detail === detail));
  }
}

function settledText(run) {
  return run.settled === null ? "never" : millis(1000 * run.settled);
}
