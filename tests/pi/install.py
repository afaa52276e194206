"""`install`, the first start from an SD card, and apt, on the emulated Pi with systemd: what a person would see."""

from emulator import Emulator
from panel import HALF_ADDER, Panel, teach_table
from stage import stage
from systemd import NAME, prepare, succeeds, until_running

RELEASE = "/boot/firmware/backpropd"
# What was changed on the way, and what `install` says then.
CHANGES = [
    ("a changed package", "truncate -s +1 /root/bad/backpropd_*_arm64.deb", "is not the released file"),
    ("changed checksums", "echo >>/root/bad/SHA256SUMS", "the signature of SHA256SUMS is not valid"),
    ("a torn signature", "truncate -s 100 /root/bad/SHA256SUMS.asc", "the signature of SHA256SUMS is not valid"),
    ("another signature", "cp /root/bad/InRelease /root/bad/SHA256SUMS.asc", "the signature of SHA256SUMS is not valid"),
    ("no signature", "rm /root/bad/SHA256SUMS.asc", "there is no file SHA256SUMS.asc"),
    ("no package", "rm /root/bad/*.deb", "there is no file backpropd_"),
]


def refuses(checks, pi, what, command, why):
    """The command fails and says why, and nothing is installed."""
    output, status = pi.run(f"{command} 2>&1")
    said = " ".join(output.split())  # the console wraps nothing, but a long message is more than one line
    checks.check(f"{what}: refused", status == 1 and why in said)
    checks.check(f"{what}: nothing is installed", not succeeds(pi, "test -e /usr/bin/backpropd"))


def refusals(checks, pi):
    refuses(checks, pi, "a clock that is behind", f"sh {RELEASE}/install {RELEASE}", "the clock says")
    now, _ = pi.run("date +%F")
    pi.run(f"date --set @$(( $(stat -c %Y {RELEASE}/SHA256SUMS.asc) + 86400 ))")
    for what, change, why in CHANGES:
        pi.run(f"rm -rf /root/bad; cp -r {RELEASE} /root/bad; {change}")
        refuses(checks, pi, what, f"sh {RELEASE}/install /root/bad", why)
    pi.run("rm -rf /root/bad")
    refuses(checks, pi, "no network", f"sh {RELEASE}/install http://127.0.0.1:1/", "check the address and the network")
    pi.run(r"mkdir /root/bin; printf '#!/bin/sh\necho riscv64\n' >/root/bin/dpkg; chmod +x /root/bin/dpkg")
    other = f"PATH=/root/bin:$PATH sh {RELEASE}/install {RELEASE}"
    refuses(checks, pi, "another architecture", other, "there is no package for riscv64")
    length = int(pi.run(f"echo $(wc -c <{RELEASE}/install).")[0].split(".")[0].split()[-1])
    cuts = range(0, length - 2, 97)
    loop = f"for cut in {' '.join(map(str, cuts))}; do head -c $cut {RELEASE}/install >/root/half; sh /root/half {RELEASE}; done"
    pi.run(f"({loop}) >/root/said 2>&1")
    untouched = succeeds(pi, "! grep -v 'Syntax error' /root/said && ! test -e /usr/bin/backpropd")
    checks.check(f"half a file, {len(cuts)} times: does nothing", untouched)
    pi.run(f"date --set '{now.split()[-1]}'")


def first_start(checks, pi):
    refuses(checks, pi, "the clock is behind again", f"sh {RELEASE}/install {RELEASE}", "the clock says")
    output, status = pi.run("sh /boot/firmware/vendor-data 2>&1")
    checks.check("vendor-data installs it", status == 0 and "backpropd is installed" in output)
    until_running(pi)
    checks.check("there was no state on the card", succeeds(pi, f"! ls -R {RELEASE} | grep state.json"))
    teach_table(checks, Panel(pi), NAME, HALF_ADDER)
    _, status = pi.run(f"sh {RELEASE}/install {RELEASE}")
    checks.check("installing it again succeeds", status == 0)
    checks.check("nothing temporary is left", succeeds(pi, "! ls -d /tmp/tmp.*"))


def from_repository(checks, pi):
    """The same folder as a repository: apt verifies it by itself."""
    pi.run("dpkg --purge backpropd; rm -f /etc/apt/sources.list")  # Debian's own is out of reach
    sources = "/etc/apt/sources.list.d/backpropd.sources"
    pi.run(f"sed 's,^URIs: .*,URIs: file:{RELEASE},' {RELEASE}/backpropd.sources >{sources}")
    checks.check("apt accepts the repository", succeeds(pi, "apt-get update --error-on=any"))
    checks.check("apt installs from it", succeeds(pi, "apt-get install --yes backpropd"))
    until_running(pi)
    pi.run(f"rm -rf /var/lib/apt/lists/*; sed -i 's/^Origin: .*/Origin: Debian/' {RELEASE}/InRelease")
    output, status = pi.run("apt-get update --error-on=any 2>&1")
    checks.check("apt refuses a changed repository", status != 0 and "signature" in output)


def play(checks, pi):
    Panel(pi)
    prepare(pi)
    refusals(checks, pi)
    first_start(checks, pi)
    from_repository(checks, pi)


if __name__ == "__main__":
    stage("the installation on the emulated Pi", Emulator, play)
