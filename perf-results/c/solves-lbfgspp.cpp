/* LBFGSpp: backtracking, its default, and the search of Moré and Thuente.
 *
 *     solves-lbfgspp lbfgspp|lbfgspp-morethuente[-simd] <problem>
 *
 * It stops at ‖g‖₂ ≤ 1e-6, which is stricter; with more than 100 variables it is stopped by an exception at the first evaluated
 * point with ‖g‖∞ ≤ 1e-6. The solver is kept between solves. */
#include "solves.h"

#include <LBFGS.h>
#include <cstdio>
#include <cstring>

typedef Eigen::VectorXd column;

struct small {};

struct evaluation {
    const problem *p;
    int count;

    double operator()(const column &x, column &g) {
        count++;
        double f = p->f(x.data(), g.data(), p->n);
        if (p->n > 100 && norm(g.data(), p->n) <= TOLERANCE) throw small();
        return f;
    }
};

static LBFGSpp::LBFGSParam<double> settings() {
    LBFGSpp::LBFGSParam<double> s;
    s.m = MEMORY;
    s.epsilon = TOLERANCE;
    s.epsilon_rel = 0;
    s.max_iterations = ITERATIONS;
    return s;
}

template <template <class> class Search>
static void solve(const problem *p, double *x, outcome *end) {
    static const LBFGSpp::LBFGSParam<double> kept = settings(); /* of which the solver keeps a reference */
    static LBFGSpp::LBFGSSolver<double, Search> solver(kept);
    static column point(p->n);
    evaluation e{p, 0};
    std::memcpy(point.data(), x, p->n * sizeof *x);
    end->iterations = -1;
    try {
        double f;
        end->iterations = solver.minimize(e, point, f);
        std::snprintf(end->status, sizeof end->status, "returned");
    } catch (const small &) {
        std::snprintf(end->status, sizeof end->status, "stopped");
    } catch (const std::exception &failure) {
        std::snprintf(end->status, sizeof end->status, "%s", failure.what());
    }
    std::memcpy(x, point.data(), p->n * sizeof *x);
    end->evaluations = e.count;
}

int main(int count, char **arguments) {
    if (count != 3) return 2;
    bool other = std::strstr(arguments[1], "morethuente");
    return run(arguments[1], arguments[2],
               other ? solve<LBFGSpp::LineSearchMoreThuente> : solve<LBFGSpp::LineSearchBacktracking>);
}
