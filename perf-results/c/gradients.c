/* Value and gradient of the workloads of jmh/org/thalweg/bench in plain loops, on the same data.
 *
 *     gradients [name …]      prints: name, ns per evaluation (the best of several runs), value, norm of the gradient
 *
 * Names are those of GradientBenchmark, for example chained-1000 or gmm-10-25. */
#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double PI = 3.14159265358979323846;

/* Lcg.java */
static uint64_t state;

static double next(double lo, double hi) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return lo + (hi - lo) * ((double) (state >> 11) * 0x1p-53);
}

static double *doubles(size_t n) {
    double *a = calloc(n ? n : 1, sizeof(double));
    if (!a) {
        perror("gradients");
        exit(1);
    }
    return a;
}

static double *draw(size_t n, double lo, double hi) {
    double *a = doubles(n);
    for (size_t i = 0; i < n; i++) a[i] = next(lo, hi);
    return a;
}

/* One workload is set up at a time. */
static int n;              /* parameters */
static int rows, columns;  /* of data */
static double *m, *y, *t;
static double *x, *gradient;

static double rosenbrock(const double *restrict x, double *restrict g) {
    double u = x[1] - x[0] * x[0], v = x[0] - 1;
    g[0] = 2 * v - 400 * u * x[0];
    g[1] = 200 * u;
    return 100 * u * u + v * v;
}

static void setup_rosenbrock(void) {
    n = 2;
    x = doubles(2);
    x[0] = -1.2;
    x[1] = 1;
}

static double chained(const double *restrict x, double *restrict g) {
    double f = 0;
    g[0] = 0;
    for (int i = 0; i + 1 < n; i++) {
        double u = x[i + 1] - x[i] * x[i], v = x[i] - 1;
        f += 100 * u * u + v * v;
        g[i] += 2 * v - 400 * u * x[i];
        g[i + 1] = 200 * u;
    }
    return f;
}

static void setup_chained(int size) {
    n = size;
    state = 1;
    x = draw(n, -1.5, 1.5);
}

static double extended(const double *restrict x, double *restrict g) {
    double f = 0;
    for (int i = 0; i < n; i += 2) {
        double u = x[i + 1] - x[i] * x[i], v = x[i] - 1;
        f += 100 * u * u + v * v;
        g[i] = 2 * v - 400 * u * x[i];
        g[i + 1] = 200 * u;
    }
    return f;
}

static void setup_extended(int size) {
    n = size;
    state = 2;
    x = draw(n, -1.5, 1.5);
}

static double separable(const double *restrict x, double *restrict g) {
    double f = 0;
    for (int i = 0; i < n; i++) {
        double e = exp(x[i]);
        f += e - x[i];
        g[i] = e - 1;
    }
    return f;
}

static void setup_separable(int size) {
    n = size;
    state = 3;
    x = draw(n, -2, 2);
}

/* The shares of the sum go to share, which may be a. */
static double log_sum_exp(int n, const double *a, double *share) {
    double largest = a[0], sum = 0;
    for (int i = 1; i < n; i++) largest = a[i] > largest ? a[i] : largest;
    for (int i = 0; i < n; i++) {
        share[i] = exp(a[i] - largest);
        sum += share[i];
    }
    for (int i = 0; i < n; i++) share[i] /= sum;
    return largest + log(sum);
}

static double lse(const double *restrict x, double *restrict g) {
    return log_sum_exp(n, x, g);
}

static void setup_lse(int size) {
    n = size;
    state = 4;
    x = draw(n, -3, 3);
}

static double decay(const double *restrict x, double *restrict g) {
    double f = 0, a = 0, b = 0, c = 0;
    for (int i = 0; i < rows; i++) {
        double e = exp(-x[1] * t[i]);
        double r = x[0] * e + x[2] - y[i];
        f += r * r;
        a += r * e;
        b -= r * x[0] * e * t[i];
        c += r;
    }
    g[0] = a;
    g[1] = b;
    g[2] = c;
    return 0.5 * f;
}

static void setup_decay(int size) {
    n = 3;
    rows = size;
    state = 5;
    t = draw(rows, 0, 4);
    y = draw(rows, 0, 3);
    x = doubles(3);
    x[0] = 2.5;
    x[1] = 1.3;
    x[2] = 0.5;
}

