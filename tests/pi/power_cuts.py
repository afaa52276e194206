"""Cuts the power of the emulated Pi during a save, boots it again from the same disk, and checks what is left.

The state must be one that the daemon was in, and none older than the last that it reported as saved.
"""

import argparse
import contextlib
import json
import random
import re
import subprocess
import tempfile
import time

from disk import Disk
from emulator import Emulator
from guest import TIMEOUT, Failure
from panel import Checks, Panel, dark, start, terminate

# To Linux, an SD card has no cache: a completed write is on the card. A USB stick has one, which Linux flushes.
DISKS = {
    "card": ("/dev/mmcblk0", ["-drive", "if=sd,format=raw,cache=writethrough,file={}"]),
    "stick": (
        "/dev/sda",
        ["-drive", "if=none,id=stick,format=raw,cache=writeback,file={}", "-device", "usb-storage,drive=stick"],
    ),
}

CONFIG = "/etc/power-cuts.toml"

# The power fails within this many blocks of 4 KiB: a few saves.
MAX_BLOCKS = 100


class Session:
    """What a daemon reports from its start to the power cut."""

    def __init__(self, steps, samples):
        # Seconds since the start, with the steps and the samples at that time. The first entry is the loaded state.
        self._known = [(0.0, steps, samples)]
        # The newest of them that is on the disk.
        self._saved = 0
        self._taught = None

    def teach(self, x, t):
        """This sample is being taught."""
        self._taught = {**self._known[0][2], x: t}

    def read(self, console):
        """Reads the output of `status --watch --json`."""
        for line in console.split("\n")[:-1]:
            if not line.startswith("{"):
                continue
            status = json.loads(line)
            self._known.append((status["uptime_s"], status["steps"], samples_of(status)))
            if status["saved_s_ago"] is not None:
                # The state in memory at that time is now on the disk.
                saved = status["uptime_s"] - status["saved_s_ago"]
                self._saved = sum(uptime <= saved for uptime, _, _ in self._known) - 1

    def allows(self, steps, samples):
        """Whether this state may be on the disk."""
        possible = [known for _, _, known in self._known[self._saved :]] + [self._taught]
        return steps >= self._known[self._saved][1] and samples in possible

    def __str__(self):
        _, steps, samples = self._known[self._saved]
        return f"reported as saved: steps {steps}, samples {samples}"


def samples_of(status):
    rows = [(row["x"], row["target"]) for row in status["rows"]]
    return {bits(x): bits(t) for x, t in rows if t is not None}


def bits(pair):
    return "".join(str(int(bit)) for bit in pair)


