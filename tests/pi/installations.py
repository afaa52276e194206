"""The package installed right after boot, many times: the group of the pins must exist whenever udev looks for it."""

import argparse
import time

from emulator import Emulator
from guest import Failure
from panel import Checks, Panel
from systemd import UNIT, install, prepare, show


def install_after_boot(checks, machine):
    with Emulator(**machine) as pi:
        Panel(pi)
        prepare(pi)
        install(checks, pi, "installed right after boot")
        group, _ = pi.run("stat -c 'group %G.' /dev/gpiochip0")
        checks.check("the pins belong to the group gpio", "group gpio." in group)
        checks.check("the daemon was never restarted", show(pi, "NRestarts") == "0")
        if checks.failed:
            print(f"the console:\n{pi.console}\nits journal:\n{pi.run(f'journalctl -u {UNIT}')[0]}")


def main():
    parser = argparse.ArgumentParser()
    for argument in Emulator.ARGUMENTS:
        parser.add_argument(f"--{argument}", required=True)
    parser.add_argument("--boots", type=int, required=True)
    machine = vars(parser.parse_args())
    boots = machine.pop("boots")
    begin = time.monotonic()
    checks = Checks()
    for boot in range(1, boots + 1):
        print(f"boot {boot} of {boots}, {time.monotonic() - begin:.0f} s", flush=True)
        try:
            install_after_boot(checks, machine)
        except Failure as failure:
            checks.check(str(failure), False)
    print(f"{boots} installations right after boot; {time.monotonic() - begin:.0f} s")
    print(f"{checks.passed} passed, {checks.failed} failed")
    raise SystemExit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
