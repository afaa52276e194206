"""The same step with NumPy, for src/numpy.rs.

Reads problems from standard input: a line `N STEPS ALPHA`, then W_h, W_o (row by row), b_h, b_o, and four samples of x
and t, as the bytes of f64. Answers with a line, the seconds that the steps took, and with the trained network.
"""

import sys
import time

import numpy as np


def logistic(z):
    return 1.0 / (1.0 + np.exp(-z))


def train(w_h, w_o, b_h, b_o, samples, steps, alpha):
    # In place, without new matrices: faster than `w -= alpha * np.outer(delta, out)`.
    g_h, g_o = np.empty_like(w_h), np.empty_like(w_o)
    for i in range(steps):
        x, t = samples[i % 4]
        out_h = logistic(w_h @ x + b_h)
        out_o = logistic(w_o @ out_h + b_o)
        delta_o = (out_o - t) * out_o * (1.0 - out_o)
        delta_h = (delta_o @ w_o) * out_h * (1.0 - out_h)
        delta_o *= alpha
        delta_h *= alpha
        np.multiply(delta_o[:, None], out_h, out=g_o)
        np.multiply(delta_h[:, None], x, out=g_h)
        w_o -= g_o
        w_h -= g_h
        b_o -= delta_o
        b_h -= delta_h


def main():
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        n, steps, alpha = line.split()
        n, steps, alpha = int(n), int(steps), float(alpha)

        def read(*shape):
            count = int(np.prod(shape))
            return np.frombuffer(source.read(8 * count)).reshape(shape).copy()

        network = [read(n, n), read(n, n), read(n), read(n)]
        samples = [(read(n), read(n)) for _ in range(4)]
        start = time.perf_counter()
        train(*network, samples, steps, alpha)
        seconds = time.perf_counter() - start
        sink.write(b"%r\n" % seconds)
        for part in network:
            sink.write(part.tobytes())
        sink.flush()


main()
