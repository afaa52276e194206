"""A machine emulated by QEMU: a shell on its serial console, and a socket that drives its pins.

Nothing here knows what machine it is, or how its pins are reached.
"""

import codecs
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

# How long a test waits before it fails. Emulation is slow, and slower on a busy machine: no test depends on its speed.
TIMEOUT = 900


# A script that is told to end leaves its `with` blocks, and so ends its machine.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


class Failure(Exception):
    """An expected event did not happen."""


class Shell:
    """A shell whose input and output are ours; its program runs inside of `with`."""

    # What it prints when it is up, and the names of its arguments.
    UP = None
    ARGUMENTS = ()

    def __init__(self, command):
        """Starts it."""
        self.console = ""
        self._closed = False
        self._changed = threading.Condition()
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
        threading.Thread(target=self._read_console, daemon=True).start()

    def __enter__(self):
        try:
            self.wait_for(self.UP)
        except BaseException:
            self.__exit__()
            raise
        return self

    def type(self, line):
        """Types a line on the serial console."""
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def wait_for(self, text, since=0):
        """Waits until the console has printed `text` after position `since`; returns the position after it."""
        with self._changed:
            found = self._changed.wait_for(lambda: text in self.console[since:] or self._ended(), TIMEOUT)
            position = self.console.find(text, since)
            if not found or position < 0:
                raise Failure(f"the console never printed '{text}'")
            return position + len(text)

    def run(self, command):
        """Runs a command in the guest's shell; returns its output and its exit status."""
        begin = len(self.console)
        # The quotes keep the shell's own echo of an error from looking like the end.
        self.type(f"{command}; echo 'status''='$?.")
        end = self.wait_for("status=", begin)
        self.wait_for(".", end)
        output = self.console[begin:end].removesuffix("status=")
        return output, int(self.console[end:].split(".")[0])

    def play(self, command):
        """Runs a command in the guest that tests its own pins: it sends us requests, line by line.

        Returns its other output, line by line, and its exit status.
        """
        output = []
        begin = len(self.console)
        self.type(f"{command}; echo 'status''='$?.")
        while True:
            end = self.wait_for("\n", begin)
            line, begin = self.console[begin : end - 1], end
            match line.split():
                case ["host:", "drive", pin, level]:
                    self.drive(int(pin), level == "high")
                    self.type("done")
                case ["host:", "level", pin]:
                    self.type("high" if self.level(int(pin)) else "low")
                case [status] if status.startswith("status="):
                    return output, int(status.removeprefix("status=").removesuffix("."))
                case _:
                    output.append(line)

    def _read_console(self):
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        while data := self._process.stdout.read1():
            with self._changed:
                self.console += decoder.decode(data).replace("\r", "")
                self._changed.notify_all()
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _ended(self):
        return self._closed or "Kernel panic" in self.console

    def __exit__(self, *_):
        """Ends this program and what it has started, and nothing else."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Guest(Shell):
    """A machine emulated by QEMU, booted inside of `with`: the shell is on its serial console."""

    def __init__(self, command, pins):
        """Starts it; `pins` is QEMU's option for the socket of the pins."""
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
            path = os.path.join(folder, "pins")
            listener.bind(path)
            listener.listen(1)
            listener.settimeout(TIMEOUT)
            super().__init__([
                *command, "-display", "none", "-monitor", "none", "-no-reboot", "-serial", "stdio",
                pins, f"unix:{path}",
            ])  # fmt: skip
            self._pins = listener.accept()[0]
        self._replies = self._pins.makefile()

    def ask(self, command):
        """Sends a line to the socket of the pins; returns the answer."""
        self._pins.sendall(command.encode() + b"\n")
        return self._replies.readline().strip()

    def __exit__(self, *_):
        super().__exit__()
        self._pins.close()


def until(what, condition):
    """Waits until `condition()` holds."""
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        if time.monotonic() > deadline:
            raise Failure(f"waited in vain until {what}")
        time.sleep(0.02)
