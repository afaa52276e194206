"""The Debian package on the emulated Pi with systemd, from install to purge, with the LEDs read through the pins."""

import json
import re
import time

from emulator import Emulator
from guest import until
from panel import HALF_ADDER, LEDS, Panel, dark, shows_table, steadily, teach_table
from stage import stage

UNIT = "backpropd.service"
PUBLISHER = "backpropd-mqtt"
PASSWORD = "/etc/backpropd/mqtt-password"
DROP_IN = "/etc/systemd/system/backpropd-mqtt.service.d"
BULLETIN = "/run/backpropd-mqtt/class.json"
UPS = "/run/ups"
CONFIG = "/etc/backpropd/backpropd.toml"
STATE = "/var/lib/private/backpropd"
SAFE_RUNS = "/run/safe-runs"
NAME = "the half-adder (XOR, AND)"
# Opens the page's stream of events as file 3 of a shell.
PAGE = r'exec 3<>/dev/tcp/127.0.0.1/8222; printf "GET /events HTTP/1.1\r\nHost: 127.0.0.1:8222\r\n\r\n" >&3'


def show(pi, name):
    """A property of the unit."""
    output, _ = pi.run(f"systemctl show {UNIT} --property {name}")
    # The daemon's log appears on the same console, so it may surround the output.
    return next(line.partition("=")[2] for line in output.splitlines() if line.startswith(name + "="))


def succeeds(pi, command):
    _, status = pi.run(command)
    return status == 0


def safe_runs(pi):
    """How many times `backpropd safe` has succeeded as the unit's ExecStopPost=; see `prepare`."""
    output, _ = pi.run(f"echo safe: $(wc -l <{SAFE_RUNS})")
    return int(output.split("safe: ")[1].split()[0])


def until_running(pi):
    until("the daemon is running", lambda: show(pi, "SubState") == "running")
    time.sleep(1)  # a button that is down at the start does not count as pressed, so let the daemon see it released


def light_up(panel):
    panel.show("01")
    until("o1 is lit", lambda: panel.lit("o1"))


def remembers(checks, panel, when):
    """The table is still there. After a kill the last training may be lost, so the daemon first learns it again."""
    until(f"the status LED stays on {when}", lambda: steadily(panel))
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
    """The web page: off by default; when enabled, it shows what the daemon has learned."""
    checks.check("the web page is off", not succeeds(pi, "systemctl is-enabled backpropd-web"))
    checks.check("the web page starts", succeeds(pi, "systemctl start backpropd-web"))
    answer = r'timeout 5 grep -qm 1 "\"state\":\"learned\"" <&3'
    shown = succeeds(pi, f"bash -c '{PAGE}; {answer}'")
    checks.check("the web page shows what the daemon has learned", shown)


def metrics(checks, pi):
    """The metrics: off by default; when started, they reach the daemon in their sandbox."""
    checks.check("the metrics are off", not succeeds(pi, "systemctl is-enabled backpropd-metrics"))
    checks.check("the metrics start", succeeds(pi, "systemctl start backpropd-metrics"))
    request = r'printf "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:8223\r\n\r\n" >&3'
    answer = r'timeout 5 grep -qm 1 "^backpropd_up 1" <&3'
    shown = succeeds(pi, f"bash -c 'exec 3<>/dev/tcp/127.0.0.1/8223; {request}; {answer}'")
    checks.check("the metrics say that the daemon is up", shown)
    pi.run("systemctl stop backpropd-metrics")


def says(pi, command):
    """What a command prints on one line, without the daemon's log around it."""
    output, _ = pi.run(f"echo said: $({command}) :said")
    return output.partition("said: ")[2].partition(" :said")[0]


def publisher(checks, pi):
    """The desk's publisher: off by default; without a broker it goes on, and says what is missing."""
    checks.check("the publisher is off", not succeeds(pi, f"systemctl is-enabled {PUBLISHER}"))
    checks.check("the publisher starts", succeeds(pi, f"systemctl start {PUBLISHER}"))
    checks.eventually("the publisher reports that no broker answers", lambda: succeeds(
        pi, f"journalctl -u {PUBLISHER} -o cat | grep -q 'cannot connect'"))
    checks.check("the publisher goes on", succeeds(pi, f"systemctl is-active {PUBLISHER}"))
    pi.run(f"systemctl stop {PUBLISHER}")
    tried = says(pi, "backpropd mqtt --once --broker teacher.local 2>&1")
    told = "this program is static" in tried and "IP address" in tried
    checks.check("a name in .local: it says what to give instead", told)


