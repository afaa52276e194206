/* One online step of a 2-2-2 logistic network in plain C with libm's exp:
 * what a programmer would write without a library. Weights are laid out row by
 * row (row = neuron), as w1..w8, b_h1, b_h2, b_o1, b_o2. */

#include <math.h>
#include <stddef.h>

struct network {
    double w_h[2][2], w_o[2][2], b_h[2], b_o[2];
};

struct sample {
    double x[2], t[2];
};

static double logistic(double z) { return 1.0 / (1.0 + exp(-z)); }

static void step(struct network *n, const struct sample *s, double alpha)
{
    double out_h[2], out_o[2], delta_h[2], delta_o[2];

    for (int i = 0; i < 2; i++)
        out_h[i] = logistic(n->w_h[i][0] * s->x[0] + n->w_h[i][1] * s->x[1] + n->b_h[i]);
    for (int i = 0; i < 2; i++)
        out_o[i] = logistic(n->w_o[i][0] * out_h[0] + n->w_o[i][1] * out_h[1] + n->b_o[i]);

    for (int i = 0; i < 2; i++)
        delta_o[i] = (out_o[i] - s->t[i]) * out_o[i] * (1.0 - out_o[i]);
    for (int i = 0; i < 2; i++)
        delta_h[i] = (n->w_o[0][i] * delta_o[0] + n->w_o[1][i] * delta_o[1])
                   * out_h[i] * (1.0 - out_h[i]);

    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
            n->w_o[i][j] -= alpha * delta_o[i] * out_h[j];
            n->w_h[i][j] -= alpha * delta_h[i] * s->x[j];
        }
        n->b_o[i] -= alpha * delta_o[i];
        n->b_h[i] -= alpha * delta_h[i];
    }
}

void plain_train(struct network *n, const struct sample samples[4], size_t steps, double alpha)
{
    for (size_t i = 0; i < steps; i++)
        step(n, &samples[i % 4], alpha);
}
