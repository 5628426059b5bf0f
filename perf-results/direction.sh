#!/bin/sh
# The direction alone, ours and the two-loop recursion in C, beside a dot product and a triad in the same run, by turns.
#
#     perf-results/direction.sh [directory for the results, target/direction]
#
# ROUNDS (3) rounds of one JMH fork and one run of the C driver; SIZES, numbers of variables separated by commas; JMH, options
# for JMH instead of its warm-up and iterations; METHODS (direction|dot|triad|dotFar|triadFar), a pattern; CPU, the processor
# to pin to (0). GLIBC_TUNABLES=glibc.malloc.hugetlb=1 and JMH="… -jvmArgsAppend -XX:+UseTransparentHugePages" give both
# sides large pages. Writes JMH's JSON and output, the C driver's output, and direction.md.
set -eu
cd "$(dirname "$0")/.."
out=${1:-target/direction}
mkdir -p "$out"
out=$(cd "$out" && pwd)
pin=
if command -v taskset > /dev/null; then pin="taskset -c ${CPU:-0}"; fi
sizes=${SIZES:-16,100,1000,10000,100000,1000000,4000000}
${CC:-gcc} ${CFLAGS:--O3 -march=native} -std=c11 -Wall -Wextra -o "$out/direction" perf-results/c/direction.c
rm -f "$out"/java-*.json "$out"/java-*.txt "$out"/c-*.txt
for round in $(seq "${ROUNDS:-3}"); do
    $pin ${MVN:-mvn} -q -Pjmh test-compile exec:exec \
        -Djmh.args="DirectionBenchmark\\.(${METHODS:-direction|dot|triad|dotFar|triadFar})\$ -f 1 -p n=$sizes ${JMH:--wi 3 -w 1 -i 5 -r 1} -rf json -rff $out/java-$round.json" \
        > "$out/java-$round.txt"
    # shellcheck disable=SC2046
    $pin "$out/direction" $(echo "$sizes" | tr , ' ') > "$out/c-$round.txt"
done
rm "$out/direction"
python3 perf-results/direction.py "$out" > "$out/direction.md"
cat "$out/direction.md"
