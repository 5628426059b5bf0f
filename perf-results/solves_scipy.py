"""SciPy's L-BFGS-B without bounds on one problem, in the manner of c/solves.c; the functions are those in C.

    solves_scipy.py <libproblems.so> scipy[-simd] <problem>

Exact at accepted points: gtol is about the largest component; the rule for values is off."""
import ctypes
import json
import os
import sys
import time

import numpy
from scipy.optimize import minimize

TOLERANCE = 1e-6


class Problem(ctypes.Structure):
    pointer = ctypes.POINTER(ctypes.c_double)
    _fields_ = [("name", ctypes.c_char_p), ("n", ctypes.c_int), ("start", pointer),
                ("f", ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int))]


def main(library, name, problem_name):
    problems = ctypes.CDLL(library)
    problems.problem_named.restype = ctypes.POINTER(Problem)
    variant = problem_name.replace("-", "-simd-") if name.endswith("-simd") else problem_name
    p = problems.problem_named(variant.encode()).contents
    n, f = p.n, p.f
    start = numpy.ctypeslib.as_array(p.start, (n,)).copy()

    def function(x):
        x = numpy.ascontiguousarray(x)
        g = numpy.empty(n)
        return f(x.ctypes.data, g.ctypes.data, n), g

    def solve():
        began = time.perf_counter()
        end = minimize(function, start, jac=True, method="L-BFGS-B", options={
            "maxcor": 10, "gtol": TOLERANCE, "ftol": 0, "maxiter": 20000, "maxfun": 60000})
        return time.perf_counter() - began, end

    warm, began, fastest = 0, time.perf_counter(), float("inf")
    while warm < 2 or time.perf_counter() - began < float(os.environ.get("NATIVE_WARMUP", "0.3")):
        fastest = min(fastest, solve()[0])
        warm += 1
    count = max(1, int(0.01 / fastest))
    blocks = max(3, min(51, int(float(os.environ.get("MEASURE", "0.6")) / (count * fastest))))
    seconds = []
    for _ in range(blocks):
        began = time.perf_counter()
        for _ in range(count):
            end = solve()[1]
        seconds.append((time.perf_counter() - began) / count)
    value, gradient = function(end.x)
    norm = float(numpy.max(numpy.abs(gradient)))
    start_value, gradient = function(start)
    print(json.dumps({"problem": problem_name, "solver": name, "n": n, "status": str(end.message),
                      "converged": norm <= TOLERANCE, "value": value, "gradientNorm": norm,
                      "startValue": start_value, "startNorm": float(numpy.max(numpy.abs(gradient))), "iterations": int(end.nit),
                      "values": 0, "gradients": int(end.nfev), "bytes": None, "warmUpSolves": warm,
                      "solvesPerBlock": count, "seconds": seconds}))


main(*sys.argv[1:])
