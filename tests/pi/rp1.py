"""A Raspberry Pi 5, modelled: the program runs on this computer, and the registers of its pins are the model in rp1.c."""

import mmap
import os
import struct
import tempfile
from pathlib import Path

from guest import Failure, Shell
from half_adder import half_adder
from panel import CONFIG, LEDS, Panel, start, terminate
from stage import stage

PINS = 28

# The state as in rp1.c: in its order, and how many 32-bit numbers each field has.
STATE = {
    "out": 1,
    "output_enable": 1,
    "control": PINS,
    "pads": PINS,
    "outside": PINS,
    "rises": PINS,
    "strange": 1,
    "last_strange": 1,
}

# After a reset: no function; output disabled, input disabled, pulled up (0 to 8) or down, Schmitt trigger, 4 mA.
CONTROL = 0x9F
PADS_UP, PADS_DOWN = 0x9A, 0x96
FUNCTION, FUNCTION_RIO = 0x1F, 5
PULL_DOWN, PULL_UP, INPUT_ENABLE, OUTPUT_DISABLE = 0x04, 0x08, 0x40, 0x80
OPEN, LOW = 0, 1

# What the program asks about the computer it is on.
FILES = {
    "proc/cpuinfo": "Revision\t: c04170\n",
    "sys/firmware/devicetree/base/compatible": "raspberrypi,5-model-b\0brcm,bcm2712\0",
    "sys/firmware/devicetree/base/model": "Raspberry Pi 5 Model B Rev 1.0\0",
    "dev/gpiomem0": "",
    "dev/gpiochip0": "",
}


class Rp1(Shell):
    """A shell on this computer, whose `backpropd` believes itself on a Pi 5."""

    UP = "the model is up"
    ARGUMENTS = ("program", "library", "config")
    shows_pulls = True

    def __init__(self, program, library, config):
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        files = {**FILES, "etc/backpropd.toml": Path(config).read_text()}
        for name, text in files.items():
            (folder / "root" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "root" / name).write_text(text)
        with open(folder / "state", "w+b") as file:
            file.truncate(4 * sum(STATE.values()))
            self._state = mmap.mmap(file.fileno(), 0)
        for pin in range(PINS):
            self._set("control", pin, CONTROL)
            self._set("pads", pin, PADS_UP if pin <= 8 else PADS_DOWN)
        environment = {
            "LD_PRELOAD": os.path.abspath(library),
            "MODEL_FILE": folder / "state",
            "MODEL_ROOT": folder / "root",
            "STATE_DIRECTORY": folder / "learned",
            "RUNTIME_DIRECTORY": folder / "run",
        }
        (folder / "bin").mkdir()
        wrapper = folder / "bin/backpropd"
        exports = "".join(f"export {name}='{value}'\n" for name, value in environment.items())
        wrapper.write_text(f'#!/bin/sh\n{exports}exec {os.path.abspath(program)} "$@"\n')
        wrapper.chmod(0o755)
        super().__init__(["sh", "-c", f"PATH={folder}/bin:$PATH; echo {self.UP}; exec sh"])

    def __enter__(self):
        """Tries the program first: one that does not start would never print what the checks wait for."""
        super().__enter__()
        output, status = self.run("backpropd --version")
        if status or not output.startswith("backpropd "):
            self.__exit__()
            raise Failure(f"the program or the model's library does not load: {output}")
        return self

    def drive(self, pin, high):
        """Closes the switch at this pin, which connects it to GND, or opens it: then the pin's pull decides."""
        self._set("outside", pin, OPEN if high else LOW)

    def level(self, pin):
        """Whether the pin drives high."""
        return self.is_output(pin) and bool(self._get("out") >> pin & 1)

    def is_output(self, pin):
        enabled = self._get("output_enable") >> pin & 1 and not self._get("pads", pin) & OUTPUT_DISABLE
        return bool(enabled) and self._get("control", pin) & FUNCTION == FUNCTION_RIO

    def pull(self, pin):
        pads = self._get("pads", pin)
        return {0: "off", PULL_UP: "up", PULL_DOWN: "down"}[pads & (PULL_UP | PULL_DOWN)]

    def forget_pulls(self):
        for pin in range(PINS):
            self._set("pads", pin, self._get("pads", pin) & ~(PULL_UP | PULL_DOWN))

    def rises(self, pin):
        """How often this pin has begun to drive high."""
        return self._get("rises", pin)

    def strange(self):
        """How many accesses to the registers the data sheet does not know, and where the last one was."""
        return self._get("strange"), self._get("last_strange")

    def _get(self, name, index=0):
        return struct.unpack_from("I", self._state, offset(name, index))[0]

    def _set(self, name, index, value):
        struct.pack_into("I", self._state, offset(name, index), value)

    def __exit__(self, *_):
        super().__exit__()
        self._folder.cleanup()


def offset(name, index):
    names = list(STATE)
    return 4 * (sum(STATE[before] for before in names[: names.index(name)]) + index)


def play(checks, pi):
    start(pi, CONFIG)
    checks.check("auto is rppal", "through gpiocdev" not in pi.console)
    # The first answer may light an LED, which then stays lit.
    is_steady = [pi.rises(pin) == pi.level(pin) for pin in LEDS.values()]
    checks.check("no LED flashes at the start", all(is_steady))
    terminate(checks, Panel(pi))
    half_adder(checks, pi, "auto", is_rppal=True)
    count, where = pi.strange()
    checks.check(f"all accesses to registers are in the data sheet (others: {count}, last at {where:#x})", count == 0)
    return "half-adder", "–", "rppal"


if __name__ == "__main__":
    stage("the modelled Pi", Rp1, play)
