"""Makes Markdown tables of what solves.sh recorded in a directory, round-*.jsonl: ratios first, then all rows."""
import glob
import json
import statistics
import sys

OURS = ("lbfgs", "lbfgs-formula", "wolfe", "wolfe-formula", "bfgs", "bfgs-formula")


class Row:
    """All rounds of one method on one problem."""

    def __init__(self, runs):
        self.last = last = runs[-1]
        self.problem, self.solver = last["problem"], last["solver"]
        self.measured = [run for run in runs if "seconds" in run]
        self.converged = len(self.measured) == len(runs) and all(run["converged"] for run in runs)
        blocks = [t for run in self.measured for t in run["seconds"]]
        self.time = statistics.median(blocks) if blocks else None
        self.least, self.most = (min(blocks), max(blocks)) if blocks else (None, None)

    def value(self):
        return float(self.last["value"]) if self.measured else None


def read(directory):
    runs = {}
    for path in sorted(glob.glob(directory + "/round-*.jsonl")):
        for line in open(path, encoding="utf-8"):
            run = json.loads(line)
            runs.setdefault((run["problem"], run["solver"]), []).append(run)
    rows = {}
    for (problem, solver), group in runs.items():
        rows.setdefault(problem, {})[solver] = Row(group)
    return rows


def differences(rows):
    """Says where drivers do not agree on value and gradient at the start: then they do not mean the same function."""
    for problem, group in rows.items():
        starts = {name: (float(row.last["startValue"]), float(row.last["startNorm"]))
                  for name, row in group.items() if row.measured}
        for name, start in starts.items():
            first = next(iter(starts.values()))
            if any(abs(a - b) > 1e-8 * max(abs(a), abs(b)) for a, b in zip(start, first)):
                print(f"**Not the same function**: {problem}, {name}: {start}, others {first}.\n")


def time(t):
    for unit, scale in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if t * scale >= 1 or unit == "µs":
            shown = t * scale
            digits = max(0, 2 - (len(str(int(shown))) - 1)) if shown >= 1 else 3
            return f"{shown:.{digits}f} {unit}"


def mark(row, group):
    """A dagger if it converged to a worse stationary point than another."""
    lowest = min((other.value() for other in group.values() if other.converged), default=None)
    return " †" if row.converged and row.value() - lowest > 1e-6 * max(1, abs(lowest)) else ""


def ratios(rows):
    ours = [name for name in OURS if any(name in group for group in rows.values())]
    print("Ours ÷ the fastest peer that converged, medians; ✗ where ours did not. **Bold**: the best of ours.\n")
    print("| problem | fastest peer | its time | " + " | ".join(ours) + " |")
    print("|---|---|--:|" + "--:|" * len(ours))
    for problem, group in rows.items():
        peers = sorted((row for name, row in group.items() if name not in OURS and row.converged), key=lambda row: row.time)
        own = {name: group[name] for name in ours if name in group}
        best = min((row.time for row in own.values() if row.converged), default=None)
        cells = []
        for name in ours:
            row = own.get(name)
            if row is None or not row.converged or not peers:
                cells.append("–" if row is None or not peers else "✗")
            else:
                cell = f"{row.time / peers[0].time:.2f}{mark(row, group)}"
                cells.append(f"**{cell}**" if row.time == best else cell)
        fastest = ("none", "–")
        if peers:
            fastest = (peers[0].solver + mark(peers[0], group), time(peers[0].time))
        print(f"| {problem} | " + " | ".join([*fastest, *cells]) + " |")
    print()


def table(rows):
    for problem, group in rows.items():
        print(f"**{problem}**\n")
        print("| | status | f | ‖g‖∞ | iterations | evaluations | time (least–most) | bytes |")
        print("|---|---|--:|--:|--:|--:|--:|--:|")
        # Ours first, then by time; what has no time last.
        for row in sorted(group.values(), key=lambda r: (r.solver not in OURS, not r.converged, r.time or 1e9)):
            last = row.last
            if not row.measured:
                print(f"| {row.solver} | ✗ {last['status']} | | | | | | |")
                continue
            status = last["status"] if row.converged else "✗ " + last["status"]
            f = row.value()
            count = f"{last['gradients']}" + (f" + {last['values']} f" if last["values"] else "")
            bytes_ = last["bytes"]
            print(f"| {row.solver} | {status} | {f:.6g}{mark(row, group)} | {float(last['gradientNorm']):.1e} | "
                  + ("–" if last["iterations"] < 0 else str(last["iterations"]))
                  + f" | {count} | {time(row.time)} ({time(row.least)}–{time(row.most)}) | "
                  + ("–" if bytes_ is None else f"{bytes_:,.0f}".replace(",", " ")) + " |")
        print()


def main(directory):
    rows = read(directory)
    differences(rows)
    ratios(rows)
    print("✗: ended with ‖g‖∞ > 1e-6, or not at all; measured again by the driver, whatever the method says. †: another")
    print("stationary point, f above the lowest of the table. Evaluations are of value and gradient, + of values alone.")
    print("Times are of blocks of solves of all rounds.\n")
    table(rows)


main(sys.argv[1])
