"""An emulated Pi without systemd: the half-adder through each library, and what else the program does there."""

import re

from doctor import doctor
from emulator import Emulator
from guest import until
from half_adder import half_adder
from panel import CONFIG, LEDS, XNOR_NOR, Panel, board_suite, latency, start, steadily, teach_table, terminate
from stage import stage

COMPATIBLE = "/sys/firmware/devicetree/base/compatible"
MODEL = "/sys/firmware/devicetree/base/model"


def alone(checks, pi):
    """What needs no pins."""
    output, status = pi.run(f"backpropd check {CONFIG}")
    checks.check("the shipped config is good", status == 0 and "header pin" in output)
    output, status = pi.run("backpropd selftest")
    checks.check("the selftest passes", status == 0 and "all passed on " in output)


def used_further(checks, pi, panel, options):
    """A daemon that has learned the half-adder; returns what it shows for 11 in the end."""
    output, status = pi.run(f"STATE_DIRECTORY=/tmp/other backpropd run {options}")
    taken = "already running on these pins, pid" in output
    checks.check("a second daemon is told who has the pins", status == 1 and taken)
    print(f"  from a flipped switch to its LED: {latency(panel):.0f} ms, median of 20 flips", flush=True)
    teach_table(checks, panel, "XNOR, NOR taught over it", XNOR_NOR)
    output, _ = pi.run("grep VmRSS /proc/$!/status")
    resident = int(re.search(r"VmRSS:\s+(\d+) kB", output)[1]) / 1024
    checks.check(f"resident memory: {resident:.2f} of at most 4 MiB", resident <= 4)
    return XNOR_NOR["11"]


# For the share of the time for which an LED is lit.
FLASHES = 12


def lit_share(panel, led):
    """The share of the time for which this LED is lit, over whole flashes; however fast the guest's time passes."""
    seen, begins = [], []

    def has_flashed():
        is_lit = panel.lit(led)
        if is_lit and seen and not seen[-1]:
            begins.append(len(seen))
        seen.append(is_lit)
        return len(begins) > FLASHES

    until(f"{led} has flashed {FLASHES} times", has_flashed)
    whole = seen[begins[0] : begins[-1]]
    return sum(whole) / len(whole)


def confidence(checks, pi, kind):
    """With `show = "confidence"` the LEDs of a network that was taught nothing blink, each for its output's share."""
    config = "/tmp/confidence.toml"
    pi.run(f"sed 's/^show = .*/show = \"confidence\"/' /etc/backpropd.toml >{config}; rm -rf $STATE_DIRECTORY")
    panel = Panel(pi)
    start(pi, f"--config {config} --board {kind}")
    output, _ = pi.run("backpropd status --json | grep -o '\"outs\":{[^}]*}'")
    outs = {led: float(re.search(f'"{led}":([0-9.e-]+)', output)[1]) for led in ("o1", "o2")}
    for led, out in outs.items():
        if 0.2 < out < 0.8:
            share = lit_share(panel, led)
            checks.check(f"confidence: {led} = {out:.2f} is lit for {share:.2f} of {FLASHES} flashes", abs(share - out) < 0.15)
        else:
            checks.check(f"confidence: {led} = {out:.2f} does not flash", steadily(panel, led, round(out)))
    terminate(checks, panel)


def waited_for(checks, pi, options):
    """Right after boot the registers may not be there yet."""
    panel = Panel(pi)
    begin = len(pi.console)
    pi.run("mv /dev/mem /dev/later")
    pi.type(f"backpropd run {options} &")
    pi.wait_for("trying again", begin)
    pi.run("sleep 1; mv /dev/later /dev/mem")
    checks.eventually("the daemon waits for a board that is not ready", lambda: "running, weights" in pi.console[begin:])
    terminate(checks, panel)


def beyond_rppal(checks, pi):
    """`auto` on a Pi that rppal does not know, whose chip it does not find, or that lacks the registers' file."""
    unknown = "printf 'raspberrypi,6-model-b\\0brcm,bcm2799\\0' >/tmp/compatible; printf 'Raspberry Pi 6' >/tmp/model; "
    unknown += f"mount -o bind /tmp/compatible {COMPATIBLE}; mount -o bind /tmp/model {MODEL}"
    known = f"umount {COMPATIBLE}; umount {MODEL}"
    panel = Panel(pi)
    gap, no_gap = "mv /dev/gpiochip0 /dev/gpiochip7", "mv /dev/gpiochip7 /dev/gpiochip0"
    no_registers, registers = "mv /dev/mem /dev/later", "mv /dev/later /dev/mem"
    for make, undo, reason in [
        (unknown, known, "does not know this model"),
        (gap, no_gap, "does not find its GPIO chip"),
        (no_registers, registers, "needs /dev/gpiomem"),
    ]:
        pi.run(make)
        begin = len(pi.console)
        start(pi, CONFIG)
        said = [line for line in pi.console[begin:].splitlines() if "through gpiocdev" in line]
        checks.check(f"auto: {said}", len(said) == 1 and reason in said[0])
        checks.check("and LED pins are outputs", all(pi.is_output(pin) for pin in LEDS.values()))
        terminate(checks, panel)
        pi.run(undo)


def play(checks, pi):
    alone(checks, pi)
    kinds = ("rppal", "gpiocdev")
    for kind in kinds:
        print(f"through {kind}:", flush=True)
        pi.run("rm -rf $STATE_DIRECTORY")  # left behind by an earlier run
        if kind == "rppal":
            waited_for(checks, pi, f"{CONFIG} --board {kind}")
        half_adder(checks, pi, kind, kind == "rppal", lambda panel, options: used_further(checks, pi, panel, options))
        if has(pi, "board-suite"):
            board_suite(checks, pi, kind)
            confidence(checks, pi, kind)
            doctor(checks, pi, kind)
    if has(pi, "board-suite"):
        print("beyond rppal:", flush=True)
        beyond_rppal(checks, pi)
    release, _ = pi.run("uname -r")
    return "half-adder", release.strip(), ", ".join(kinds)


def has(pi, program):
    _, status = pi.run(f"command -v {program}")
    return status == 0


if __name__ == "__main__":
    stage("the emulated Pi", Emulator, play)
