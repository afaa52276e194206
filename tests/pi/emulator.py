"""An emulated Raspberry Pi 3B, its pins from the outside.

A pin is a bit of the GPIO registers of the chip BCM2837, which QEMU's test socket (qtest) reads and writes. Writing a
pin that the guest uses as an input changes the level that the guest reads: that is how a switch is flipped.
"""

from guest import Failure, Guest

GPIO = 0x3F200000
FUNCTION_SELECT = GPIO  # 3 bits a pin, ten pins a register: 0 input, 1 output
SET = GPIO + 0x1C
CLEAR = GPIO + 0x28
LEVEL = GPIO + 0x34


class Emulator(Guest):
    """A Pi. Pulls are not emulated: the host must hold the pins of open switches up, and an input keeps its last level."""

    UP = "the emulated Pi is up"
    FILES = ("kernel", "dtb", "initrd")

    def __init__(self, kernel, dtb, initrd):
        command = [
            "qemu-system-aarch64", "-M", "raspi3b", "-kernel", kernel, "-dtb", dtb, "-initrd", initrd,
            "-append", "console=ttyAMA0,115200 iomem=relaxed panic=-1 quiet", "-qtest-log", "/dev/null",
        ]  # fmt: skip
        super().__init__(command, "-qtest")

    def drive(self, pin, high):
        """Gives a pin this level from outside."""
        self._ask(f"writel {SET if high else CLEAR:#x} {1 << pin:#x}")

    def level(self, pin):
        """The level of a pin: True is high."""
        return bool(self._read(LEVEL) >> pin & 1)

    def is_output(self, pin):
        """Whether this pin is an output; fails when it is neither input nor output."""
        register, shift = function_select(pin)
        function = self._read(register) >> shift & 7
        if function > 1:
            raise Failure(f"pin {pin} has the function {function}")
        return function == 1

    def make_output(self, pin):
        """Makes a pin an output behind the guest's back."""
        register, shift = function_select(pin)
        self._ask(f"writel {register:#x} {self._read(register) & ~(7 << shift) | 1 << shift:#x}")

    def _read(self, register):
        return int(self._ask(f"readl {register:#x}").split()[1], 16)

    def _ask(self, command):
        reply = self.ask(command)
        if not reply.startswith("OK"):
            raise Failure(f"QEMU answers '{reply}' to '{command}'")
        return reply


def function_select(pin):
    """The register of a pin's function, and where in it the function's bits begin."""
    return FUNCTION_SELECT + 4 * (pin // 10), pin % 10 * 3
