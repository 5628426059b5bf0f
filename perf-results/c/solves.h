/* What the drivers of native libraries share: warm-up, timed blocks of solves from fresh copies of the start, one solve whose
 * evaluations are counted, the gradient where it ended, and one line of JSON, as SolveRun.java. */
#ifndef SOLVES_H
#define SOLVES_H

#include "problems.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { MEMORY = 10, ITERATIONS = 20000, EVALUATIONS = 60000 };

static const double TOLERANCE = 1e-6;

/* How a solve ended, for the methods to fill. */
typedef struct {
    char status[64];
    int iterations; /* -1 if the library does not tell */
    int evaluations;
} outcome;

/* One solve: x is the start, overwritten with what was reached. */
typedef void method(const problem *p, double *x, outcome *end);

/* ‖g‖∞ */
double norm(const double *g, int n);

/* The name of the method, which may end in "-simd" for the variant of the problem with vectors, and of the problem. */
int run(const char *name, const char *problem, method *solve);

#ifdef __cplusplus
}
#endif
#endif
