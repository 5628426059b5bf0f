/* dlib: find_min with lbfgs_search_strategy(10).
 *
 *     solves-dlib dlib|dlib-blas[-simd] <problem>
 *
 * Built twice: with dlib's own loops, and (USE_BLAS) with the library for linear algebra that Debian configures it for.
 * Stopped by a strategy of our own after an iteration. dlib asks for value and gradient in two calls at the same point: both
 * are computed in the first. */
#include "solves.h"

#include <cstdio>
#include <cstring>
#include <dlib/assert.h>
#include <dlib/test_for_odr_violations.h>
#ifndef USE_BLAS
#undef DLIB_USE_BLAS
#endif
#include <dlib/optimization.h>

typedef dlib::matrix<double, 0, 1> column;

struct evaluation {
    const problem *p;
    column at, gradient;
    int count;

    bool here(const column &x) const {
        return at.size() == x.size() && !std::memcmp(at.begin(), x.begin(), p->n * sizeof(double));
    }

    double value(const column &x) {
        count++;
        at = x;
        gradient.set_size(p->n);
        return p->f(x.begin(), gradient.begin(), p->n);
    }

    const column &derivative(const column &x) {
        if (!here(x)) value(x);
        return gradient;
    }
};

struct stop {
    const evaluation &e;
    int &iterations;

    template <typename T>
    bool should_continue_search(const T &, const double, const T &g) {
        if (norm(g.begin(), e.p->n) <= TOLERANCE || e.count >= EVALUATIONS || iterations >= ITERATIONS) return false;
        iterations++;
        return true;
    }
};

static void solve(const problem *p, double *x, outcome *end) {
    static evaluation e;
    e.p = p;
    e.count = 0;
    e.at.set_size(0);
    column point(p->n);
    std::memcpy(point.begin(), x, p->n * sizeof *x);
    int iterations = 0;
    dlib::find_min(
        dlib::lbfgs_search_strategy(MEMORY), stop{e, iterations}, [](const column &at) { return e.value(at); },
        [](const column &at) -> const column & { return e.derivative(at); }, point, -1e300);
    std::memcpy(x, point.begin(), p->n * sizeof *x);
    end->iterations = iterations;
    end->evaluations = e.count;
    std::snprintf(end->status, sizeof end->status, "returned");
}

int main(int count, char **arguments) {
    return count == 3 ? run(arguments[1], arguments[2], solve) : 2;
}
