/* Sources: J. J. Moré, B. S. Garbow, K. E. Hillstrom, ACM TOMS 7 (1981) 17–41; the numbers in brackets are theirs. */
#include "problems.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

/* [1] with b = 100 */
static double b;

static double rosenbrock(const double *x, double *restrict g, int n) {
    (void) n;
    double u = x[1] - x[0] * x[0], v = 1 - x[0];
    g[0] = -4 * b * x[0] * u - 2 * v;
    g[1] = 2 * b * u;
    return b * u * u + v * v;
}

/* [5] */
static double beale(const double *x, double *restrict g, int n) {
    (void) n;
    double q = x[1] * x[1];
    double r = 1.5 - x[0] * (1 - x[1]);
    double s = 2.25 - x[0] * (1 - q);
    double t = 2.625 - x[0] * (1 - q * x[1]);
    g[0] = -2 * (r * (1 - x[1]) + s * (1 - q) + t * (1 - q * x[1]));
    g[1] = 2 * x[0] * (r + 2 * s * x[1] + 3 * t * q);
    return r * r + s * s + t * t;
}

/* [7] */
static double helical(const double *x, double *restrict g, int n) {
    (void) n;
    double square = x[0] * x[0] + x[1] * x[1];
    double r = sqrt(square);
    double theta = atan(x[1] / x[0]) / (2 * PI) + (x[0] < 0 ? 0.5 : 0);
    double u = x[2] - 10 * theta, v = r - 1;
    double turn = 1000 * u / (PI * square);
    g[0] = turn * x[1] + 200 * v * x[0] / r;
    g[1] = -turn * x[0] + 200 * v * x[1] / r;
    g[2] = 200 * u + 2 * x[2];
    return 100 * (u * u + v * v) + x[2] * x[2];
}

/* [14] */
static double wood(const double *x, double *restrict g, int n) {
    (void) n;
    double a = x[1] - x[0] * x[0], v = 1 - x[0], c = x[3] - x[2] * x[2], d = 1 - x[2];
    double e = x[1] + x[3] - 2, h = x[1] - x[3];
    g[0] = -400 * x[0] * a - 2 * v;
    g[1] = 200 * a + 20 * e + 0.2 * h;
    g[2] = -360 * x[2] * c - 2 * d;
    g[3] = 180 * c + 20 * e - 0.2 * h;
    return 100 * a * a + v * v + 90 * c * c + d * d + 10 * e * e + 0.1 * h * h;
}

/* [13], [22] */
static double powell(const double *restrict x, double *restrict g, int n) {
    double f = 0;
    for (int i = 0; i < n; i += 4) {
        double a = x[i] + 10 * x[i + 1], v = x[i + 2] - x[i + 3], c = x[i + 1] - 2 * x[i + 2], d = x[i] - x[i + 3];
        double c3 = 4 * c * c * c, d3 = 40 * d * d * d;
        f += a * a + 5 * v * v + c * c * (c * c) + 10 * (d * d) * (d * d);
        g[i] = 2 * a + d3;
        g[i + 1] = 20 * a + c3;
        g[i + 2] = 10 * v - 2 * c3;
        g[i + 3] = -10 * v - d3;
    }
    return f;
}

/* [21] */
static double extended(const double *restrict x, double *restrict g, int n) {
    double f = 0;
    for (int i = 0; i < n; i += 2) {
        double u = x[i + 1] - x[i] * x[i], v = 1 - x[i];
        f += 100 * u * u + v * v;
        g[i] = -400 * x[i] * u - 2 * v;
        g[i + 1] = 200 * u;
    }
    return f;
}

static double chained(const double *restrict x, double *restrict g, int n) {
    double f = 0, carried = 0;
    for (int i = 0; i + 1 < n; i++) {
        double u = x[i + 1] - x[i] * x[i], v = 1 - x[i];
        f += 100 * u * u + v * v;
        g[i] = carried - 400 * x[i] * u - 2 * v;
        carried = 200 * u;
    }
    g[n - 1] = carried;
    return f;
}

/* [30] */
static double residual(const double *x, int i, int n) {
    double before = i > 0 ? x[i - 1] : 0, after = i + 1 < n ? x[i + 1] : 0;
    return (3 - 2 * x[i]) * x[i] - before - 2 * after + 1;
}

static double broyden(const double *restrict x, double *restrict g, int n) {
    double f = 0, before = 0, r = residual(x, 0, n);
    for (int i = 0; i < n; i++) {
        double next = i + 1 < n ? residual(x, i + 1, n) : 0;
        f += r * r;
        g[i] = 2 * r * (3 - 4 * x[i]) - 2 * next - 4 * before;
        before = r;
        r = next;
    }
    return f;
}

/* [26] */
static double *sine, *cosine;