static double logistic(const double *restrict x, double *restrict g) {
    const double ridge = 1e-3;
    double f = 0;
    for (int j = 0; j < columns; j++) {
        f += 0.5 * ridge * x[j] * x[j];
        g[j] = ridge * x[j];
    }
    for (int i = 0; i < rows; i++) {
        const double *row = m + (size_t) i * columns;
        double z = 0;
        for (int j = 0; j < columns; j++) z += row[j] * x[j];
        double e = exp(-fabs(z));
        f += (z > 0 ? z : 0) + log1p(e) - y[i] * z;
        double r = (z >= 0 ? 1 : e) / (1 + e) - y[i];
        for (int j = 0; j < columns; j++) g[j] += r * row[j];
    }
    return f;
}

static void setup_logistic(int size) {
    n = columns = 100;
    rows = size;
    state = 6;
    m = draw((size_t) rows * columns, -1, 1);
    y = draw(rows, 0, 1);
    for (int i = 0; i < rows; i++) y[i] = y[i] < 0.5 ? 0 : 1;
    state = 7;
    x = draw(n, -0.3, 0.3);
}

static double llsq(const double *restrict x, double *restrict g) {
    double f = 0;
    memset(g, 0, n * sizeof(double));
    for (int i = 0; i < rows; i++) {
        double r = y[i], power = 1;
        for (int j = 0; j < n; j++) {
            r -= x[j] * power;
            power *= t[i];
        }
        f += r * r;
        power = -r;
        for (int j = 0; j < n; j++) {
            g[j] += power;
            power *= t[i];
        }
    }
    return 0.5 * f;
}

static void setup_llsq(int size) {
    n = 128;
    rows = size;
    t = doubles(rows);
    y = doubles(rows);
    for (int i = 0; i < rows; i++) {
        t[i] = -1 + i * 2.0 / (rows - 1);
        y[i] = (t[i] > 0) - (t[i] < 0);
    }
    state = 8;
    x = draw(n, 0, 1);
}

/* Gaussian mixture */
static int d, k, below, mu_at, q_at, l_at;
static double *diagonal, *sums, *weight, *centred, *product;

static double mixture_norm(const double *restrict x, int i, int c) {
    int o = c * d;
    const double *l = x + l_at + c * below;
    for (int j = 0; j < d; j++) {
        centred[o + j] = m[i * d + j] - x[mu_at + o + j];
        product[o + j] = diagonal[o + j] * centred[o + j];
    }
    for (int a = 0; a < d; a++)
        for (int b = a + 1; b < d; b++) product[o + b] += *l++ * centred[o + a];
    double sum = 0;
    for (int j = 0; j < d; j++) sum += product[o + j] * product[o + j];
    return sum;
}

static void mixture_back(const double *restrict x, double *restrict g, int c) {
    int o = c * d, l = l_at + c * below;
    double w = weight[c];
    g[c] += w;
    for (int a = 0; a < d; a++) {
        double mean = diagonal[o + a] * product[o + a];
        g[q_at + o + a] += w * (1 - mean * centred[o + a]);
        for (int b = a + 1; b < d; b++) {
            mean += x[l] * product[o + b];
            g[l++] -= w * product[o + b] * centred[o + a];
        }
        g[mu_at + o + a] += w * mean;
    }
}

static double gmm(const double *restrict x, double *restrict g) {
    memset(g, 0, n * sizeof(double));
    for (int c = 0; c < k; c++) {
        sums[c] = 0;
        for (int j = 0; j < d; j++) {
            diagonal[c * d + j] = exp(x[q_at + c * d + j]);
            sums[c] += x[q_at + c * d + j];
        }
    }
    double f = -0.5 * rows * d * log(2 * PI);
    for (int i = 0; i < rows; i++) {
        for (int c = 0; c < k; c++) weight[c] = x[c] + sums[c] - 0.5 * mixture_norm(x, i, c);
        f += log_sum_exp(k, weight, weight);
        for (int c = 0; c < k; c++) mixture_back(x, g, c);
    }
    f -= rows * log_sum_exp(k, x, weight);
    for (int c = 0; c < k; c++) g[c] -= rows * weight[c];
    double norm = 0;
    for (int i = 0; i < k * d; i++) {
        norm += diagonal[i] * diagonal[i];
        g[q_at + i] -= diagonal[i] * diagonal[i];
    }
    for (int i = l_at; i < n; i++) {
        norm += x[i] * x[i];
        g[i] -= x[i];
    }
    return f - 0.5 * norm;
}

