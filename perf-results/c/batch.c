/* Many small problems, one after another, by liblbfgs: what a plain loop in C takes.
 *
 *     batch NAME n rows count        name, n, rows, ns per problem, evaluations per problem, solved, sum of the values
 *
 * NAME is rosenbrock (chained, n variables, starts in [-2, 2]) or decay (a sum of (n - 1)/2 decays, fitted to `rows` points;
 * n odd). Starts and data come from Knuth's generator, in the order in which BatchBenchmark draws them. */
#define _POSIX_C_SOURCE 199309L
#include <lbfgs.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t state;

static double next(double lo, double hi) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return lo + (hi - lo) * ((double) (state >> 11) * 0x1p-53);
}

typedef struct {
    int rows;
    const double *t;
    const double *y;
    long evaluations;
} data;

static double rosenbrock(void *instance, const double *x, double *g, const int n, const double step) {
    (void) step;
    ((data *) instance)->evaluations++;
    double f = 0;
    for (int i = 0; i < n; i++) {
        g[i] = 0;
    }
    for (int i = 0; i + 1 < n; i++) {
        double u = x[i + 1] - x[i] * x[i], v = x[i] - 1;
        f += 100 * u * u + v * v;
        g[i] += 2 * v - 400 * u * x[i];
        g[i + 1] += 200 * u;
    }
    return f;
}

static double decay(void *instance, const double *x, double *g, const int n, const double step) {
    (void) step;
    data *d = instance;
    d->evaluations++;
    int terms = n / 2;
    double f = 0;
    for (int i = 0; i < n; i++) {
        g[i] = 0;
    }
    for (int i = 0; i < d->rows; i++) {
        double e[64], r = x[n - 1] - d->y[i];
        for (int k = 0; k < terms; k++) {
            e[k] = exp(-x[2 * k + 1] * d->t[i]);
            r += x[2 * k] * e[k];
        }
        f += r * r;
        for (int k = 0; k < terms; k++) {
            g[2 * k] += r * e[k];
            g[2 * k + 1] -= r * x[2 * k] * e[k] * d->t[i];
        }
        g[n - 1] += r;
    }
    return 0.5 * f;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc < 5) {
        fprintf(stderr, "usage: %s rosenbrock|decay n rows count\n", argv[0]);
        return 2;
    }
    int decays = strcmp(argv[1], "decay") == 0;
    int n = atoi(argv[2]), rows = atoi(argv[3]), count = atoi(argv[4]);
    double *starts = malloc(sizeof(double) * n * count);
    double *t = malloc(sizeof(double) * (rows + 1));
    double *ys = malloc(sizeof(double) * ((size_t) rows * count + 1));
    double *x = lbfgs_malloc(n);
    state = 17;
    for (int i = 0; i < rows; i++) {
        t[i] = 4.0 * i / rows;
    }
    for (int p = 0; p < count; p++) {
        double true_x[128];
        for (int i = 0; i < n; i++) {
            int rate = decays && i % 2 == 1;
            starts[p * n + i] = !decays ? next(-2, 2) : i == n - 1 ? 0 : rate ? 1 + i / 2 : 1;
            true_x[i] = !decays ? 0 : i == n - 1 ? next(0, 1) : rate ? next(0.5, 2) * (1 + i / 2) : next(1, 3);
        }
        for (int i = 0; i < rows; i++) {
            double y = true_x[n - 1] + next(-0.02, 0.02);
            for (int k = 0; k < n / 2; k++) {
                y += true_x[2 * k] * exp(-true_x[2 * k + 1] * t[i]);
            }
            ys[(size_t) p * rows + i] = y;
        }
    }
    lbfgs_parameter_t parameters;
    lbfgs_parameter_init(&parameters);
    parameters.m = 10;
    /* The test of liblbfgs is relative to |x|, and in the 2-norm; this is as close to an absolute 1e-6 as it comes. */
    parameters.epsilon = 1e-6;
    double best = INFINITY, sum = 0;
    data d = {rows, t, ys, 0};
    int solved = 0;
    for (int round = 0; round < 5; round++) {
        double began = now();
        sum = 0;
        solved = 0;
        d.evaluations = 0;
        for (int p = 0; p < count; p++) {
            double f = 0;
            d.y = ys + (size_t) p * rows;
            memcpy(x, starts + p * n, sizeof(double) * n);
            int status = lbfgs(n, x, &f, decays ? decay : rosenbrock, NULL, &d, &parameters);
            solved += status == LBFGS_SUCCESS || status == LBFGS_ALREADY_MINIMIZED;
            sum += f;
        }
        double took = (now() - began) / count;
        best = took < best ? took : best;
    }
    printf("%s %d %d %.1f %.2f %d %.10g\n", argv[1], n, rows, best, (double) d.evaluations / count, solved, sum);
    free(starts);
    free(t);
    free(ys);
    lbfgs_free(x);
    return 0;
}