static double trigonometric(const double *restrict x, double *restrict g, int n) {
    double sum = 0, f = 0, residuals = 0;
    for (int i = 0; i < n; i++) {
        sine[i] = sin(x[i]);
        cosine[i] = cos(x[i]);
        sum += cosine[i];
    }
    for (int i = 0; i < n; i++) {
        double r = n - sum + (i + 1) * (1 - cosine[i]) - sine[i];
        f += r * r;
        residuals += r;
        g[i] = 2 * r * ((i + 1) * sine[i] - cosine[i]);
    }
    for (int i = 0; i < n; i++) g[i] += 2 * residuals * sine[i];
    return f;
}

/* Logistic regression, see Logistic.java */
static const double RIDGE = 1e-3;
static int rows;
static double *a, *y;

static double margin(const double *restrict row, const double *restrict w, int n) {
    double z = 0;
    for (int j = 0; j < n; j++) z += row[j] * w[j];
    return z;
}

static double margin_simd(const double *restrict row, const double *restrict w, int n) {
    double z = 0;
#pragma omp simd reduction(+ : z)
    for (int j = 0; j < n; j++) z += row[j] * w[j];
    return z;
}

static inline double loss(const double *restrict w, double *restrict g, int n,
                          double (*product)(const double *restrict, const double *restrict, int)) {
    double f = 0, square = 0;
    memset(g, 0, n * sizeof *g);
    for (int i = 0; i < rows; i++) {
        const double *row = a + (size_t) i * n;
        double t = -y[i] * product(row, w, n);
        double e = exp(-fabs(t));
        f += (t > 0 ? t : 0) + log1p(e);
        double weight = -y[i] * (t >= 0 ? 1 : e) / (1 + e);
        for (int j = 0; j < n; j++) g[j] += weight * row[j];
    }
    for (int j = 0; j < n; j++) {
        square += w[j] * w[j];
        g[j] = g[j] / rows + RIDGE * w[j];
    }
    return f / rows + 0.5 * RIDGE * square;
}

static double logistic(const double *w, double *restrict g, int n) { return loss(w, g, n, margin); }

static double logistic_simd(const double *w, double *restrict g, int n) { return loss(w, g, n, margin_simd); }

/* SplitMix64 */
static uint64_t state;

static double next(void) {
    state += 0x9E3779B97F4A7C15ULL;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return 2 * ((double) (z >> 11) * 0x1p-53) - 1;
}

static double *doubles(size_t n) {
    double *v = calloc(n, sizeof *v);
    if (!v) {
        perror("problems");
        exit(1);
    }
    return v;
}

static void draw(int n) {
    state = 42;
    double *hidden = doubles(n);
    for (int j = 0; j < n; j++) hidden[j] = next();
    a = doubles((size_t) rows * n);
    y = doubles(rows);
    for (int i = 0; i < rows; i++) {
        double z = 0;
        for (int j = 0; j < n; j++) {
            double p = next();
            a[(size_t) i * n + j] = p;
            z += p * hidden[j];
        }
        y[i] = z + 0.5 * next() > 0 ? 1 : -1;
    }
    free(hidden);
}

static problem current;

static const problem *with(const char *name, function *f, int n, int period, const double *pattern) {
    current.name = name;
    current.n = n;
    current.f = f;
    free(current.start);
    current.start = doubles(n);
    for (int i = 0; i < n; i++) current.start[i] = pattern[i % period];
    return &current;
}

const problem *problem_named(const char *name) {
    int k = 0;
    if (sscanf(name, "rosenbrock-%d", &k) == 1) {
        b = k;
        return with(name, rosenbrock, 2, 2, (double[]) {k == 100 ? -1.2 : -1, 1});
    }
    if (!strcmp(name, "beale")) return with(name, beale, 2, 1, (double[]) {1});
    if (!strcmp(name, "helical")) return with(name, helical, 3, 3, (double[]) {-1, 0, 0});
    if (!strcmp(name, "wood")) return with(name, wood, 4, 2, (double[]) {-3, -1});
    if (sscanf(name, "powell-%d", &k) == 1) return with(name, powell, k, 4, (double[]) {3, -1, 0, 1});
    if (sscanf(name, "extended-%d", &k) == 1) return with(name, extended, k, 2, (double[]) {-1.2, 1});
    if (sscanf(name, "chained-%d", &k) == 1) return with(name, chained, k, 2, (double[]) {-1.2, 1});
    if (sscanf(name, "broyden-%d", &k) == 1) return with(name, broyden, k, 1, (double[]) {-1});
    if (sscanf(name, "trigonometric-%d", &k) == 1) {
        sine = doubles(k);
        cosine = doubles(k);
        return with(name, trigonometric, k, 1, (double[]) {1.0 / k});
    }
    if (sscanf(name, "logistic-%d", &rows) == 1) {
        draw(100);
        return with(name, logistic, 100, 1, (double[]) {0});
    }
    if (sscanf(name, "logistic-simd-%d", &rows) == 1) {
        draw(100);
        return with(name, logistic_simd, 100, 1, (double[]) {0});
    }
    return NULL;
}
