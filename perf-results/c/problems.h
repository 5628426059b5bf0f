/* The problems of jmh/org/thalweg/bench/solve in plain loops. */
#ifndef PROBLEMS_H
#define PROBLEMS_H

#ifdef __cplusplus
extern "C" {
#endif

/* Value at x; its gradient goes to g, which is no part of x. */
typedef double function(const double *x, double *g, int n);

typedef struct {
    const char *name;
    int n;
    double *start;
    function *f;
} problem;

/* The problem of a name such as rosenbrock-100, extended-1000 or logistic-10000, with its data; one at a time. It is NULL if
 * there is none. "logistic-simd-10000" is the same with dot products that the compiler may reorder into vectors. */
const problem *problem_named(const char *name);

#ifdef __cplusplus
}
#endif
#endif