class Trial:
    """Boots and power cuts with one disk."""

    def __init__(self, arguments, checks):
        self._arguments = arguments
        self._checks = checks
        self._random = random.Random(arguments.seed)
        with open(arguments.image, "rb") as image:
            self.disk = Disk(image.read())
        self._session = None
        # How many cuts left a half-done save, and how many led to a warning at the next start.
        self.amid_a_save = self.warned = 0

    def cut(self):
        """Boots, teaches a sample, and cuts the power at a random moment around it."""
        x, t = (f"{self._random.randrange(4):02b}" for _ in "xt")
        blocks, pause = self._random.randint(0, MAX_BLOCKS), self._random.random()
        is_early = self._random.random() < 0.5
        with self._booted() as (pi, panel):
            begin = len(pi.console)
            pi.type("backpropd status --watch --json &")
            self._session.teach(x, t)
            # Without its disk the Pi stands still: after the cut nothing answers, neither its pins nor its console.
            if is_early:
                panel.press_teach(x, t)
            else:
                panel.teach(x, t)
                time.sleep(pause)
            self.disk.cut_after(blocks)
            if not self.disk.is_off.wait(TIMEOUT):
                raise Failure("the daemon saves no more")
        self._session.read(pi.console[begin:])
        self.disk.settle(self._random)

    def end(self):
        """Boots once more, and stops the daemon normally."""
        with self._booted() as (pi, panel):
            terminate(self._checks, panel)
            succeed(pi, "umount $STATE_DIRECTORY")

    @contextlib.contextmanager
    def _booted(self):
        """A Pi booted from the disk, with its daemon running; its power is off afterwards."""
        arguments = self._arguments
        device, options = DISKS[arguments.disk]
        self._repair()
        with self.disk.powered() as address:
            machine = {name: getattr(arguments, name) for name in Emulator.ARGUMENTS}
            with Emulator(**machine, more=[option.format(address) for option in options]) as pi:
                try:
                    panel = Panel(pi)
                    self._checks.check("booted: all LEDs are dark", dark(panel))
                    succeed(pi, "for module in /modules/*; do insmod $module || exit; done")
                    succeed(pi, f"until [ -b {device} ]; do sleep 0.1; done; mkdir -p $STATE_DIRECTORY")
                    succeed(pi, f"mount -t {arguments.file_system} -o noatime {device} $STATE_DIRECTORY")
                    self._start(pi)
                    yield pi, panel
                except Failure:
                    print("the console:\n" + pi.console)
                    raise

    def _start(self, pi):
        """Starts the daemon, and checks which state it continues from."""
        files, _ = pi.run("ls $STATE_DIRECTORY")
        self.amid_a_save += "state.json.tmp" in files
        begin = len(pi.console)
        start(pi, f"--config {CONFIG}")
        log = pi.console[begin:]
        self.warned += "warning: " in log and self._session is not None
        status, _ = pi.run("backpropd status --json")
        samples = samples_of(json.loads(status.splitlines()[-1]))
        steps = re.search(r"going on .* steps (\d+)", log)
        if self._session is None:
            steps = 0
        elif steps is None:
            raise Failure(f"nothing is left; {self._session}; {log}")
        else:
            steps = int(steps[1])
            what = f"after the cut: steps {steps}, samples {samples}; {self._session}"
            self._checks.check(what, self._session.allows(steps, samples))
        self._session = Session(steps, samples)

    def _repair(self):
        """Repairs FAT as Raspberry Pi OS does before mounting it; for the others the kernel replays the journal."""
        if self._arguments.file_system != "vfat":
            return
        with tempfile.NamedTemporaryFile() as file:
            file.write(self.disk.image)
            file.flush()
            done = subprocess.run(["fsck.vfat", "-a", file.name], stdout=subprocess.PIPE, text=True)
            if done.returncode > 1:
                raise Failure(f"fsck.vfat: {done.stdout}")
            file.seek(0)
            self.disk.image[:] = file.read()


def succeed(pi, command):
    output, status = pi.run(command)
    if status != 0:
        raise Failure(f"'{command}' fails: {output}")


def main():
    parser = argparse.ArgumentParser()
    for argument in (*Emulator.ARGUMENTS, "image"):
        parser.add_argument(f"--{argument}", required=True)
    parser.add_argument("--file-system", required=True)
    parser.add_argument("--disk", choices=DISKS, required=True)
    parser.add_argument("--cuts", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    arguments = parser.parse_args()
    begin = time.monotonic()
    checks = Checks()
    trial = Trial(arguments, checks)
    try:
        for _ in range(arguments.cuts):
            trial.cut()
        trial.end()
    except Failure as failure:
        checks.check(str(failure), False)
    print(
        f"{arguments.file_system} on a {arguments.disk}, seed {arguments.seed}: {arguments.cuts} cuts, "
        f"{trial.amid_a_save} amid a save, {trial.warned} with a warning at the start; "
        f"{trial.disk.written} blocks written, {trial.disk.lost} lost by the cuts; "
        f"{time.monotonic() - begin:.0f} s"
    )
    print(f"{checks.passed} passed, {checks.failed} failed")
    raise SystemExit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
