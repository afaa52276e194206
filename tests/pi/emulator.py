"""An emulated Raspberry Pi up to the 4, its pins from the outside.

A pin is a bit of the GPIO registers of the Broadcom chip, which QEMU's test socket (qtest) reads and writes. Writing a pin
that the guest uses as an input changes the level that the guest reads: that is how a switch is flipped.
"""

from guest import Failure, Guest

# Where the registers are behind their base address, in bytes.
FUNCTION_SELECT = 0x00  # 3 bits a pin, ten pins a register: 0 input, 1 output
SET = 0x1C
CLEAR = 0x28
LEVEL = 0x34
PULL = 0xE4  # 2 bits a pin, sixteen pins a register; the Pi 4 alone has these

PULLS = ("off", "up", "down")
WITH_PULLS = "raspi4b"

# Their timer interrupts when its counter equals a number, an hour late if the counter is past the number when Linux writes
# it, as on a busy computer. So the guest's time is counted in instructions, and none passes in between.
TIMER_WAITS_FOR_EQUALITY = ("raspi0", "raspi1ap")
COUNT_INSTRUCTIONS = ("-icount", "shift=2")


class Emulator(Guest):
    """A Pi. Pulls act on no level: the host must hold the pins of open switches up, and an input keeps its last level."""

    UP = "the emulated Pi is up"
    ARGUMENTS = ("qemu", "board", "registers", "kernel", "dtb", "initrd", "options")

    def __init__(self, qemu, board, registers, kernel, dtb, initrd, options, more=()):
        """Starts it; `registers` is their base address, `options` are the kernel's, and `more` are QEMU's."""
        self._registers = int(registers, 16)
        # The registers of this chip can be read back, and so the pulls that a program has set.
        self.shows_pulls = board == WITH_PULLS
        if board in TIMER_WAITS_FOR_EQUALITY:
            more = (*COUNT_INSTRUCTIONS, *more)
        command = [
            qemu, "-M", board, "-kernel", kernel, "-dtb", dtb, "-initrd", initrd,
            "-append", f"console=ttyAMA0,115200 iomem=relaxed panic=-1 {options}", "-qtest-log", "/dev/null",
            *more,
        ]  # fmt: skip
        super().__init__(command, "-qtest")

    def drive(self, pin, high):
        """Gives a pin this level from outside."""
        self._write(SET if high else CLEAR, 1 << pin)

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
        self._write(register, self._read(register) & ~(7 << shift) | 1 << shift)

    def pull(self, pin):
        """The pull of a pin, one of PULLS; only where `shows_pulls`."""
        register, shift = PULL + 4 * (pin // 16), pin % 16 * 2
        return PULLS[self._read(register) >> shift & 3]

    def forget_pulls(self):
        """Takes the pulls that a program has set from all pins."""
        for register in range(PULL, PULL + 16, 4):
            self._write(register, 0)

    def _read(self, register):
        return int(self._ask(f"readl {self._registers + register:#x}").split()[1], 16)

    def _write(self, register, value):
        self._ask(f"writel {self._registers + register:#x} {value:#x}")

    def _ask(self, command):
        reply = self.ask(command)
        if not reply.startswith("OK"):
            raise Failure(f"QEMU answers '{reply}' to '{command}'")
        return reply


def function_select(pin):
    """The register of a pin's function, and where in it the function's bits begin."""
    return FUNCTION_SELECT + 4 * (pin // 10), pin % 10 * 3
