/* One online step of an N-N-N logistic network in plain C with libm's exp: what a programmer would write without a
 * library. Compiled once for each N, so the compiler knows the lengths of all loops. Weights are laid out row by row
 * (row = neuron), and every loop runs along a row. */

#include <math.h>
#include <stddef.h>

struct network {
    double w_h[N][N], w_o[N][N], b_h[N], b_o[N];
};

struct sample {
    double x[N], t[N];
};

static double logistic(double z) { return 1.0 / (1.0 + exp(-z)); }

static void layer(double out[N], double w[N][N], const double b[N], const double in[N])
{
    for (int i = 0; i < N; i++) {
        double net = b[i];
        for (int j = 0; j < N; j++)
            net += w[i][j] * in[j];
        out[i] = logistic(net);
    }
}

static void descend(double w[N][N], double b[N], const double delta[N], const double in[N], double alpha)
{
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++)
            w[i][j] -= alpha * delta[i] * in[j];
        b[i] -= alpha * delta[i];
    }
}

static void step(struct network *n, const struct sample *s, double alpha)
{
    double out_h[N], out_o[N], delta_h[N] = {0}, delta_o[N];

    layer(out_h, n->w_h, n->b_h, s->x);
    layer(out_o, n->w_o, n->b_o, out_h);

    for (int i = 0; i < N; i++)
        delta_o[i] = (out_o[i] - s->t[i]) * out_o[i] * (1.0 - out_o[i]);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            delta_h[j] += n->w_o[i][j] * delta_o[i];
    for (int j = 0; j < N; j++)
        delta_h[j] *= out_h[j] * (1.0 - out_h[j]);

    descend(n->w_o, n->b_o, delta_o, out_h, alpha);
    descend(n->w_h, n->b_h, delta_h, s->x, alpha);
}

#define JOIN(a, b) a##b
#define NAME(n) JOIN(plain_train_, n)

void NAME(N)(struct network *n, const struct sample samples[4], size_t steps, double alpha)
{
    for (size_t i = 0; i < steps; i++)
        step(n, &samples[i % 4], alpha);
}
