"""Runs a series of checks on a machine: reads its arguments from the command line, and ends with an exit code.

If every check holds, it writes a line to the file of `--result`, from which tests/pi/table makes the documents' table.
"""

import argparse
import datetime
import time

from guest import Failure
from panel import Checks


def stage(what, machine, play):
    """Starts the machine, runs `play(checks, guest)`, prints the result, and exits with 1 if a check failed.

    `play` returns columns of tests/pi/results.tsv: the kind of stage, the kernel, and the access to the pins.
    """
    parser = argparse.ArgumentParser()
    for argument in machine.ARGUMENTS:
        parser.add_argument(f"--{argument}", required=True)
    parser.add_argument("--model")
    parser.add_argument("--result")
    arguments = vars(parser.parse_args())
    model, result = arguments.pop("model"), arguments.pop("result")
    if model:
        what += f" {model}"
    begin = time.monotonic()
    checks = Checks()
    columns = None
    with machine(**arguments) as guest:
        print(f"{what}: booted in {time.monotonic() - begin:.0f} s", flush=True)
        try:
            columns = play(checks, guest)
        except Failure as failure:
            checks.check(str(failure), False)
        if checks.failed:
            print(f"the console of {what}:\n" + guest.console)
    print(f"{what} took {time.monotonic() - begin:.0f} s")
    print(f"{checks.passed} passed, {checks.failed} failed")
    if result and not checks.failed:
        with open(result, "w") as file:
            print(model, *columns, checks.passed, datetime.date.today(), sep="\t", file=file)
    raise SystemExit(1 if checks.failed else 0)
