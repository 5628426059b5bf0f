#!/bin/sh
# Builds gradients.c and times it: name, ns per evaluation, value, norm of the gradient. Arguments: names of workloads, else all.
# CC, CFLAGS and CPU (the processor to pin to) may be set.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${BUILD:-$here/../../target}
mkdir -p "$build"
${CC:-gcc} ${CFLAGS:--O3 -march=native} -std=c11 -Wall -Wextra -o "$build/gradients" "$here/gradients.c" -lm
pin=
if command -v taskset > /dev/null; then pin="taskset -c ${CPU:-0}"; fi
exec $pin "$build/gradients" "$@"