def classroom(checks, pi):
    """A class of one desk, with the broker and the teacher on the same machine: all by the commands that are printed."""
    printed = says(pi, "backpropd class setup 1 --broker 127.0.0.1")
    install_files = re.search(r"sudo install .* restart mosquitto", printed)[0].replace("sudo ", "")
    checks.check("the broker starts as `class setup` says", succeeds(pi, install_files))
    script = says(pi, "cat backpropd-class/desk-1.sh")
    topic = re.search(r"--id (\S+)", script)[1].join(("backpropd/room1/desk/", "/up"))
    login = "-h 127.0.0.1 -u teacher -P $(cat backpropd-class/teacher)"
    pi.run(f"mosquitto_sub {login} -t {topic} >{UPS} & echo $! >{UPS}.pid")

    def heard():
        return says(pi, f"cat {UPS}").split()

    def is_online():
        return heard()[-1:] == ["online"]

    checks.check("the desk's script starts its unit", succeeds(pi, "sh backpropd-class/desk-1.sh"))
    checks.check("it is on from now on", succeeds(pi, f"systemctl is-enabled {PUBLISHER}"))
    checks.eventually("the desk is online, by the password of its credential", is_online)
    teacher = "--password-file backpropd-class/teacher"
    wall = says(pi, f"backpropd class --once {teacher} --seats backpropd-class/seats")
    checks.check("the wall shows the desk and what it has learned", "seat 1: learned" in wall)
    checks.check("the teacher sets a goal", succeeds(pi, f"backpropd class goal xor,and {teacher}"))
    checks.eventually("it is in the unit's runtime folder", lambda: succeeds(pi, f"grep -q xor,and {BULLETIN}"))
    shown = succeeds(pi, f"bash -c '{PAGE}; timeout 30 grep -qm 1 \"title.*xor,and\" <&3'")
    checks.check("the web page shows the goal", shown)
    begin = len(pi.console)
    pi.type("stty rows 24 cols 80; TERM=linux backpropd panel --attach; echo 'status''='$?.; stty -echo")
    pi.wait_for("goal 4/4: xor,and", begin)
    pi.type("q")
    pi.wait_for("status=0.", begin)
    checks.check("`backpropd panel --attach` shows the goal", True)
    pi.run(f"systemctl kill --kill-whom=main --signal=SIGKILL {PUBLISHER}")
    checks.eventually("killed: the broker says that the desk is offline", lambda: "offline" in heard())
    checks.eventually("killed: it is started and online again", is_online)
    pi.run(f"systemctl stop {PUBLISHER}")
    checks.eventually("stopped: the desk is offline", lambda: not is_online())
    checks.check("stopped: what the teacher said is gone", not succeeds(pi, f"test -e {BULLETIN}"))
    pi.run(f"kill $(cat {UPS}.pid); systemctl stop mosquitto")
    pi.run(f"systemctl disable {PUBLISHER}; rm -r {DROP_IN} {PASSWORD} backpropd-class; systemctl daemon-reload")


def survives(checks, pi, panel, signal):
    """A signal that leaves an LED lit: it goes off, the daemon restarts, and nothing is forgotten."""
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
    pi.run(f"systemctl kill --kill-whom=main --signal=SIGKILL {UNIT}")  # no chance to turn the LEDs off itself
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


def removal(checks, pi, panel, is_rppal):
    light_up(panel)
    checks.check("removed: dpkg is content", succeeds(pi, "dpkg --remove backpropd"))
    checks.check("removed: all LEDs are off", dark(panel))
    if is_rppal:
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


def prepare(pi):
    """Before the installation: returns whether there is a /dev/gpiomem now, as on Raspberry Pi OS."""
    has_gpiomem = succeeds(pi, "test -e /root/gpiomem.ko && insmod /root/gpiomem.ko")
    # systemd runs the command after the unit's own ExecStopPost=, and only if that has succeeded. A slow emulation must not
    # look like a stop that hangs.
    stop = "TimeoutStopSec=300\\nTimeoutAbortSec=15"
    count = f'[Service]\\n{stop}\\nExecStopPost=+/bin/sh -c "echo >>{SAFE_RUNS}"\\n'
    folder = f"/run/systemd/system/{UNIT}.d"
    pi.run(f"touch {SAFE_RUNS}; mkdir -p {folder}; printf '{count}' >{folder}/count.conf")
    pi.run(f"(journalctl --follow --no-tail -o cat _SYSTEMD_UNIT={UNIT} _COMM=backpropd &)")
    return has_gpiomem


def life(checks, pi):
    panel = Panel(pi)
    is_rppal = prepare(pi)
    first_installation(checks, pi, panel)
    web_page(checks, pi)
    metrics(checks, pi)
    publisher(checks, pi)
    classroom(checks, pi)
    for signal in ("SIGSTOP", "SIGKILL"):
        survives(checks, pi, panel, signal)
    stops(checks, pi, panel)
    bad_config(checks, pi, panel)
    upgrade(checks, pi, panel)
    removal(checks, pi, panel, is_rppal)
    purge(checks, pi, panel)
    output, _ = pi.run("echo linux $(uname -r), systemd $(systemctl --version | head -n 1)")
    release, version = re.search(r"linux (\S+), systemd systemd (\d+)", output).groups()
    return "package", f"{release}, systemd {version}", "rppal" if is_rppal else "gpiocdev"


if __name__ == "__main__":
    stage("the emulated Pi with systemd", Emulator, life)
