/* Values and gradients as plain loops, to compare with the formulas of jmh/org/thalweg/bench/work. The numbers come from the
 * same generator, so values and norms must agree.
 *
 *   gcc -O3 -march=native -o gradients gradients.c -lm && ./gradients chained-1000
 *
 * prints: name, nanoseconds per evaluation (the best of many runs), value, largest element of the gradient. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t state;

static double next(double lo, double hi) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return lo + (hi - lo) * ((double)(state >> 11) * 0x1p-53);
}

static double *numbers(long n, double lo, double hi) {
    double *a = malloc(n * sizeof(double));
    for (long i = 0; i < n; i++) a[i] = next(lo, hi);
    return a;
}

static long n, d, k;
static double *data, *more;

static double rosenbrock(const double *x, double *g) {
    double u = x[1] - x[0] * x[0], v = x[0] - 1;
    g[0] = 2 * v - 400 * u * x[0];
    g[1] = 200 * u;
    return 100 * u * u + v * v;
}

static double chained(const double *x, double *g) {
    double f = 0, left = 0;
    for (long i = 0; i < n - 1; i++) {
        double u = x[i + 1] - x[i] * x[i], v = x[i] - 1;
        f += 100 * u * u + v * v;
        g[i] = left + 2 * v - 400 * u * x[i];
        left = 200 * u;
    }
    g[n - 1] = left;
    return f;
}

static double extended(const double *x, double *g) {
    double f = 0;
    for (long i = 0; i < n; i += 2) {
        double u = x[i + 1] - x[i] * x[i], v = x[i] - 1;
        f += 100 * u * u + v * v;
        g[i] = 2 * v - 400 * u * x[i];
        g[i + 1] = 200 * u;
    }
    return f;
}

static double separable(const double *x, double *g) {
    double f = 0;
    for (long i = 0; i < n; i++) {
        double e = exp(x[i]);
        f += e - x[i];
        g[i] = e - 1;
    }
    return f;
}

static double decay(const double *x, double *g) {
    const double *t = data, *y = more;
    double f = 0, g0 = 0, g1 = 0, g2 = 0;
    for (long i = 0; i < n; i++) {
        double e = exp(-x[1] * t[i]), r = x[0] * e + x[2] - y[i];
        f += r * r;
        g0 += r * e;
        g1 -= r * x[0] * e * t[i];
        g2 += r;
    }
    g[0] = g0;
    g[1] = g1;
    g[2] = g2;
    return f / 2;
}

static double lse(const double *x, double *g) {
    double m = -INFINITY, sum = 0;
    for (long i = 0; i < n; i++) m = x[i] > m ? x[i] : m;
    for (long i = 0; i < n; i++) {
        g[i] = exp(x[i] - m);
        sum += g[i];
    }
    for (long i = 0; i < n; i++) g[i] /= sum;
    return m + log(sum);
}

static double logistic(const double *x, double *g) {
    const double *y = more;
    double f = 0;
    for (long j = 0; j < d; j++) {
        g[j] = 0.01 * x[j];
        f += 0.005 * x[j] * x[j];
    }
    for (long i = 0; i < n; i++) {
        const double *row = data + i * d;
        double z = 0;
        for (long j = 0; j < d; j++) z += row[j] * x[j];
        double small = exp(-fabs(z));
        f += fmax(z, 0) + log1p(small) - y[i] * z;
        double w = (z > 0 ? 1 / (1 + small) : small / (1 + small)) - y[i];
        for (long j = 0; j < d; j++) g[j] += w * row[j];
    }
    return f;
}

static double llsq(const double *x, double *g) {
    const double *t = data, *s = more;
    double f = 0;
    memset(g, 0, d * sizeof(double));
    for (long i = 0; i < n; i++) {
        double r = s[i], power = 1;
        for (long j = 0; j < d; j++) {
            r -= x[j] * power;
            power *= t[i];
        }
        f += r * r;
        power = 1;
        for (long j = 0; j < d; j++) {
            g[j] -= r * power;
            power *= t[i];
        }
    }
    return f / 2;
}

/* The parameters are alpha (k), mu (k x d), q (k x d), l (k x d(d-1)/2, column by column). */
static double gmm(const double *x, double *g) {
    static double away[4096], res[4096], term[256], diagonal[4096];
    long below = d * (d - 1) / 2;
    const double *mu = x + k, *q = mu + k * d, *l = q + k * d;
    double *gmu = g + k, *gq = gmu + k * d, *gl = gq + k * d;
    double f = 0;
    memset(g, 0, (k + 2 * k * d + k * below) * sizeof(double));
    for (long i = 0; i < k * d; i++) diagonal[i] = exp(q[i]);
    for (long i = 0; i < n; i++) {
        double largest = -INFINITY, sum = 0;
        for (long c = 0; c < k; c++) {
            double *a = away + c * d, *r = res + c * d, t = x[c];
            const double *lc = l + c * below;
            for (long j = 0; j < d; j++) a[j] = data[i * d + j] - mu[c * d + j];
            for (long j = 0; j < d; j++) r[j] = diagonal[c * d + j] * a[j];
            for (long m = 0, at = 0; m < d; m++)
                for (long j = m + 1; j < d; j++) r[j] += lc[at++] * a[m];
            for (long j = 0; j < d; j++) t += q[c * d + j] - 0.5 * r[j] * r[j];
            term[c] = t;
            largest = t > largest ? t : largest;
        }
        for (long c = 0; c < k; c++) {
            term[c] = exp(term[c] - largest);
            sum += term[c];
        }
        f += log(sum) + largest;
        for (long c = 0; c < k; c++) {
            double *a = away + c * d, *r = res + c * d, w = term[c] / sum;
            const double *lc = l + c * below;
            double *glc = gl + c * below, *gm = gmu + c * d;
            g[c] += w;
            for (long j = 0; j < d; j++) {
                r[j] *= -w;
                gq[c * d + j] += w + r[j] * diagonal[c * d + j] * a[j];
                gm[j] -= r[j] * diagonal[c * d + j];
            }
            for (long m = 0, at = 0; m < d; m++)
                for (long j = m + 1; j < d; j++, at++) {
                    glc[at] += r[j] * a[m];
                    gm[m] -= r[j] * lc[at];
                }
        }
    }
    double largest = -INFINITY, sum = 0;
    for (long c = 0; c < k; c++) largest = x[c] > largest ? x[c] : largest;
    for (long c = 0; c < k; c++) sum += exp(x[c] - largest);
    f -= n * (log(sum) + largest);
    for (long c = 0; c < k; c++) g[c] -= n * exp(x[c] - largest) / sum;
    for (long i = 0; i < k * d; i++) {
        f -= 0.5 * diagonal[i] * diagonal[i];
        gq[i] -= diagonal[i] * diagonal[i];
    }
    for (long i = 0; i < k * below; i++) {
        f -= 0.5 * l[i] * l[i];
        gl[i] -= l[i];
    }
    return f;
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int argc, char **argv) {
    char kind[32];
    long a = 0, b = 0, dimension;
    double (*f)(const double *, double *);
    double *x;
    if (argc != 2 || sscanf(argv[1], "%31[a-z]-%ld-%ld", kind, &a, &b) < 2) {
        fprintf(stderr, "usage: gradients <name>-<size>, for example chained-1000\n");
        return 2;
    }
    n = dimension = a;
    state = n;
    if (!strcmp(kind, "rosenbrock")) {
        static double start[] = {-1.2, 1};
        f = rosenbrock, x = start;
    } else if (!strcmp(kind, "chained")) {
        f = chained, x = numbers(n, -1.2, 1.2);
    } else if (!strcmp(kind, "extended")) {
        f = extended, x = numbers(n, -1.2, 1.2);
    } else if (!strcmp(kind, "separable")) {
        f = separable, x = numbers(n, -2, 2);
    } else if (!strcmp(kind, "lse")) {
        f = lse, x = numbers(n, -2, 2);
    } else if (!strcmp(kind, "decay")) {
        static double start[] = {2, 1.1, 0.3};
        f = decay, x = start, dimension = 3;
        data = numbers(n, 0, 4), more = numbers(n, 0, 3);
    } else if (!strcmp(kind, "logistic")) {
        f = logistic, d = dimension = 100;
        data = numbers(n * d, -1, 1), more = numbers(n, 0, 1);
        for (long i = 0; i < n; i++) more[i] = more[i] < 0.5 ? 0 : 1;
        state = 7, x = numbers(d, -0.2, 0.2);
    } else if (!strcmp(kind, "llsq")) {
        f = llsq, d = dimension = 32;
        data = numbers(n, 0, 0), more = numbers(n, 0, 0);
        for (long i = 0; i < n; i++) {
            data[i] = -1 + i * 2.0 / (n - 1);
            more[i] = (data[i] > 0) - (data[i] < 0);
        }
        state = 3, x = numbers(d, -1, 1);
    } else if (!strcmp(kind, "gmm")) {
        f = gmm, d = a, k = b, n = 1000;
        dimension = k * (1 + 2 * d + d * (d - 1) / 2);
        data = numbers(n * d, -1, 1);
        state = 5, x = numbers(dimension, -0.5, 0.5);
    } else {
        fprintf(stderr, "unknown: %s\n", kind);
        return 2;
    }
    double *g = malloc(dimension * sizeof(double));
    volatile double value = f(x, g);
    double once = seconds();
    value = f(x, g);
    once = seconds() - once;
    long repeats = 1 + (long)(0.02 / (once + 1e-8));
    double best = INFINITY, end = seconds() + 1;
    do {
        double begin = seconds();
        for (long r = 0; r < repeats; r++) value = f(x, g);
        double took = (seconds() - begin) / repeats;
        best = took < best ? took : best;
    } while (seconds() < end);
    double largest = 0;
    for (long i = 0; i < dimension; i++) largest = fmax(largest, fabs(g[i]));
    printf("%s %.2f %.15g %.15g\n", argv[1], best * 1e9, value, largest);
    return 0;
}
