#!/bin/sh
# Describes the machine and the checkout in Markdown. Arguments: the command that was run, and its settings.
set -eu
cd "$(dirname "$0")/.."
tell() { printf -- '- %s\n' "$*"; }
tell "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc --all) processors, $(
    awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), governor $(
    cat /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor 2> /dev/null || echo unknown), transparent large pages $(
    sed 's/.*\[\(.*\)\].*/\1/' /sys/kernel/mm/transparent_hugepage/enabled 2> /dev/null || echo unknown)"
tell "$(uname -sr), $(${CC:-gcc} --version | head -1)"
if [ -n "${JAVA:-}" ]; then tell "$("$JAVA" -version 2>&1 | sed -n 2p)"; fi
if command -v dpkg-query > /dev/null; then
    tell "$(dpkg-query -W -f '${Package} ${Version} ' liblbfgs-dev libnlopt-dev libdlib-dev libopenblas0 python3-scipy \
        python3-numpy libeigen3-dev 2> /dev/null || true)"
fi
tell "commit $(git rev-parse --short HEAD), $(if [ -z "$(git status --porcelain)" ]; then echo clean; else echo changed; fi)"
tell "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
tell "\`$*\`"
