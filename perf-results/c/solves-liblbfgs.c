/* liblbfgs: the search of Moré and Thuente, its default, and backtracking with strong Wolfe conditions.
 *
 *     solves-liblbfgs liblbfgs|liblbfgs-backtracking[-simd] <problem>
 *
 * Stopped from its callback after an iteration. Its vectors are its own: allocated once, and x is copied in and out. */
#include "solves.h"

#include <lbfgs.h>
#include <stdio.h>
#include <string.h>

static lbfgs_parameter_t settings;
static lbfgsfloatval_t *memory;
static int evaluations, iterations;

static lbfgsfloatval_t evaluate(void *p, const lbfgsfloatval_t *x, lbfgsfloatval_t *g, int n, lbfgsfloatval_t step) {
    (void) step;
    evaluations++;
    return ((const problem *) p)->f(x, g, n);
}

static int progress(void *p, const lbfgsfloatval_t *x, const lbfgsfloatval_t *g, lbfgsfloatval_t f, lbfgsfloatval_t x_norm,
                    lbfgsfloatval_t g_norm, lbfgsfloatval_t step, int n, int k, int trials) {
    (void) p, (void) x, (void) f, (void) x_norm, (void) g_norm, (void) step, (void) trials;
    iterations = k;
    return norm(g, n) <= TOLERANCE || evaluations >= EVALUATIONS;
}

static void solve(const problem *p, double *x, outcome *end) {
    if (!memory) memory = lbfgs_malloc(p->n);
    memcpy(memory, x, p->n * sizeof *x);
    evaluations = iterations = 0;
    int result = lbfgs(p->n, memory, NULL, evaluate, progress, (void *) p, &settings);
    memcpy(x, memory, p->n * sizeof *x);
    end->iterations = iterations;
    end->evaluations = evaluations;
    if (result == 1) {
        snprintf(end->status, sizeof end->status, "LBFGS_STOP");
    } else {
        snprintf(end->status, sizeof end->status, "error %d", result);
    }
}

int main(int count, char **arguments) {
    if (count != 3) return 2;
    lbfgs_parameter_init(&settings);
    settings.m = MEMORY;
    settings.epsilon = 0;
    settings.max_iterations = ITERATIONS;
    if (strstr(arguments[1], "backtracking")) settings.linesearch = LBFGS_LINESEARCH_BACKTRACKING_STRONG_WOLFE;
    return run(arguments[1], arguments[2], solve);
}