static void setup_gmm(int dimension, int components) {
    d = dimension;
    k = components;
    rows = 1000;
    below = d * (d - 1) / 2;
    mu_at = k;
    q_at = mu_at + k * d;
    l_at = q_at + k * d;
    n = l_at + k * below;
    state = 9;
    m = doubles((size_t) rows * d);
    for (int j = 0; j < d; j++)
        for (int i = 0; i < rows; i++) m[i * d + j] = next(0, 1);
    state = 10;
    x = draw(n, -0.5, 0.5);
    for (int i = mu_at; i < q_at; i++) x[i] += 0.5;
    diagonal = doubles(k * d);
    sums = doubles(k);
    weight = doubles(k);
    centred = doubles(k * d);
    product = doubles(k * d);
}

/* Bundle adjustment: 11 parameters per camera, 3 per point, one weight per observation */
static int cameras, points, points_at, weights_at;
static double *rotation, *rotation_bar;

static void rotations(const double *restrict x) {
    memset(rotation_bar, 0, 9 * cameras * sizeof(double));
    for (int i = 0; i < cameras; i++) {
        const double *r = x + 11 * i;
        double theta = sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
        double a = r[0] / theta, b = r[1] / theta, c = r[2] / theta;
        double co = cos(theta), si = sin(theta), q = 1 - co;
        double *o = rotation + 9 * i;
        o[0] = q * a * a + co;
        o[1] = q * a * b - si * c;
        o[2] = q * a * c + si * b;
        o[3] = q * a * b + si * c;
        o[4] = q * b * b + co;
        o[5] = q * b * c - si * a;
        o[6] = q * a * c - si * b;
        o[7] = q * b * c + si * a;
        o[8] = q * c * c + co;
    }
}

static void rotations_back(const double *restrict x, double *restrict g) {
    for (int i = 0; i < cameras; i++) {
        const double *v = x + 11 * i, *r = rotation_bar + 9 * i;
        double theta = sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        double a = v[0] / theta, b = v[1] / theta, c = v[2] / theta;
        double co = cos(theta), si = sin(theta), q = 1 - co;
        double ra = 2 * r[0] * a + (r[1] + r[3]) * b + (r[2] + r[6]) * c;
        double rb = (r[1] + r[3]) * a + 2 * r[4] * b + (r[5] + r[7]) * c;
        double rc = (r[2] + r[6]) * a + (r[5] + r[7]) * b + 2 * r[8] * c;
        double sa = r[7] - r[5], sb = r[2] - r[6], sc = r[3] - r[1];
        double co_bar = r[0] + r[4] + r[8] - 0.5 * (a * ra + b * rb + c * rc);
        double si_bar = a * sa + b * sb + c * sc;
        double a_bar = si * sa + q * ra, b_bar = si * sb + q * rb, c_bar = si * sc + q * rc;
        double along = co * si_bar - si * co_bar - (a_bar * a + b_bar * b + c_bar * c) / theta;
        g[11 * i] = a_bar / theta + along * a;
        g[11 * i + 1] = b_bar / theta + along * b;
        g[11 * i + 2] = c_bar / theta + along * c;
    }
}

static double ba(const double *restrict x, double *restrict g) {
    memset(g, 0, n * sizeof(double));
    rotations(x);
    double f = 0;
    for (int i = 0; i < rows; i++) {
        const double *cam = x + 11 * (i % cameras), *r = rotation + 9 * (i % cameras);
        const double *pt = x + points_at + 3 * (i % points);
        double *gc = g + 11 * (i % cameras), *rb = rotation_bar + 9 * (i % cameras);
        double *gp = g + points_at + 3 * (i % points);
        double w = x[weights_at + i];
        double s[3] = {pt[0] - cam[3], pt[1] - cam[4], pt[2] - cam[5]};
        double depth = r[6] * s[0] + r[7] * s[1] + r[8] * s[2];
        double p = (r[0] * s[0] + r[1] * s[1] + r[2] * s[2]) / depth;
        double q = (r[3] * s[0] + r[4] * s[1] + r[5] * s[2]) / depth;
        double rho = p * p + q * q;
        double distortion = 1 + rho * (cam[9] + rho * cam[10]);
        double scale = distortion * cam[6];
        double eu = p * scale + cam[7] - t[i], ev = q * scale + cam[8] - y[i];
        double au = w * w * eu, av = w * w * ev;
        double along = p * au + q * av;
        double rho_bar = 2 * along * cam[6] * (cam[9] + 2 * rho * cam[10]);
        double ap = (scale * au + rho_bar * p) / depth, aq = (scale * av + rho_bar * q) / depth;
        double az = -(ap * p + aq * q);
        double off = 1 - w * w;
        g[weights_at + i] = w * (eu * eu + ev * ev) - 2 * w * off;
        gc[6] += along * distortion;
        gc[7] += au;
        gc[8] += av;
        gc[9] += along * cam[6] * rho;
        gc[10] += along * cam[6] * rho * rho;
        for (int j = 0; j < 3; j++) {
            double bar = ap * r[j] + aq * r[3 + j] + az * r[6 + j];
            gp[j] += bar;
            gc[3 + j] -= bar;
            rb[j] += ap * s[j];
            rb[3 + j] += aq * s[j];
            rb[6 + j] += az * s[j];
        }
        f += w * w * (eu * eu + ev * ev) + off * off;
    }
    rotations_back(x, g);
    return 0.5 * f;
}

