"""The lesson on the emulated Pi: flip the switches, press teach, look at the LEDs; once with each way to the pins."""

import re

from doctor import doctor
from emulator import Emulator
from guest import until
from panel import (
    CONFIG,
    HALF_ADDER,
    LEDS,
    SWITCHES,
    XNOR_NOR,
    Panel,
    board_suite,
    dark,
    kill_while_lit,
    latency,
    start,
    steadily,
    teach_table,
    terminate,
)
from stage import stage

COMPATIBLE = "/sys/firmware/devicetree/base/compatible"
MODEL = "/sys/firmware/devicetree/base/model"


def lesson(checks, pi, kind):
    panel = Panel(pi)
    options = f"{CONFIG} --board {kind}"
    pi.run("rm -rf $STATE_DIRECTORY")  # what another lesson has left
    output, status = pi.run(f"backpropd check {CONFIG}")
    checks.check("the shipped config is good", status == 0 and "header pin" in output)
    output, status = pi.run("backpropd selftest")
    checks.check("the selftest passes", status == 0 and "all passed on aarch64" in output)

    if kind == "rppal":
        waited_for(checks, pi, panel, options)
    start(pi, options)
    checks.check("LED pins are outputs", all(pi.is_output(pin) for pin in LEDS.values()))
    checks.check("switch pins are inputs", not any(pi.is_output(pin) for pin in SWITCHES.values()))
    checks.check("nothing taught: the status LED is off", not panel.lit("status"))

    output, status = pi.run(f"STATE_DIRECTORY=/tmp/other backpropd run {options}")
    taken = "already running, pid" in output and "on these pins" in output
    checks.check("a second daemon is told who has the pins", status == 1 and taken)

    teach_table(checks, panel, "the half-adder (XOR, AND)", HALF_ADDER)
    print(f"  from a flipped switch to its LED: {latency(panel):.0f} ms, median of 20 flips", flush=True)
    teach_table(checks, panel, "XNOR, NOR taught over it", XNOR_NOR)

    output, _ = pi.run("grep VmRSS /proc/$!/status")
    resident = int(re.search(r"VmRSS:\s+(\d+) kB", output)[1]) / 1024
    checks.check(f"resident memory: {resident:.2f} of at most 4 MiB", resident <= 4)

    panel.show("00")
    until("both LEDs are lit", lambda: panel.outputs() == "11")
    terminate(checks, panel)

    start(pi, options)
    until("what was learned is still there after a restart", lambda: panel.outputs() == "11")
    checks.check("what was learned is still there after a restart", steadily(panel))
    terminate(checks, panel)

    kill_while_lit(panel, options)
    if kind == "rppal":
        checks.check("SIGKILL leaves LEDs lit", panel.outputs() == "11")
    else:
        checks.check("SIGKILL: the kernel takes the pins back", not any(pi.is_output(pin) for pin in LEDS.values()))
        # Raspberry Pi's own kernel, unlike this one, leaves them lit.
        for pin in LEDS.values():
            pi.make_output(pin)
            pi.drive(pin, True)
    _, status = pi.run(f"backpropd safe {options}")
    checks.check("backpropd safe puts them off", status == 0 and dark(panel))
    if kind == "rppal":
        checks.check("and leaves their pins driven", all(pi.is_output(pin) for pin in LEDS.values()))


def waited_for(checks, pi, panel, options):
    """Right after boot the registers may not be there yet."""
    begin = len(pi.console)
    pi.run("mv /dev/mem /dev/later")
    pi.type(f"backpropd run {options} &")
    pi.wait_for("trying again", begin)
    pi.run("sleep 1; mv /dev/later /dev/mem")
    checks.eventually("a board that is not ready yet is waited for", lambda: "running, weights" in pi.console[begin:])
    terminate(checks, panel)


def beyond_rppal(checks, pi):
    """`auto` on a Pi that rppal does not know, and on one whose chip it does not find."""
    unknown = "printf 'raspberrypi,6-model-b\\0brcm,bcm2799\\0' >/tmp/compatible; printf 'Raspberry Pi 6' >/tmp/model; "
    unknown += f"mount -o bind /tmp/compatible {COMPATIBLE}; mount -o bind /tmp/model {MODEL}"
    known = f"umount {COMPATIBLE}; umount {MODEL}"
    panel = Panel(pi)
    gap, no_gap = "mv /dev/gpiochip0 /dev/gpiochip7", "mv /dev/gpiochip7 /dev/gpiochip0"
    for make, undo, reason in [(unknown, known, "does not know this model"), (gap, no_gap, "does not find its GPIO chip")]:
        pi.run(make)
        begin = len(pi.console)
        start(pi, CONFIG)
        said = [line for line in pi.console[begin:].splitlines() if "through gpiocdev" in line]
        checks.check(f"auto: {said}", len(said) == 1 and reason in said[0])
        checks.check("and LED pins are outputs", all(pi.is_output(pin) for pin in LEDS.values()))
        terminate(checks, panel)
        pi.run(undo)


def play(checks, pi):
    for kind in ("rppal", "gpiocdev"):
        print(f"through {kind}:", flush=True)
        board_suite(checks, pi, kind)
        lesson(checks, pi, kind)
        doctor(checks, pi, kind)
    print("beyond rppal:", flush=True)
    beyond_rppal(checks, pi)


if __name__ == "__main__":
    stage("the emulated Pi", Emulator, play)
