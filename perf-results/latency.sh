#!/bin/sh
# Latencies: solves at fixed rates beside an idle job, the way of a fresh virtual machine to its first solve and to the steady
# state, with and without caches of classes, and the service of the examples under load.
#
#     perf-results/latency.sh [directory for the results, target/latency]
#
# SECONDS_PER_ROW (10), twice that for each row of the first table, in five rounds; LOADS (0.2,0.5,0.8); ROUNDS (11) fresh machines
# of each kind; RATES (100,1000,4000) requests per second. Writes
# solves.md, cold.md and service.md there, and latency.md of all three.
set -eu
cd "$(dirname "$0")/.."
out=${1:-target/latency}
mkdir -p "$out"
out=$(cd "$out" && pwd)
seconds=${SECONDS_PER_ROW:-10}
run() {
    ${MVN:-mvn} -q test-compile exec:exec -Dexample="org.thalweg.examples.$1"
}
run "latency.SolveLatency $seconds ${LOADS:-0.2,0.5,0.8}" > "$out/solves.md"
run "latency.ColdStarts ${ROUNDS:-11}" > "$out/cold.md"
run "smile.SmileLoad $seconds ${RATES:-100,1000,4000}" > "$out/service.md"
for part in solves cold service; do
    grep -v "^WARNING" "$out/$part.md"
    echo
done > "$out/latency.md"
cat "$out/latency.md"
