#define _POSIX_C_SOURCE 200809L
#include "solves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_BLOCKS = 51, LEAST_BLOCKS = 3 };

static const double BLOCK_SECONDS = 0.01;

double norm(const double *g, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) largest = fmax(largest, fabs(g[i]));
    return largest;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + 1e-9 * now.tv_nsec;
}

static double setting(const char *name, double otherwise) {
    const char *value = getenv(name);
    return value ? atof(value) : otherwise;
}

/* Seconds per solve. */
static double block(method *solve, const problem *p, double *x, outcome *end, long count) {
    double start = seconds();
    for (long i = 0; i < count; i++) {
        memcpy(x, p->start, p->n * sizeof *x);
        solve(p, x, end);
    }
    return (seconds() - start) / count;
}

static double clamp(double value, double least, double most) { return fmin(fmax(value, least), most); }

/* JSON has no such numbers: as strings, as Jackson writes them. */
static void print_number(const char *name, double value) {
    if (isfinite(value)) {
        printf("\"%s\":%.17g,", name, value);
    } else {
        printf("\"%s\":\"%s\",", name, isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}

int run(const char *name, const char *problem_name, method *solve) {
    char variant[128];
    size_t length = strlen(name);
    const char *dash = strchr(problem_name, '-');
    int simd = length > 5 && !strcmp(name + length - 5, "-simd");
    snprintf(variant, sizeof variant, "%.*s%s%s", dash ? (int) (dash - problem_name) : 100, problem_name,
             simd ? "-simd" : "", dash ? dash : "");
    const problem *p = problem_named(variant);
    if (!p) {
        fprintf(stderr, "solves: no problem has the name '%s'\n", variant);
        return 2;
    }
    double *x = malloc(p->n * sizeof *x), *g = malloc(p->n * sizeof *g);
    if (!x || !g) {
        perror("solves");
        return 1;
    }
    outcome end = {"", -1, 0};
    double least = setting("NATIVE_WARMUP", 0.3), began = seconds(), fastest = INFINITY;
    int solves = 0;
    do {
        fastest = fmin(fastest, block(solve, p, x, &end, 1));
        solves++;
    } while (solves < 2 || seconds() - began < least);
    long count = (long) clamp(BLOCK_SECONDS / fastest, 1, 1e6);
    int blocks = (int) clamp(setting("MEASURE", 0.6) / (count * fastest), LEAST_BLOCKS, MOST_BLOCKS);
    double times[MOST_BLOCKS];
    for (int i = 0; i < blocks; i++) times[i] = block(solve, p, x, &end, count);
    double f = p->f(x, g, p->n), size = norm(g, p->n);
    printf("{\"problem\":\"%s\",\"solver\":\"%s\",\"n\":%d,\"status\":\"%s\",\"converged\":%s,", problem_name, name, p->n,
           end.status, size <= TOLERANCE ? "true" : "false");
    print_number("value", f);
    print_number("gradientNorm", size);
    print_number("startValue", p->f(p->start, g, p->n));
    print_number("startNorm", norm(g, p->n));
    printf("\"iterations\":%d,\"values\":0,\"gradients\":%d,\"bytes\":null,\"warmUpSolves\":%d,\"solvesPerBlock\":%ld,"
           "\"seconds\":[", end.iterations, end.evaluations, solves, count);
    for (int i = 0; i < blocks; i++) printf("%s%.9e", i ? "," : "", times[i]);
    printf("]}\n");
    free(x);
    free(g);
    return 0;
}