static void setup_ba(int c, int p, int observations) {
    cameras = c;
    points = p;
    rows = observations;
    points_at = 11 * cameras;
    weights_at = points_at + 3 * points;
    n = weights_at + rows;
    state = 11;
    t = draw(rows, -0.5, 0.5);
    y = draw(rows, -0.5, 0.5);
    state = 12;
    x = draw(n, -0.2, 0.2);
    for (int i = 0; i < cameras; i++) {
        x[11 * i] += 0.5;
        x[11 * i + 5] -= 4;
        x[11 * i + 6] += 1;
    }
    for (int i = weights_at; i < n; i++) x[i] += 0.9;
    rotation = doubles(9 * cameras);
    rotation_bar = doubles(9 * cameras);
}

typedef double function(const double *restrict, double *restrict);

static function *setup(const char *name) {
    int a = 0, b = 0, c = 0;
    if (!strcmp(name, "rosenbrock")) return setup_rosenbrock(), rosenbrock;
    if (sscanf(name, "chained-%d", &a) == 1) return setup_chained(a), chained;
    if (sscanf(name, "extended-%d", &a) == 1) return setup_extended(a), extended;
    if (sscanf(name, "decay-%d", &a) == 1) return setup_decay(a), decay;
    if (sscanf(name, "logistic-%d", &a) == 1) return setup_logistic(a), logistic;
    if (sscanf(name, "separable-%d", &a) == 1) return setup_separable(a), separable;
    if (sscanf(name, "lse-%d", &a) == 1) return setup_lse(a), lse;
    if (sscanf(name, "llsq-%d", &a) == 1 || sscanf(name, "llsqmatrix-%d", &a) == 1) return setup_llsq(a), llsq;
    if (sscanf(name, "gmm-%d-%d", &a, &b) == 2) return setup_gmm(a, b), gmm;
    if (sscanf(name, "ba-%d-%d-%d", &a, &b, &c) == 3) return setup_ba(a, b, c), ba;
    fprintf(stderr, "gradients: no workload has the name '%s'\n", name);
    exit(2);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + 1e-9 * now.tv_nsec;
}

/* Through a pointer the compiler does not see through: an evaluation is a call, as it is for a solver. */
static double run(function *volatile f, long count) {
    double start = seconds();
    for (long i = 0; i < count; i++) f(x, gradient);
    return seconds() - start;
}

int main(int count, char **names) {
    static char *all[] = {"", "rosenbrock", "chained-10", "chained-1000", "chained-100000", "extended-10", "extended-1000",
        "extended-100000", "decay-64", "decay-1000", "decay-10000", "logistic-10000", "separable-1000", "lse-1000",
        "lse-1000000", "llsq-1024", "llsqmatrix-1024", "gmm-2-5", "gmm-10-5", "gmm-10-25", "ba-49-7776-31843"};
    if (count == 1) {
        names = all;
        count = sizeof all / sizeof *all;
    }
    for (int i = 1; i < count; i++) {
        function *f = setup(names[i]);
        gradient = doubles(n);
        double value = f(x, gradient), sum = 0;
        for (int j = 0; j < n; j++) sum += gradient[j] * gradient[j];
        long calls = 1;
        while (run(f, calls) < 0.05) calls *= 2;
        double best = INFINITY;
        for (int j = 0; j < 11; j++) best = fmin(best, run(f, calls) / calls);
        printf("%s %.1f %.17g %.17g\n", names[i], 1e9 * best, value, sqrt(sum));
        fflush(stdout);
    }
    return 0;
}
