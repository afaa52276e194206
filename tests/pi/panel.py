"""A simulated person at the panel of an emulated machine, and the checks.

Everything is done and seen from outside, through the pins; the daemon's log is only used to know when to go on.
"""

import statistics
import time

from guest import TIMEOUT, Failure, until

SWITCHES = {"i1": 17, "i2": 27, "t1": 22, "t2": 23, "teach": 24, "forget": 25}
LEDS = {"o1": 12, "o2": 13, "status": 16}
CONFIG = "--config /etc/backpropd.toml"

HALF_ADDER = {"00": "00", "01": "10", "10": "10", "11": "01"}
XNOR_NOR = {"00": "11", "01": "00", "10": "00", "11": "10"}


class Panel:
    """The panel from outside: active-low switches and buttons, active-high LEDs."""

    def __init__(self, guest):
        self.guest = guest
        for part in SWITCHES:
            self.set(part, False)

    def set(self, part, active):
        self.guest.drive(SWITCHES[part], not active)

    def show(self, x):
        self.set("i1", x[0] == "1")
        self.set("i2", x[1] == "1")

    def press_teach(self, x, t):
        """Sets all switches, and presses *teach* without waiting for anything."""
        self.show(x)
        self.set("t1", t[0] == "1")
        self.set("t2", t[1] == "1")
        self.set("teach", True)

    def teach(self, x, t):
        begin = len(self.guest.console)
        self.press_teach(x, t)
        self.guest.wait_for(f"taught {x} ", begin)
        self.set("teach", False)
        # A release only counts once the daemon has seen it, so let a few scans go by.
        time.sleep(0.5)

    def lit(self, led):
        return self.guest.level(LEDS[led])

    def outputs(self):
        return "".join("1" if self.lit(led) else "0" for led in ("o1", "o2"))


class Checks:
    """Prints and counts the checks."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, holds):
        print(f"  {'ok    ' if holds else 'FAILED'} {what}", flush=True)
        if holds:
            self.passed += 1
        else:
            self.failed += 1

    def eventually(self, what, condition):
        """Checks something that takes a while."""
        try:
            until(what, condition)
        except Failure:
            self.check(what, False)
        else:
            self.check(what, True)


def teach_table(checks, panel, name, table):
    guest = panel.guest
    begin = len(guest.console)
    for x, t in table.items():
        panel.teach(x, t)
    guest.wait_for("taught 11 ", begin)
    until("the status LED is on for longer than it ever is while it blinks", lambda: steadily(panel))
    shows_table(checks, panel, name, table)
    checks.check("the status LED is solid", steadily(panel))


def shows_table(checks, panel, name, table):
    # One flip from row to row leads to a different answer: meanwhile the LEDs show neither nothing nor the last row's
    # answer.
    for x in ("00", "01", "11", "10"):
        t = table[x]
        panel.show(x)
        until(f"the LEDs show {t} for {x}, as {name} does", lambda: panel.outputs() == t)
        shown = panel.outputs()
        checks.check(f"{name}: {x} shows {shown}", shown == t)


def latency(panel):
    """Milliseconds from a flip of i2 to the change of o1, which equals i2 in the half-adder while i1 is off."""
    panel.show("00")
    until("o1 is off", lambda: not panel.lit("o1"))
    times = []
    for flip in range(20):
        on = flip % 2 == 0
        begin = time.monotonic()
        panel.set("i2", on)
        while panel.lit("o1") != on and time.monotonic() - begin < TIMEOUT:
            pass
        times.append(1000 * (time.monotonic() - begin))
        time.sleep(0.1)  # longer than the debounce time
    return statistics.median(times)


def start(guest, options):
    begin = len(guest.console)
    guest.type(f"backpropd run {options} &")
    guest.wait_for("running", begin)
    time.sleep(1)  # a button that is down at the start does not count as pressed, so let the daemon see it released


def steadily(panel, led="status", lit=True):
    """Whether an LED is lit, or dark, every time during more than two periods of its blinking."""
    end = time.monotonic() + 2.5
    while time.monotonic() < end:
        if panel.lit(led) != lit:
            return False
        time.sleep(0.01)
    return True


def terminate(checks, panel):
    """Ends the daemon as systemd does."""
    _, status = panel.guest.run("kill -TERM $!; wait $!")
    checks.check("SIGTERM: exit status 0", status == 0)
    checks.check("SIGTERM: all LEDs off", dark(panel))


def kill_while_lit(panel, options):
    """Starts a daemon, and kills it while its output LEDs are lit."""
    start(panel.guest, options)
    panel.teach("01", "11")
    until("both LEDs are lit", lambda: panel.outputs() == "11")
    panel.guest.run("kill -KILL $!; wait $!")


def dark(panel):
    return not any(panel.lit(led) for led in LEDS)


def board_suite(checks, guest, kind):
    """The suite for every board; the checks themselves are in tests/board."""
    output, status = guest.play(f"board-suite {kind}")
    done = [line.removeprefix("ok ") for line in output if line.startswith("ok ")]
    for what in done:
        checks.check(f"{kind}: {what}", True)
    checks.check(f"{kind}: every check of the board suite was passed", status == 0 and len(done) > 0)
