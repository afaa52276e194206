"""The Debian package on the emulated Pi with systemd: its whole life, with the LEDs looked at through the pins."""

import json
import time

from emulator import Emulator
from guest import until
from panel import HALF_ADDER, LEDS, Panel, dark, shows_table, teach_table
from stage import stage

UNIT = "backpropd.service"
CONFIG = "/etc/backpropd/backpropd.toml"
STATE = "/var/lib/private/backpropd"
NAME = "the half-adder (XOR, AND)"


def show(pi, name):
    """A property of the unit."""
    output, _ = pi.run(f"systemctl show {UNIT} --property {name}")
    # The daemon's log, which is followed on the same console, may stand around it.
    return next(line.partition("=")[2] for line in output.splitlines() if line.startswith(name + "="))


def succeeds(pi, command):
    _, status = pi.run(command)
    return status == 0


def safe_runs(pi):
    """How often `backpropd safe`, the unit's only control process, was run with success; systemd's debug log has it."""
    output, _ = pi.run(f"echo safe: $(journalctl -o cat UNIT={UNIT} | grep -c 'Control process exited.*SUCCESS')")
    return int(output.split("safe: ")[1].split()[0])


def until_running(pi):
    until("the daemon is running", lambda: show(pi, "SubState") == "running")
    time.sleep(1)  # where a button stands at the start is no press: let the daemon see it at rest


def light_up(panel):
    panel.show("01")
    until("o1 is lit", lambda: panel.lit("o1"))


def remembers(checks, panel, when):
    """The table is still there. A lit LED comes first: dark ones might be those of a daemon that does not scan yet."""
    light_up(panel)
    shows_table(checks, panel, f"{NAME} {when}", HALF_ADDER)


def install(checks, pi, what):
    checks.check(f"{what}: dpkg is content", succeeds(pi, "dpkg --install /root/backpropd_*.deb"))
    until_running(pi)


def first_installation(checks, pi, panel):
    install(checks, pi, "installed")
    checks.check("enabled, for this is a Pi", succeeds(pi, f"systemctl is-enabled {UNIT}"))
    user, _ = pi.run(f"stat -c 'user %u' /proc/{show(pi, 'MainPID')}")
    checks.check("it is not root", "user " in user and "user 0\n" not in user)
    checks.check("LED pins are outputs", all(pi.is_output(pin) for pin in LEDS.values()))
    checks.check("nothing taught: the status LED is off", not panel.lit("status"))
    teach_table(checks, panel, NAME, HALF_ADDER)
    checks.check("`backpropd status` reaches it", succeeds(pi, "backpropd status"))


def web_page(checks, pi):
    """The page for the browser: off until it is wanted, then it shows what the daemon has learned."""
    checks.check("the web page is off", not succeeds(pi, "systemctl is-enabled backpropd-web"))
    checks.check("the web page starts", succeeds(pi, "systemctl start backpropd-web"))
    request = r'printf "GET /events HTTP/1.1\r\nHost: 127.0.0.1:8222\r\n\r\n" >&3'
    answer = r'timeout 5 grep -qm 1 "\"state\":\"learned\"" <&3'
    shown = succeeds(pi, f"bash -c 'exec 3<>/dev/tcp/127.0.0.1/8222; {request}; {answer}'")
    checks.check("the web page shows what the daemon has learned", shown)


def survives(checks, pi, panel, signal):
    """A signal that leaves an LED lit: it goes off, the daemon begins anew, and nothing was forgotten."""
    light_up(panel)
    restarts, safe = int(show(pi, "NRestarts")), safe_runs(pi)
    pi.run(f"systemctl kill --kill-whom=main --signal={signal} {UNIT}")
    checks.eventually(f"{signal}: all LEDs go off", lambda: dark(panel))
    until("it was restarted", lambda: int(show(pi, "NRestarts")) == restarts + 1)
    until_running(pi)
    checks.check(f"{signal}: by `backpropd safe`", safe_runs(pi) == safe + 1)
    remembers(checks, panel, f"after {signal}")


