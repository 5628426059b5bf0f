#!/bin/sh
# Whole solves: this library, others of the JVM, and native ones, from the same starts to the same gradient, by turns.
#
#     perf-results/solves.sh [directory for the results, target/solves]
#
# PROBLEMS, names separated by commas (all); OURS and PEERS, names of methods (all that are there); ROUNDS (3); WARMUP (2) and
# MEASURE (0.6), seconds for each method and problem in a process of its own; LIMIT (60), seconds after which such a process is
# ended; CPU, the processor to pin to (0). Native peers take part if installed: liblbfgs-dev, libnlopt-dev, libdlib-dev,
# python3-scipy of Debian. Writes round-?.jsonl, one line of JSON for each process, log.txt, environment.md and solves.md.
set -eu
cd "$(dirname "$0")/.."
out=${1:-target/solves}
mkdir -p "$out"
out=$(cd "$out" && pwd)
problems=${PROBLEMS:-rosenbrock-5,rosenbrock-100,beale,helical,wood,powell-4,trigonometric-100,extended-1000,chained-1000,broyden-1000,powell-1000,logistic-10000,extended-100000,extended-1000000}
ours=${OURS:-lbfgs,lbfgs-formula,wolfe,wolfe-formula,bfgs,bfgs-formula}
jvm=smile-lbfgs,smile-bfgs,lbfgs4j,breeze,hipparchus-cg,commons-math-cg
pin=
if command -v taskset > /dev/null; then pin="taskset -c ${CPU:-0}"; fi
export NATIVE_WARMUP="${NATIVE_WARMUP:-0.3}" MEASURE="${MEASURE:-0.6}" OPENBLAS_NUM_THREADS=1

${MVN:-mvn} -q -Ppeers test-compile exec:exec > "$out/where.txt"
java=$(grep -v '^WARNING' "$out/where.txt" | sed -n 1p)/bin/java
classes=$(grep -v '^WARNING' "$out/where.txt" | sed -n 2p)
rm "$out/where.txt"
bin=$out/bin
native=$(perf-results/c/build-solves.sh "$bin" | xargs echo | tr ' ' ,)
for python in /usr/bin/python3 python3; do
    if "$python" -c 'import scipy' 2> /dev/null; then native=$native,scipy && break; fi
done
peers=${PEERS:-$jvm,$native}

# What takes more than a minute, or a matrix of n² numbers beyond memory.
hopeless() {
    case $1:$2 in
    smile-bfgs:chained-1000 | bfgs:chained-1000 | bfgs-formula:chained-1000) return 0 ;;
    smile-bfgs:extended-1*00000 | bfgs:extended-1*00000 | bfgs-formula:extended-1*00000) return 0 ;;
    hipparchus-cg:logistic-10000 | commons-math-cg:logistic-10000) return 0 ;;
    *) return 1 ;;
    esac
}

in_list() {
    case ,$2, in *,"$1",*) return 0 ;; *) return 1 ;; esac
}

# run <method> <problem>
run() {
    if in_list "$1" "$ours"; then
        set -- "$1" "$2" "$java" OurSolvers
    elif in_list "$1" "$jvm"; then
        set -- "$1" "$2" "$java" PeerSolvers
    elif [ "${1%-simd}" = scipy ]; then
        timeout "${LIMIT:-60}" $pin "$python" perf-results/solves_scipy.py "$bin/libproblems.so" "$1" "$2"
        return
    else
        timeout "${LIMIT:-60}" $pin "$bin/${1%-simd}" "$1" "$2"
        return
    fi
    timeout "${LIMIT:-60}" $pin "$3" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
        -XX:+UseSerialGC -Xms3g -Xmx6g -Dwarmup="${WARMUP:-2}" -Dmeasure="$MEASURE" -cp "$classes" "org.thalweg.bench.solve.$4" "$1" "$2"
}

JAVA=$java perf-results/environment.sh "ROUNDS=${ROUNDS:-3} WARMUP=${WARMUP:-2} MEASURE=$MEASURE PROBLEMS=$problems" \
    "OURS=$ours PEERS=$peers perf-results/solves.sh" > "$out/environment.md"
rm -f "$out"/round-*.jsonl "$out/log.txt"
for round in $(seq "${ROUNDS:-3}"); do
    for problem in $(echo "$problems" | tr , ' '); do
        methods=$ours,$peers
        # Plain loops for logistic regression leave a dot product that only its writer may reorder: native peers get both.
        case $problem in logistic-*)
            for method in $(echo "$native" | tr , ' '); do
                if in_list "$method" "$peers"; then methods=$methods,$method-simd; fi
            done ;;
        esac
        methods=$(echo "$methods" | tr , '\n')
        # Every second round backwards: what a machine does slowly to its pace hits all alike.
        if [ $((round % 2)) = 0 ]; then methods=$(echo "$methods" | sed '1!G;h;$!d'); fi
        for method in $methods; do
            if hopeless "$method" "$problem"; then
                echo "{\"problem\":\"$problem\",\"solver\":\"$method\",\"status\":\"not run: takes more than a minute or n² memory\"}"
            elif line=$(run "$method" "$problem" 2>> "$out/log.txt"); then
                echo "$line" | grep '^{' # Breeze's linear algebra tells which kind of it is used
            else
                echo "{\"problem\":\"$problem\",\"solver\":\"$method\",\"status\":\"no answer (exit $?; 124: more than ${LIMIT:-60} s)\"}"
            fi
        done
    done > "$out/round-$round.jsonl"
done
rm -r "$bin"
python3 perf-results/solves.py "$out" > "$out/solves.md"
cat "$out/solves.md"
