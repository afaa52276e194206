"""The lesson on the emulated Pi: flip the switches, press teach, look at the LEDs.

Everything is done and seen from outside, through the pins; the daemon's log is only used to know when to go on.
"""

import argparse
import statistics
import time

from emulator import PATIENCE, Emulator, Failure, until

SWITCHES = {"i1": 17, "i2": 27, "t1": 22, "t2": 23, "teach": 24, "forget": 25}
LEDS = {"o1": 12, "o2": 13, "status": 16}
CONFIG = "--config /etc/backpropd.toml"

HALF_ADDER = {"00": "00", "01": "10", "10": "10", "11": "01"}
XNOR_NOR = {"00": "11", "01": "00", "10": "00", "11": "10"}


class Panel:
    """The person's side of the panel: active-low switches and buttons, active-high LEDs."""

    def __init__(self, pi):
        self.pi = pi
        for part in SWITCHES:
            self.set(part, False)

    def set(self, part, active):
        self.pi.drive(SWITCHES[part], not active)

    def show(self, x):
        self.set("i1", x[0] == "1")
        self.set("i2", x[1] == "1")

    def teach(self, x, t):
        self.show(x)
        self.set("t1", t[0] == "1")
        self.set("t2", t[1] == "1")
        begin = len(self.pi.console)
        self.set("teach", True)
        self.pi.wait_for(f"taught {x} → {t}", begin)
        self.set("teach", False)
        # Released is only what the daemon has seen released: let some of its scans go by.
        time.sleep(0.5)

    def lit(self, led):
        return self.pi.level(LEDS[led])

    def outputs(self):
        return "".join("1" if self.lit(led) else "0" for led in ("o1", "o2"))


class Checks:
    """Prints and counts what was checked."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, holds):
        print(f"  {'ok    ' if holds else 'FAILED'} {what}", flush=True)
        if holds:
            self.passed += 1
        else:
            self.failed += 1


def teach_table(checks, pi, panel, name, table):
    begin = len(pi.console)
    for x, t in table.items():
        panel.teach(x, t)
    pi.wait_for(f"taught 11 → {table['11']}", begin)
    until("the status LED is on for longer than it ever is while it blinks", lambda: steadily(panel))
    for x, t in table.items():
        panel.show(x)
        until(f"the LEDs show {t} for {x}, as {name} does", lambda: panel.outputs() == t)
        checks.check(f"{name}: {x} shows {panel.outputs()}", panel.outputs() == t)
    checks.check("the status LED is solid", steadily(panel))


def latency(panel):
    """Milliseconds from a flip of i2 to the change of o1, which follows it in the half-adder while i1 is off."""
    panel.show("00")
    until("o1 is off", lambda: not panel.lit("o1"))
    times = []
    for flip in range(20):
        on = flip % 2 == 0
        begin = time.monotonic()
        panel.set("i2", on)
        while panel.lit("o1") != on and time.monotonic() - begin < PATIENCE:
            pass
        times.append(1000 * (time.monotonic() - begin))
        time.sleep(0.1)  # at rest for longer than the debounce time
    return statistics.median(times)


def start(pi):
    begin = len(pi.console)
    pi.type(f"backpropd run {CONFIG} &")
    pi.wait_for("running", begin)
    time.sleep(1)  # where a button stands at the start is no press: let the daemon see it at rest


def steadily(panel):
    """Whether the status LED is lit at every look over more than two periods of its blinking."""
    end = time.monotonic() + 2.5
    while time.monotonic() < end:
        if not panel.lit("status"):
            return False
        time.sleep(0.01)
    return True


def lesson(checks, pi):
    panel = Panel(pi)
    output, status = pi.run(f"backpropd check {CONFIG}")
    checks.check("the shipped config is good", status == 0 and "header pin" in output)

    start(pi)
    checks.check("LED pins are outputs", all(pi.is_output(pin) for pin in LEDS.values()))
    checks.check("switch pins are inputs", not any(pi.is_output(pin) for pin in SWITCHES.values()))
    checks.check("nothing taught: the status LED is off", not panel.lit("status"))

    teach_table(checks, pi, panel, "the half-adder (XOR, AND)", HALF_ADDER)
    print(f"  from a flipped switch to its LED: {latency(panel):.0f} ms, median of 20 flips", flush=True)
    teach_table(checks, pi, panel, "XNOR, NOR taught over it", XNOR_NOR)

    panel.show("00")
    until("both LEDs are lit", lambda: panel.outputs() == "11")
    _, status = pi.run("kill -TERM $!; wait $!")
    checks.check("SIGTERM: exit status 0", status == 0)
    checks.check("SIGTERM: all LEDs off", not any(panel.lit(led) for led in LEDS))

    start(pi)
    until("what was learned is still there after a restart", lambda: panel.outputs() == "11")
    checks.check("what was learned is still there after a restart", True)

    # A kill leaves the LEDs as they are; `safe` is what puts them off then.
    panel.teach("01", "11")
    until("both LEDs are lit", lambda: panel.outputs() == "11")
    pi.run("kill -KILL $!; wait $!")
    checks.check("SIGKILL leaves LEDs lit", panel.outputs() == "11")
    _, status = pi.run(f"backpropd safe {CONFIG}")
    checks.check("backpropd safe puts them off", status == 0 and not any(panel.lit(led) for led in LEDS))
    checks.check("and leaves their pins driven", all(pi.is_output(pin) for pin in LEDS.values()))


def main():
    parser = argparse.ArgumentParser()
    for argument in ("--kernel", "--dtb", "--initrd"):
        parser.add_argument(argument, required=True)
    arguments = parser.parse_args()
    begin = time.monotonic()
    checks = Checks()
    with Emulator(arguments.kernel, arguments.dtb, arguments.initrd) as pi:
        try:
            lesson(checks, pi)
        except Failure as failure:
            checks.check(str(failure), False)
        if checks.failed:
            print("the console of the emulated Pi:\n" + pi.console)
    print(f"the emulated Pi took {time.monotonic() - begin:.0f} s")
    print(f"{checks.passed} passed, {checks.failed} failed")
    raise SystemExit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