def stops(checks, pi, panel):
    light_up(panel)
    checks.check("systemctl stop", succeeds(pi, f"systemctl stop {UNIT}"))
    checks.check("stopped: all LEDs are off", dark(panel))
    checks.check("stopped: by itself, not by a kill", show(pi, "Result") == "success")
    output, _ = pi.run(f"cat {STATE}/state.json")
    state = json.loads(output[output.index("{") : output.rindex("}") + 1])
    checks.check("stopped: four samples are saved", len(state["learned"]["samples"]) == 4)
    pi.run(f"systemctl start {UNIT}")
    until_running(pi)
    remembers(checks, panel, "after a stop")


def bad_config(checks, pi, panel):
    light_up(panel)
    pi.run(f"cp {CONFIG} /root/good.toml; sed -i 's/^scan_hz = .*/scan_hz = 0/' {CONFIG}")
    pi.run(f"systemctl kill --kill-whom=main --signal=SIGKILL {UNIT}")  # no chance to put the LEDs off itself
    until("the daemon has given up", lambda: show(pi, "ActiveState") == "failed")
    restarts = show(pi, "NRestarts")
    time.sleep(10)  # RestartSec= is 2
    checks.check("bad config: exit code 78", show(pi, "ExecMainStatus") == "78")
    still = show(pi, "ActiveState") == "failed" and show(pi, "NRestarts") == restarts
    checks.check("bad config: no restart loop", still)
    error = f"journalctl -o cat _SYSTEMD_UNIT={UNIT} | grep -q 'backpropd: {CONFIG}:.*scan_hz'"
    checks.check("bad config: the journal has the error", succeeds(pi, error))
    checks.check("bad config: all LEDs are off", dark(panel))
    pi.run(f"cp /root/good.toml {CONFIG}")
    pi.run(f"systemctl start {UNIT}")
    until_running(pi)


def upgrade(checks, pi, panel):
    pi.run(f"sed -i 's/^debounce_ms = .*/debounce_ms = 30/' {CONFIG}")
    before = show(pi, "MainPID")
    install(checks, pi, "upgraded")
    checks.check("upgraded: restarted", show(pi, "MainPID") != before)
    checks.check("upgraded: keeps the config", succeeds(pi, f"grep -q '^debounce_ms = 30' {CONFIG}"))
    remembers(checks, panel, "after an upgrade")


def removal(checks, pi, panel):
    light_up(panel)
    checks.check("removed: dpkg is content", succeeds(pi, "dpkg --remove backpropd"))
    checks.check("removed: all LEDs are off", dark(panel))
    checks.check("removed: and their pins driven", all(pi.is_output(pin) for pin in LEDS.values()))
    checks.check("removed: no daemon", not succeeds(pi, f"systemctl is-active {UNIT}"))
    checks.check("removed: no program", not succeeds(pi, "test -e /usr/bin/backpropd"))
    install(checks, pi, "installed again")
    checks.check("installed again: keeps the config", succeeds(pi, f"grep -q '^debounce_ms = 30' {CONFIG}"))
    remembers(checks, panel, "after a removal")


def purge(checks, pi, panel):
    light_up(panel)
    checks.check("purged: dpkg is content", succeeds(pi, "dpkg --purge backpropd"))
    checks.check("purged: all LEDs are off", dark(panel))
    left, _ = pi.run(f"ls -d {STATE} /var/lib/backpropd /etc/backpropd /etc/systemd/system/*/backpropd* 2>/dev/null")
    checks.check("purged: no state, no config, no link is left", "backpropd" not in left)


def life(checks, pi):
    panel = Panel(pi)
    pi.run("insmod /root/gpiomem.ko")
    pi.run("systemctl log-level debug")
    pi.run(f"(journalctl --follow --no-tail -o cat _SYSTEMD_UNIT={UNIT} &)")
    first_installation(checks, pi, panel)
    web_page(checks, pi)
    for signal in ("SIGSTOP", "SIGKILL"):
        survives(checks, pi, panel, signal)
    stops(checks, pi, panel)
    bad_config(checks, pi, panel)
    upgrade(checks, pi, panel)
    removal(checks, pi, panel)
    purge(checks, pi, panel)


if __name__ == "__main__":
    stage("the emulated Pi with systemd", Emulator, life)
