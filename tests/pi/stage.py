"""One run of checks on an emulated machine: from its files on the command line to the exit code."""

import argparse
import time

from guest import Failure
from panel import Checks


def stage(what, machine, play):
    """Starts the machine, has `play(checks, guest)` check it, prints the outcome, and ends with 1 when something failed."""
    parser = argparse.ArgumentParser()
    for file in machine.FILES:
        parser.add_argument(f"--{file}", required=True)
    begin = time.monotonic()
    checks = Checks()
    with machine(**vars(parser.parse_args())) as guest:
        print(f"{what}: booted in {time.monotonic() - begin:.0f} s", flush=True)
        try:
            play(checks, guest)
        except Failure as failure:
            checks.check(str(failure), False)
        if checks.failed:
            print(f"the console of {what}:\n" + guest.console)
    print(f"{what} took {time.monotonic() - begin:.0f} s")
    print(f"{checks.passed} passed, {checks.failed} failed")
    raise SystemExit(1 if checks.failed else 0)
