#!/bin/sh
# Many small problems: all at once, one after another, and by a loop over liblbfgs in C, run alternately; ns per problem.
#
#     perf-results/batch.sh [directory for the results, target/batch]
#
# ROUNDS (3) rounds, of five minutes; PROBLEMS, names such as rosenbrock-2-0 or decay-3-32 separated by commas, else all of
# BatchBenchmark: n = 2, 5, 10, 16, 32 without data, n = 3 with 16, 32, 64 rows, n = 5 with 64; CPU, the processor
# to pin to (0); JMH, options for JMH. Needs the headers of liblbfgs. Writes JMH's JSON and output, and the C driver's output.
set -eu
cd "$(dirname "$0")/.."
out=${1:-target/batch}
mkdir -p "$out"
out=$(cd "$out" && pwd)
every=rosenbrock-2-0,rosenbrock-5-0,rosenbrock-10-0,rosenbrock-16-0,rosenbrock-32-0
problems=${PROBLEMS:-$every,decay-3-16,decay-3-32,decay-3-64,decay-5-64}
pin=
if command -v taskset > /dev/null; then pin="taskset -c ${CPU:-0}"; fi
${CC:-gcc} ${CFLAGS:--O3 -march=native} -std=c11 -Wall -Wextra -o "$out/batch" perf-results/c/batch.c -llbfgs -lm
rm -f "$out"/java-*.json "$out"/java-*.txt "$out"/c-*.txt
for round in $(seq "${ROUNDS:-3}"); do
    $pin ${MVN:-mvn} -q -Pjmh test-compile exec:exec \
        -Djmh.args="BatchBenchmark -f 1 -prof gc ${JMH:-} -p problem=$problems -rf json -rff $out/java-$round.json" \
        > "$out/java-$round.txt"
    for problem in $(echo "$problems" | tr , ' '); do
        # shellcheck disable=SC2046
        $pin "$out/batch" $(echo "$problem" | tr - ' ') 2000 >> "$out/c-$round.txt"
    done
done
grep -h -E '^BatchBenchmark\.(batch|oneByOne) ' "$out"/java-*.txt
cat "$out"/c-*.txt
