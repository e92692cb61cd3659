#!/bin/sh
# Makes the tables of docs/SIMULATION.md anew, with nothing but the command line.
#
#   docs/tables.sh             all of them, into the page
#   docs/tables.sh loss        the loss table only
#   docs/tables.sh built-in    the figures of the built-in scenarios only
#
# SCALE=2 doubles the seeds, JOBS sets the runs at a time. Results stay in target/tables.

set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
page=docs/SIMULATION.md
results=target/tables
scale=${SCALE:-1}
jobs=${JOBS:-2}
mkdir -p "$results"

# Puts standard input between the markers of this name.
insert() {
  cat >"$results/insert.md"
  awk -v name="$1" -v file="$results/insert.md" '
    $0 == "<!-- " name " -->" { print; print ""; while ((getline line < file) > 0) print line; print ""; skip = 1 }
    $0 == "<!-- end " name " -->" { skip = 0 }
    !skip { print }' "$page" >"$results/page.md"
  cat "$results/page.md" >"$page"
}

# A failed simulation is a figure of the table; anything else ends the script.
simulate() {
  ./simpledht simulate "$@" --jobs "$jobs" >"$results/log" || [ $? -ne 2 ] || exit 2
}

loss() {
  rows=
  # Nodes, and seeds of each of its seven cells.
  for row in 3:40 20:20 100:4 200:2 500:1; do
    nodes=${row%:*}
    simulate docs/loss-table.yaml --vary "nodes=$nodes" --vary network.loss=0,5%,10%,20%,30%,40%,50% \
      --runs $((${row#*:} * scale)) --report "$results/loss-$nodes"
    rows="$rows $results/loss-$nodes"
  done
  # shellcheck disable=SC2086
  ./simpledht simulate table $rows | insert loss
}

built_in() {
  ./simpledht simulate list | while read -r name _; do
    simulate "$name" --runs $((5 * scale)) --report "$results/$name" </dev/null
    ./simpledht simulate table "$results/$name" | insert "$name"
  done
}

case ${1:-all} in
  loss) loss ;;
  built-in) built_in ;;
  all)
    built_in
    loss
    ;;
  *)
    echo "docs/tables.sh: all, loss or built-in, not $1" >&2
    exit 2
    ;;
esac
