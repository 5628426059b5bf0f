/* The direction of L-BFGS by the two-loop recursion, m = 10, beside streams through memory, on the data of
 * jmh/org/thalweg/optimize/DirectionBenchmark.java.
 *
 *     direction [n …]      prints: name, n, µs per call (the median of several runs), and for directions pᵀg and the last pᵢ
 *
 * "fused": every update carries the next dot product with it; "plain": loops as one writes them. */
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { M = 10, LANES = 8, STRIP = 4 * LANES, RUNS = 9 };

/* Whatever the widest registers are, gcc and clang split or keep this. */
typedef double lanes __attribute__((vector_size(8 * LANES), aligned(8)));

static uint64_t state;

static double next(double lo, double hi) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return lo + (hi - lo) * ((double) (state >> 11) * 0x1p-53);
}

/* A multiple of STRIP numbers, at an address that is a multiple of a line of cache; zero. */
static double *doubles(size_t n) {
    size_t bytes = (n + STRIP - 1) / STRIP * STRIP * sizeof(double);
    double *a = aligned_alloc(64, bytes);
    if (!a) {
        perror("direction");
        exit(1);
    }
    memset(a, 0, bytes);
    return a;
}

static double *draw(size_t n, double lo, double hi) {
    double *a = doubles(n);
    for (size_t i = 0; i < n; i++) a[i] = next(lo, hi);
    return a;
}

static size_t n, length; /* length: n, rounded up to strips; the rest is zero */
static double *s[M], *y[M], *g, *p, rho[M], gamma_;
static double *a, *b, *c; /* streams */

static lanes at(const double *v, size_t i) { return *(const lanes *) (v + i); }

static double sum(lanes a0, lanes a1, lanes a2, lanes a3) {
    lanes t = (a0 + a1) + (a2 + a3);
    double r = 0;
    for (int i = 0; i < LANES; i++) r += t[i];
    return r;
}

/* out ← β·v, returns outᵀz */
static double scale_dot(double beta, const double *v, double *out, const double *z) {
    lanes a0 = {0}, a1 = {0}, a2 = {0}, a3 = {0};
    for (size_t i = 0; i < length; i += STRIP) {
        lanes q0 = beta * at(v, i), q1 = beta * at(v, i + LANES);
        lanes q2 = beta * at(v, i + 2 * LANES), q3 = beta * at(v, i + 3 * LANES);
        *(lanes *) (out + i) = q0;
        *(lanes *) (out + i + LANES) = q1;
        *(lanes *) (out + i + 2 * LANES) = q2;
        *(lanes *) (out + i + 3 * LANES) = q3;
        a0 += q0 * at(z, i);
        a1 += q1 * at(z, i + LANES);
        a2 += q2 * at(z, i + 2 * LANES);
        a3 += q3 * at(z, i + 3 * LANES);
    }
    return sum(a0, a1, a2, a3);
}

/* q ← q + α·v, returns qᵀz */
static double axpy_dot(double alpha, const double *v, double *q, const double *z) {
    lanes a0 = {0}, a1 = {0}, a2 = {0}, a3 = {0};
    for (size_t i = 0; i < length; i += STRIP) {
        lanes q0 = at(q, i) + alpha * at(v, i);
        lanes q1 = at(q, i + LANES) + alpha * at(v, i + LANES);
        lanes q2 = at(q, i + 2 * LANES) + alpha * at(v, i + 2 * LANES);
        lanes q3 = at(q, i + 3 * LANES) + alpha * at(v, i + 3 * LANES);
        *(lanes *) (q + i) = q0;
        *(lanes *) (q + i + LANES) = q1;
        *(lanes *) (q + i + 2 * LANES) = q2;
        *(lanes *) (q + i + 3 * LANES) = q3;
        a0 += q0 * at(z, i);
        a1 += q1 * at(z, i + LANES);
        a2 += q2 * at(z, i + 2 * LANES);
        a3 += q3 * at(z, i + 3 * LANES);
    }
    return sum(a0, a1, a2, a3);
}

static double fused(void) {
    double alpha[M];
    double sp = scale_dot(-1, g, p, s[M - 1]);
    for (int k = M - 1; k > 0; k--) {
        alpha[k] = rho[k] * sp;
        sp = axpy_dot(-alpha[k], y[k], p, s[k - 1]);
    }
    alpha[0] = rho[0] * sp;
    for (size_t i = 0; i < length; i += LANES) *(lanes *) (p + i) = at(p, i) - alpha[0] * at(y[0], i);
    double yp = scale_dot(gamma_, p, p, y[0]);
    for (int k = 0; k + 1 < M; k++) yp = axpy_dot(alpha[k] - rho[k] * yp, s[k], p, y[k + 1]);
    return axpy_dot(alpha[M - 1] - rho[M - 1] * yp, s[M - 1], p, g);
}

