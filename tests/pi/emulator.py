"""An emulated Raspberry Pi 3B: QEMU, its pins from the outside, and its serial console.

A pin is a bit of the GPIO registers of the chip BCM2837, which QEMU's test socket (qtest) reads and writes. Writing a
pin that the guest uses as an input changes the level that the guest reads: that is how a switch is flipped.
"""

import codecs
import os
import socket
import subprocess
import tempfile
import threading
import time

GPIO = 0x3F200000
FUNCTION_SELECT = GPIO  # 3 bits a pin, ten pins a register: 0 input, 1 output
SET = GPIO + 0x1C
CLEAR = GPIO + 0x28
LEVEL = GPIO + 0x34

# How long to wait for anything. Emulation is slow, and slower on a busy machine: no test depends on its speed.
PATIENCE = 120


class Failure(Exception):
    """What should have happened did not."""


class Emulator:
    """A Pi, running and booted inside of `with`. Pull-ups are not emulated: the host must hold the pins of open switches up."""

    def __init__(self, kernel, dtb, initrd):
        self.console = ""
        self._news = threading.Condition()
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
            path = os.path.join(folder, "qtest")
            listener.bind(path)
            listener.listen(1)
            listener.settimeout(PATIENCE)
            command = [
                "qemu-system-aarch64", "-M", "raspi3b", "-kernel", kernel, "-dtb", dtb, "-initrd", initrd,
                "-append", "console=ttyAMA0,115200 iomem=relaxed panic=-1 quiet",
                "-display", "none", "-serial", "stdio", "-monitor", "none", "-no-reboot",
                "-qtest", f"unix:{path}", "-qtest-log", "/dev/null",
            ]  # fmt: skip
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            threading.Thread(target=self._read_console, daemon=True).start()
            self._qtest = listener.accept()[0]
        self._replies = self._qtest.makefile()

    def __enter__(self):
        try:
            self.wait_for("the emulated Pi is up")
        except BaseException:
            self.__exit__()
            raise
        return self

    # The pins.

    def drive(self, pin, high):
        """Gives a pin this level from outside."""
        self._ask(f"writel {SET if high else CLEAR:#x} {1 << pin:#x}")

    def level(self, pin):
        """The level of a pin: True is high."""
        return bool(self._read(LEVEL) >> pin & 1)

    def is_output(self, pin):
        """Whether the guest has made this pin an output; fails when it is neither input nor output."""
        function = self._read(FUNCTION_SELECT + 4 * (pin // 10)) >> (pin % 10 * 3) & 7
        if function > 1:
            raise Failure(f"pin {pin} has the function {function}")
        return function == 1

    def _read(self, register):
        return int(self._ask(f"readl {register:#x}").split()[1], 16)

    def _ask(self, command):
        self._qtest.sendall(command.encode() + b"\n")
        reply = self._replies.readline()
        if not reply.startswith("OK"):
            raise Failure(f"QEMU answers '{reply.strip()}' to '{command}'")
        return reply

    # The console.

    def type(self, line):
        """Types a line on the serial console."""
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def wait_for(self, text, since=0):
        """Waits until the console has printed `text` after position `since`; returns the position behind it."""
        with self._news:
            found = self._news.wait_for(lambda: text in self.console[since:] or self._ended(), PATIENCE)
            position = self.console.find(text, since)
            if not found or position < 0:
                raise Failure(f"the console never printed '{text}'")
            return position + len(text)

    def run(self, command):
        """Runs a command in the guest's shell; returns what it printed and its exit status."""
        begin = len(self.console)
        # The quotes keep the shell's own echo of an error from looking like the end.
        self.type(f"{command}; echo 'status''='$?.")
        end = self.wait_for("status=", begin)
        self.wait_for(".", end)
        output = self.console[begin:end].removesuffix("status=")
        return output, int(self.console[end:].split(".")[0])

    def _read_console(self):
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        while data := self._process.stdout.read1():
            with self._news:
                self.console += decoder.decode(data).replace("\r", "")
                self._news.notify_all()
        with self._news:
            self._news.notify_all()

    def _ended(self):
        return self._process.poll() is not None or "Kernel panic" in self.console

    def __exit__(self, *_):
        """Ends this emulator, and only this one."""
        self._process.kill()
        self._process.wait()
        self._qtest.close()


def until(what, condition):
    """Waits until `condition()` holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise Failure(f"waited in vain until {what}")
        time.sleep(0.02)
