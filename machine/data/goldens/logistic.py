#!/usr/bin/env python3
"""Makes the coefficients of core/src/nn/logistic.rs and its reference values.

Needs mpmath (pip install mpmath). Run from anywhere:

    python3 logistic.py            prints the coefficients and their error
    python3 logistic.py --goldens  writes logistic.json beside this file

The coefficients are frozen in logistic.rs; this file records where they came from.
"""

import json
import random
import struct
import sys
from pathlib import Path

from mpmath import mp, mpf, lu_solve, matrix

mp.prec = 200
DEGREE = 10


def polynomial(coefficients, r):
    return sum(c * r**k for k, c in enumerate(coefficients))


def relative_error(coefficients, r):
    return polynomial(coefficients, r) / mpf(2) ** r - 1


def remez(degree):
    """Coefficients with c0 = 1 that minimise the largest |p(r)/2^r - 1| on |r| <= 1/2.

    c0 is pinned so that the logistic of 0 is exactly 1/2. With r divided out this is the
    classic exchange for (2^r - 1)/r under the weight |r|/2^r, which is 0 at r = 0: that
    point is never an extremum.
    """
    points = [mp.cos(mp.pi * (2 * i + 1) / (2 * (degree + 1))) / 2 for i in reversed(range(degree + 1))]
    points = [r if abs(r) > mpf(10) ** -9 else mpf(1) / 100 for r in points]
    grid = [mpf(i) / 2000 - mpf(1) / 2 for i in range(2001) if i != 1000]
    for _ in range(30):
        rows = [[r**k for k in range(1, degree + 1)] + [(-1) ** i * mp.sign(r) * mpf(2) ** r] for i, r in enumerate(points)]
        solution = list(lu_solve(matrix(rows), matrix([mpf(2) ** r - 1 for r in points])))
        found, level = [mpf(1)] + solution[:-1], abs(solution[-1])
        # The new points: the largest error within each run of the same sign of the divided error.
        runs = []
        for r in grid:
            error = relative_error(found, r) * mp.sign(r)
            if not runs or mp.sign(runs[-1][0]) != mp.sign(error):
                runs.append((error, r))
            elif abs(error) > abs(runs[-1][0]):
                runs[-1] = (error, r)
        assert len(runs) == degree + 1, len(runs)
        points = [r for _, r in runs]
        if max(abs(error) for error, _ in runs) < level * (1 + mpf(10) ** -4):
            return found
    raise ArithmeticError("the exchange did not settle")


def coefficients(degree=DEGREE):
    """Each coefficient rounded to the nearest double."""
    return [mpf(float(c)) for c in remez(degree)]


def logistic(z):
    return 1 / (1 + mp.exp(-mpf(z)))


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


def goldens():
    """Inputs as doubles that read back exactly; outputs to 25 significant digits."""
    rows = [[repr(z), mp.nstr(logistic(z), 25)] for z in inputs()]
    text = ",\n".join("  " + json.dumps(row) for row in rows)
    path = Path(__file__).with_suffix(".json")
    path.write_text("[\n" + text + "\n]\n")
    print(f"{path}: {len(rows)} rows")


if __name__ == "__main__":
    if "--goldens" in sys.argv:
        goldens()
    else:
        degree = int(sys.argv[1]) if len(sys.argv) > 1 else DEGREE
        found = coefficients(degree)
        for k, c in enumerate(found):
            print(f"c{k} = {float(c)!r}")
        worst = max(abs(relative_error(found, mpf(i) / 4000 - mpf(1) / 2)) for i in range(4001))
        print("largest relative error on |r| <= 1/2:", mp.nstr(worst, 4))
