/* The same step with FANN: incremental training, logistic neurons (FANN's
 * sigmoid at steepness 1/2), plain squared error. */

#include <doublefann.h>
#include <stddef.h>

struct sample {
    double x[2], t[2];
};

/* FANN numbers the neurons 0 1 (inputs) 2 (bias) 3 4 (hidden) 5 (bias) 6 7 (outputs).
 * `w` is w1..w8, b_h1, b_h2, b_o1, b_o2. */
struct fann *fann_new(const double w[12], double alpha)
{
    struct fann *ann = fann_create_standard(3, 2, 2, 2);
    if (!ann)
        return NULL;
    fann_set_activation_function_hidden(ann, FANN_SIGMOID);
    fann_set_activation_function_output(ann, FANN_SIGMOID);
    fann_set_activation_steepness_hidden(ann, 0.5);
    fann_set_activation_steepness_output(ann, 0.5);
    fann_set_training_algorithm(ann, FANN_TRAIN_INCREMENTAL);
    fann_set_train_error_function(ann, FANN_ERRORFUNC_LINEAR);
    fann_set_learning_rate(ann, (float)alpha);
    for (unsigned i = 0; i < 2; i++) {
        for (unsigned j = 0; j < 2; j++) {
            fann_set_weight(ann, j, 3 + i, w[2 * i + j]);
            fann_set_weight(ann, 3 + j, 6 + i, w[4 + 2 * i + j]);
        }
        fann_set_weight(ann, 2, 3 + i, w[8 + i]);
        fann_set_weight(ann, 5, 6 + i, w[10 + i]);
    }
    return ann;
}

void fann_steps(struct fann *ann, struct sample samples[4], size_t steps)
{
    for (size_t i = 0; i < steps; i++)
        fann_train(ann, samples[i % 4].x, samples[i % 4].t);
}

void fann_answer(struct fann *ann, double x[2], double out[2])
{
    const fann_type *answer = fann_run(ann, x);
    out[0] = answer[0];
    out[1] = answer[1];
}
