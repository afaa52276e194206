"""The half-adder taught on the kernel's simulated GPIO chips, through gpiocdev: flips the switches, presses teach, reads the LEDs."""

from guest import Failure, Guest, until
from panel import (
    CONFIG,
    HALF_ADDER,
    LEDS,
    SWITCHES,
    Panel,
    board_suite,
    dark,
    kill_while_lit,
    start,
    teach_table,
    terminate,
)
from stage import stage


class GpioSim(Guest):
    """A PC with two simulated chips; the panel uses the one with a Raspberry Pi's label."""

    UP = "the guest is up"
    ARGUMENTS = ("kernel", "initrd")

    def __init__(self, kernel, initrd):
        command = [
            "qemu-system-x86_64", "-m", "512", "-nic", "none", "-kernel", kernel, "-initrd", initrd,
            "-append", "console=ttyS0,115200 panic=-1 quiet",
        ]  # fmt: skip
        super().__init__(command, "-serial")

    def drive(self, pin, high):
        """Sets the level of a line from outside, through its pull."""
        answer = self.ask(f"drive {pin} pull-{'up' if high else 'down'}")
        if answer != "done":
            raise Failure(f"line {pin} cannot be driven: {answer}")

    def level(self, pin):
        """The level of a line: True is high."""
        return self.ask(f"level {pin}") == "1"

    def pull(self, pin):
        """The pull of a line, set by the host or by the program, whichever came last."""
        return self.ask(f"pull {pin}")


def half_adder(checks, guest):
    panel = Panel(guest)
    for pin in SWITCHES.values():
        guest.drive(pin, False)
    options = f"{CONFIG} --board gpiocdev"
    start(guest, options)
    checks.check("switches are pulled up, as the config says", pulls(guest, SWITCHES) == {"pull-up"})
    checks.check("LEDs are pulled the way that turns them off", pulls(guest, LEDS) == {"pull-down"})

    teach_table(checks, panel, "the half-adder (XOR, AND)", HALF_ADDER)

    output, status = guest.run(f"backpropd safe {options}")
    checks.check("safe leaves a running daemon alone", status == 1 and "o1: BCM pin 12 is held by another backpropd" in output)
    panel.show("11")
    until("the LEDs show 01 for 11", lambda: panel.outputs() == "01")
    terminate(checks, panel)

    kill_while_lit(panel, options)
    checks.check("SIGKILL: the kernel takes the lines back, and their pulls turn the LEDs off", dark(panel))
    _, status = guest.run(f"backpropd safe {options}")
    checks.check("safe after SIGKILL: exit status 0", status == 0 and dark(panel))


def pulls(guest, parts):
    return {guest.pull(pin) for pin in parts.values()}


def chips(checks, guest):
    """Which chip is used, and the messages when it cannot be used."""
    for chip, expected, text in [
        ("gpiochip1", 0, ""),
        ("/dev/gpiochip1", 0, ""),
        ("pinctrl-bcm2711", 0, ""),
        ("other", 1, "o1: BCM pin 12 is held by 'heater'"),
        ("gpiochip0", 1, "o1: BCM pin 12 is held by 'heater'"),
        ("pinctrl-rp1", 1, "found: gpiochip0 (other), gpiochip1 (pinctrl-bcm2711);"),
    ]:
        guest.run(f"printf '[board]\\nkind = \"gpiocdev\"\\nchip = \"{chip}\"\\n' >/tmp/chip.toml")
        output, status = guest.run("backpropd safe --config /tmp/chip.toml")
        checks.check(f"chip {chip}: {text or 'is used'}", status == expected and text in output)
    as_nobody = "start-stop-daemon --start --chuid nobody --exec /bin/backpropd --"
    output, status = guest.run(f"{as_nobody} safe {CONFIG} --board gpiocdev")
    checks.check("a chip that may not be opened is named", status == 1 and "no permission to open /dev/gpiochip" in output)


def play(checks, guest):
    board_suite(checks, guest, "gpiocdev")
    half_adder(checks, guest)
    chips(checks, guest)


if __name__ == "__main__":
    stage("the guest", GpioSim, play)
