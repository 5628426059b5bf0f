"""Makes one Markdown table of what gradients.sh recorded in a directory: java-*.json, java-*.txt and c-*.txt."""
import glob
import json
import sys

METHODS = ("value", "formula", "vector", "scalar")


def lowest(table, key, number):
    table[key] = min(number, table.get(key, number))


def read(directory):
    times, bytes_, values, names = {}, {}, {}, []
    for path in sorted(glob.glob(directory + "/java-*.json")):
        for run in json.load(open(path)):
            name, method = run["params"]["workload"], run["benchmark"].rsplit(".", 1)[1]
            if name not in names:
                names.append(name)
            lowest(times, (name, method), min(min(fork) for fork in run["primaryMetric"]["rawData"]))
            garbage = run["secondaryMetrics"].get("gc.alloc.rate.norm", {"score": float("nan")})["score"]
            lowest(bytes_, (name, method), garbage)
    for path in sorted(glob.glob(directory + "/java-*.txt")):
        for line in open(path, encoding="utf-8"):
            if line.startswith("values "):
                _, name, f, g = line.split()
                values[name, "java"] = float(f), float(g)
    for path in sorted(glob.glob(directory + "/c-*.txt")):
        for line in open(path):
            name, ns, f, g = line.split()
            lowest(times, (name, "c"), float(ns))
            values[name, "c"] = float(f), float(g)
    return times, bytes_, values, names


def nanoseconds(t):
    return "–" if t is None else f"{t:.1f}" if t < 100 else f"{t:,.0f}".replace(",", " ")


def ratio(a, b):
    return "–" if a is None or b is None else f"{a / b:.2f}"


def difference(a, b):
    if a is None or b is None:
        return "–"
    return f"{max(abs(p - q) / max(abs(p), 1e-300) for p, q in zip(a, b)):.0e}"


def main(directory):
    times, garbage, values, names = read(directory)
    print("Nanoseconds per evaluation of value and gradient (of the value alone in the column *value*), the least of all")
    print("iterations on either side. *Garbage*: the most bytes per call among the formula and the vectors by hand. *Differs*:")
    print("relative difference of value and gradient norm, formula against C.\n")
    print("| workload | value | formula | vector | scalar | C | formula ÷ vector | formula ÷ scalar | gradient ÷ value"
          " | C ÷ formula | garbage | differs |")
    print("|---|" + "--:|" * 11)
    for name in names:
        value, formula, vector, scalar, c = (times.get((name, key)) for key in METHODS + ("c",))
        if name == "rosenbrock":
            vector = None
        most = max(garbage.get((name, key), 0) for key in ("formula", "vector"))
        cells = [nanoseconds(t) for t in (value, formula, vector, scalar, c)]
        cells += [ratio(formula, vector), ratio(formula, scalar), ratio(formula, value), ratio(c, formula)]
        cells += [f"{most:.0f}", difference(values.get((name, "java")), values.get((name, "c")))]
        print(f"| {name} | " + " | ".join(cells) + " |")


main(sys.argv[1])
