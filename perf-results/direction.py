"""Makes one Markdown table of what direction.sh recorded in a directory: java-*.json, java-*.txt and c-*.txt."""
import glob
import json
import statistics
import sys

MEMORY = 10
# Doubles that must move, per variable.
DOUBLES = {"direction": 4 * MEMORY, "fused": 4 * MEMORY, "plain": 4 * MEMORY, "dot": 2, "triad": 3,
           "dotFar": 2 * MEMORY, "triadFar": 2 * MEMORY}


def read(directory):
    times, values = {}, {}
    for path in sorted(glob.glob(directory + "/java-*.json")):
        for run in json.load(open(path)):
            method, n = run["benchmark"].rsplit(".", 1)[1], int(run["params"]["n"])
            for fork in run["primaryMetric"]["rawData"]:
                times.setdefault(("java", method, n), []).append(statistics.median(fork))
    for path in sorted(glob.glob(directory + "/java-*.txt")):
        for line in open(path, encoding="utf-8"):
            if line.startswith("values "):
                _, n, slope, last = line.split()
                values["java", int(n)] = float(slope), float(last)
    for path in sorted(glob.glob(directory + "/c-*.txt")):
        for line in open(path):
            method, n, us, *rest = line.split()
            times.setdefault(("c", method, int(n)), []).append(float(us))
            if method == "fused":
                values["c", int(n)] = float(rest[0]), float(rest[1])
    return {key: statistics.median(runs) for key, runs in times.items()}, values


def main(directory):
    times, values = read(directory)

    def rate(language, method, n):
        us = times.get((language, method, n))
        if not us:
            return None
        # Three dot products of even lengths, or triads of seven rows out of ten pairs: what their loops really touch.
        doubles = DOUBLES[method] * n if (language, method) != ("c", "triadFar") else 18 * n
        return doubles * 8 / us * 1e-3

    def cell(x, digits=1):
        return "–" if x is None else f"{x:.{digits}f}"

    print(f"µs per direction of m = {MEMORY} pairs, and GB/s. The direction must move 4mn doubles; *dot* and *triad* are streams")
    print("through vectors of length n, *far* through as much memory as the pairs take. Medians of the rounds' medians.\n")
    print("| n | ours, µs | C fused, µs | C plain, µs | ours ÷ C fused | ours, GB/s | C fused | dot | dot far | triad | triad far"
          " | C dot | C dot far | C triad far | ours ÷ dot | ours ÷ dot far | differs |")
    print("|--:|" + "--:|" * 16)
    for n in sorted({key[2] for key in times}):
        ours, fused, plain = (times.get(key) for key in
                              (("java", "direction", n), ("c", "fused", n), ("c", "plain", n)))
        rates = {(language, method): rate(language, method, n) for language in ("java", "c") for method in DOUBLES}
        java, c = values.get(("java", n)), values.get(("c", n))
        differs = max(abs(a - b) / abs(b) for a, b in zip(java, c)) if java and c else None
        own = rates["java", "direction"]
        digits = 3 if n < 1000 else 2 if n < 100000 else 0
        cells = [cell(ours, digits), cell(fused, digits), cell(plain, digits)]
        cells.append(cell(ours / fused if ours and fused else None, 2))
        cells += [cell(rates[key]) for key in (("java", "direction"), ("c", "fused"), ("java", "dot"), ("java", "dotFar"),
                                               ("java", "triad"), ("java", "triadFar"), ("c", "dot"), ("c", "dotFar"),
                                               ("c", "triadFar"))]
        cells += [cell(own / rates["java", key] if own and rates["java", key] else None, 2) for key in ("dot", "dotFar")]
        cells.append("–" if differs is None else f"{differs:.0e}")
        print(f"| {n:,} | ".replace(",", " ") + " | ".join(cells) + " |")


main(sys.argv[1])