static double plain_dot(const double *u, const double *v) {
    double r = 0;
    for (size_t i = 0; i < n; i++) r += u[i] * v[i];
    return r;
}

static double plain(void) {
    double alpha[M];
    for (size_t i = 0; i < n; i++) p[i] = -g[i];
    for (int k = M - 1; k >= 0; k--) {
        alpha[k] = rho[k] * plain_dot(s[k], p);
        for (size_t i = 0; i < n; i++) p[i] -= alpha[k] * y[k][i];
    }
    for (size_t i = 0; i < n; i++) p[i] *= gamma_;
    for (int k = 0; k < M; k++) {
        double beta = alpha[k] - rho[k] * plain_dot(y[k], p);
        for (size_t i = 0; i < n; i++) p[i] += beta * s[k][i];
    }
    return plain_dot(p, g);
}

static double dot(const double *u, const double *v, size_t count) {
    lanes a0 = {0}, a1 = {0}, a2 = {0}, a3 = {0};
    for (size_t i = 0; i < count; i += STRIP) {
        a0 += at(u, i) * at(v, i);
        a1 += at(u, i + LANES) * at(v, i + LANES);
        a2 += at(u, i + 2 * LANES) * at(v, i + 2 * LANES);
        a3 += at(u, i + 3 * LANES) * at(v, i + 3 * LANES);
    }
    return sum(a0, a1, a2, a3);
}

static double near_dot(void) { return dot(a, b, length); }

static double far_dot(void) {
    double r = 0;
    for (int k = 0; k < M; k++) r += dot(s[k], y[k], length);
    return r;
}

static double triad(void) {
    for (size_t i = 0; i < length; i++) c[i] = a[i] + 3 * b[i];
    return c[n - 1];
}

/* Two rows are read and the third is written; of the rows one or two are left over. The rows become garbage: last. */
static double far_triad(void) {
    double *rows[2 * M];
    for (int k = 0; k < M; k++) rows[2 * k] = s[k], rows[2 * k + 1] = y[k];
    for (int k = 0; k + 2 < 2 * M; k += 3) {
        const double *u = rows[k], *v = rows[k + 1];
        double *w = rows[k + 2];
        for (size_t i = 0; i < length; i++) w[i] = u[i] + 3 * v[i];
    }
    return rows[2][0];
}

static void setup(void) {
    state = 14;
    length = (n + STRIP - 1) / STRIP * STRIP;
    g = draw(n, -1, 1);
    p = doubles(n);
    double *d = draw(n, 0.5, 2);
    for (int k = 0; k < M; k++) {
        s[k] = draw(n, -1, 1);
        y[k] = doubles(n);
        for (size_t i = 0; i < n; i++) y[k][i] = d[i] * s[k][i];
        double sy = dot(s[k], y[k], length);
        rho[k] = 1 / sy;
        gamma_ = sy / dot(y[k], y[k], length);
    }
    free(d);
    state = 15;
    a = draw(n, -1, 1);
    state = 16;
    b = draw(n, -1, 1);
    c = doubles(n);
}

static void tear_down(void) {
    for (int k = 0; k < M; k++) free(s[k]), free(y[k]);
    free(g), free(p), free(a), free(b), free(c);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + 1e-9 * now.tv_nsec;
}

/* Through a pointer the compiler does not see through. */
static double run(double (*volatile f)(void), long count) {
    double start = seconds();
    for (long i = 0; i < count; i++) f();
    return seconds() - start;
}

static int ascending(const void *u, const void *v) {
    double d = *(const double *) u - *(const double *) v;
    return (d > 0) - (d < 0);
}

static void measure(const char *name, double (*f)(void), int direction) {
    double value = f(), times[RUNS], last = p[n - 1];
    long calls = 1;
    while (run(f, calls) < 0.05) calls *= 2;
    for (int j = 0; j < RUNS; j++) times[j] = run(f, calls) / calls;
    qsort(times, RUNS, sizeof *times, ascending);
    printf("%s %zu %.4f", name, n, 1e6 * times[RUNS / 2]);
    if (direction) printf(" %.17g %.17g", value, last);
    printf("\n");
    fflush(stdout);
}

int main(int count, char **arguments) {
    static char *all[] = {"", "16", "100", "1000", "10000", "100000", "1000000", "4000000"};
    if (count == 1) {
        arguments = all;
        count = sizeof all / sizeof *all;
    }
    for (int i = 1; i < count; i++) {
        n = strtoull(arguments[i], NULL, 10);
        if (!n) {
            fprintf(stderr, "direction: n must be a positive number, was '%s'\n", arguments[i]);
            return 2;
        }
        setup();
        measure("fused", fused, 1);
        measure("plain", plain, 1);
        measure("dot", near_dot, 0);
        measure("triad", triad, 0);
        measure("dotFar", far_dot, 0);
        measure("triadFar", far_triad, 0);
        tear_down();
    }
    return 0;
}
