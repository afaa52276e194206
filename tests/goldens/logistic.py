#!/usr/bin/env python3
"""Where the numbers of src/nn/logistic.rs and its test come from. Needs mpmath (pip install mpmath).

    python3 logistic.py             prints the coefficients of 2^r and their largest relative error
    python3 logistic.py reference   writes logistic.json: inputs, and σ of them to 25 digits
"""

import json
import random
import struct
import sys
from pathlib import Path

from mpmath import lu_solve, matrix, mp, mpf

mp.prec = 400
DEGREE = 11


def coefficients():
    """c0 = 1, and c1…c11 interpolating (2^r − 1)/r at the Chebyshev nodes of [−½, ½], each rounded to an f64."""
    nodes = [mp.cos(mp.pi * (2 * i + 1) / (2 * DEGREE)) / 2 for i in range(DEGREE)]
    rows = matrix(DEGREE, DEGREE)
    values = matrix(DEGREE, 1)
    for i, r in enumerate(nodes):
        middle = abs(r) < mpf(10) ** -30
        values[i] = mp.ln(2) if middle else (mpf(2) ** r - 1) / r
        for k in range(DEGREE):
            rows[i, k] = r**k
    return [1.0] + [float(c) for c in lu_solve(rows, values)]


def largest_error(c):
    def error(r):
        return abs(sum(mpf(x) * r**k for k, x in enumerate(c)) / mpf(2) ** r - 1)

    return max(error(mpf(i) / 4000 - mpf(1) / 2) for i in range(4001))


def inputs():
    def neighbours(z):
        bits = struct.unpack("<q", struct.pack("<d", z))[0]
        return [struct.unpack("<d", struct.pack("<q", bits + d))[0] for d in (-1, 0, 1)]

    values = [0.0, -0.0, 5e-324, -5e-324, 2.0**-1022, -(2.0**-1022), 1e-300, -1e-300, 1e-16, -1e-16]
    values += [s * x for x in (745.0, 745.2, 746.0, 1e3, 1e6, 1e18, 1e100, sys.float_info.max) for s in (1, -1)]
    for edge in (1.0, 30.0, 36.0, 37.0, 40.0, 708.0, 709.0, 709.78):
        values += neighbours(edge) + neighbours(-edge)
    # Both sides of the seams, where n = round(-z log2 e) changes.
    for k in (0, 1, 2, 15, 31, 42, 50, 53, 500, 1021, 1022):
        seam = float((k + mpf(1) / 2) * mp.ln(2))
        values += neighbours(seam) + neighbours(-seam)
    values += [i / 4 for i in range(-160, 161)]
    generator = random.Random(20240501)
    values += [generator.uniform(-30, 30) for _ in range(100)]
    values += [generator.choice((-1, 1)) * 10 ** generator.uniform(-12, 2.8) for _ in range(100)]
    return values


if __name__ == "__main__":
    if sys.argv[1:] == ["reference"]:
        rows = [[repr(z), mp.nstr(1 / (1 + mp.exp(-mpf(z))), 25)] for z in inputs()]
        lines = ",\n".join("  " + json.dumps(row) for row in rows)
        Path(__file__).with_suffix(".json").write_text("[\n" + lines + "\n]\n")
    else:
        found = coefficients()
        for k, c in enumerate(found):
            print(f"c{k} = {c!r}")
        print("largest relative error for |r| <= 1/2:", mp.nstr(largest_error(found), 3))
