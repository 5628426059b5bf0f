/* NLopt: LD_LBFGS with ten pairs.
 *
 *     solves-nlopt nlopt[-simd] <problem>
 *
 * It has no rule for the gradient: stopped by force at the first evaluated point whose gradient is small enough. */
#include "solves.h"

#include <nlopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static nlopt_opt method_;
static const problem *current;
static double *reached; /* where it was stopped: what NLopt leaves in x may be another point */
static int evaluations, stopped;

static double evaluate(unsigned n, const double *x, double *g, void *unused) {
    (void) unused;
    evaluations++;
    double f = current->f(x, g, (int) n);
    if (!stopped && norm(g, (int) n) <= TOLERANCE) {
        memcpy(reached, x, n * sizeof *x);
        stopped = 1;
        nlopt_force_stop(method_);
    }
    return f;
}

static void solve(const problem *p, double *x, outcome *end) {
    if (!method_) {
        method_ = nlopt_create(NLOPT_LD_LBFGS, p->n);
        nlopt_set_vector_storage(method_, MEMORY);
        nlopt_set_maxeval(method_, EVALUATIONS);
        nlopt_set_min_objective(method_, evaluate, NULL);
        reached = malloc(p->n * sizeof *reached);
    }
    current = p;
    evaluations = stopped = 0;
    double f;
    int result = nlopt_optimize(method_, x, &f);
    if (stopped) memcpy(x, reached, p->n * sizeof *x);
    end->iterations = -1;
    end->evaluations = evaluations;
    snprintf(end->status, sizeof end->status, "%s", nlopt_result_to_string(result));
}

int main(int count, char **arguments) {
    if (count != 3) return 2;
    return run(arguments[1], arguments[2], solve);
}
