#!/bin/sh
# Gradients by formula, by hand in the Vector API, in plain Java and in plain C, on the same data, run alternately.
#
#     perf-results/gradients.sh [directory for the results, target/gradients]
#
# ROUNDS (3) rounds of one JMH fork and one run of the C driver; WORKLOADS, names separated by commas, else all; JMH, options
# for JMH instead of the long warm-up (the compiler shares the one processor, and vectors not yet compiled make garbage);
# CPU, the processor to pin to (0). Writes JMH's JSON and output, the C driver's output, and gradients.md.
set -eu
cd "$(dirname "$0")/.."
out=${1:-target/gradients}
mkdir -p "$out"
out=$(cd "$out" && pwd)
pin=
if command -v taskset > /dev/null; then pin="taskset -c ${CPU:-0}"; fi
select=
names=
if [ -n "${WORKLOADS:-}" ]; then
    select="-p workload=$WORKLOADS"
    names=$(echo "$WORKLOADS" | tr , ' ')
fi
rm -f "$out"/java-*.json "$out"/java-*.txt "$out"/c-*.txt
for round in $(seq "${ROUNDS:-3}"); do
    $pin ${MVN:-mvn} -q -Pjmh test-compile exec:exec \
        -Djmh.args="GradientBenchmark\\.(value|formula|vector|scalar)\$ -f 1 -prof gc ${JMH:--wi 10 -w 2 -i 5 -r 1} $select -rf json -rff $out/java-$round.json" \
        > "$out/java-$round.txt"
    # shellcheck disable=SC2086
    BUILD="$out" perf-results/c/run.sh $names > "$out/c-$round.txt"
done
python3 perf-results/gradients.py "$out" > "$out/gradients.md"
cat "$out/gradients.md"
