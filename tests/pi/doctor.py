"""The wiring doctor on an emulated machine, with a simulated person at the panel who types what they see."""

from guest import until
from panel import CONFIG, LEDS, SWITCHES, Panel, dark, start, terminate

# The wiring of the panel: o1 and o2 are swapped, and i1 goes straight to 3.3 V.
WIRED = {"o1": LEDS["o2"], "o2": LEDS["o1"], "status": LEDS["status"]}
STUCK = "i1"
FLIPS = 10


def doctor(checks, pi, kind):
    panel = Panel(pi)
    options = f"{CONFIG} --board {kind}"

    start(pi, options)
    output, status = pi.run(f"backpropd doctor {options} --non-interactive 2>&1")
    refused = status == 1 and "already running" in output and "systemctl stop backpropd" in output
    checks.check("the doctor refuses while the daemon runs", refused)
    terminate(checks, panel)

    output, status = examine(pi, panel, options)
    checks.check("the doctor finds swapped LEDs", "- o1: wired to the pin of o2" in output and "- o2: wired to the pin of o1" in output)
    checks.check("and the lines that fix it", "[pins]\no1 = 13\no2 = 12\n" in output)
    checks.check("and a switch that is stuck", f"- {STUCK}: stuck: BCM pin {SWITCHES[STUCK]} is always connected to 3.3 V" in output)
    checks.check("and nothing else", output.count("\n- ") == 3 and status == 1)
    checks.check("and leaves no LED lit", dark(panel))

    # A signal ends it while an LED is lit.
    begin = len(pi.console)
    pi.run("mkfifo /tmp/answers; exec 3<>/tmp/answers")
    pi.type(f"backpropd doctor {options} <&3 & echo")
    pi.wait_for("Are all LEDs off?", begin)
    pi.run("echo >&3")
    until("the doctor lights o1", lambda: panel.lit("o1"))
    pi.run("kill -TERM $!; wait $!")
    checks.check("ended by a signal it leaves no LED lit", dark(panel))
    pi.run("exec 3>&-; rm /tmp/answers")


def examine(pi, panel, options):
    """Goes through the panel with the doctor; returns its output and its exit status."""
    begin = here = len(pi.console)
    pi.type(f"backpropd doctor {options}; echo 'status''='$?.")
    for question in ("Are all LEDs off?", *(f"Is {led} the only LED" for led in LEDS)):
        here = pi.wait_for(question, here)
        seen = [led for led, pin in WIRED.items() if pi.level(pin)]
        pi.type(" ".join(seen) or "none")
    for part in SWITCHES:
        button = part in ("teach", "forget")
        here = pi.wait_for(f"Hold down the button {part}" if button else f"the switch {part}", here)
        if part != STUCK:
            panel.set(part, True)
        pi.type("")
        if button:
            here = pi.wait_for(f"Release the button {part}", here)
            panel.set(part, False)
            pi.type("")
        if part == STUCK:
            continue
        here = pi.wait_for(f"press {part} slowly, 5 times" if button else f"flip {part} slowly, {FLIPS} times", here)
        for flip in range(1, FLIPS + 1):
            panel.set(part, (flip % 2 == 1) == button)
            here = pi.wait_for(f" {flip}", here)
    end = pi.wait_for("status=", here)
    pi.wait_for(".", end)
    return pi.console[begin:end], int(pi.console[end:].split(".")[0])
