"""What every Raspberry Pi has to pass: learn the half-adder from its switches, show it on its LEDs, end dark."""

from guest import until
from panel import CONFIG, HALF_ADDER, LEDS, SWITCHES, Panel, dark, kill_while_lit, start, steadily, teach_table, terminate


def half_adder(checks, pi, kind, is_rppal, more=None):
    """With this kind of board; `more(panel, options)` checks what else holds once the half-adder is learned, and
    returns what the LEDs show for 11 then."""
    panel = Panel(pi)
    options = f"{CONFIG} --board {kind}"
    if pi.shows_pulls:
        pi.forget_pulls()
    start(pi, options)
    checks.check("LED pins are outputs", all(pi.is_output(pin) for pin in LEDS.values()))
    checks.check("switch pins are inputs", not any(pi.is_output(pin) for pin in SWITCHES.values()))
    checks.check("nothing taught: the status LED is off", not panel.lit("status"))
    if pi.shows_pulls:
        checks.check("switches are pulled up, as the config says", pulls(pi, SWITCHES) == {"up"})
        if not is_rppal:
            checks.check("LEDs are pulled the way that turns them off", pulls(pi, LEDS) == {"down"})

    teach_table(checks, panel, "the half-adder (XOR, AND)", HALF_ADDER)
    shown = "01"
    if more:
        shown = more(panel, options)
    panel.show("11")
    until("the LEDs show the answer for 11", lambda: panel.outputs() == shown)
    terminate(checks, panel)

    start(pi, options)
    until("what was learned is still there after a restart", lambda: panel.outputs() == shown)
    checks.check("what was learned is still there after a restart", steadily(panel))
    terminate(checks, panel)

    kill_while_lit(panel, options)
    if is_rppal:
        checks.check("SIGKILL leaves LEDs lit", panel.outputs() == "11")
    else:
        checks.check("SIGKILL: the kernel takes the pins back", not any(pi.is_output(pin) for pin in LEDS.values()))
        # Raspberry Pi's own kernel leaves them lit, unlike this one.
        for pin in LEDS.values():
            pi.make_output(pin)
            pi.drive(pin, True)
    _, status = pi.run(f"backpropd safe {options}")
    checks.check("backpropd safe turns them off", status == 0 and dark(panel))
    if is_rppal:
        checks.check("and leaves their pins driven", all(pi.is_output(pin) for pin in LEDS.values()))


def pulls(pi, parts):
    return {pi.pull(pin) for pin in parts.values()}
