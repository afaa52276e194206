### The texts of backpropd in English: one message per name, the same names as in ko.ftl.
### Syntax: Project Fluent (projectfluent.org). { $name } stands for a value; both languages take the same ones.

## The command line: its help as a whole, and what is wrong with its arguments

help = Trains a 2-2-2 neural network by back-propagation from switches on a Raspberry Pi's pins, and shows on LEDs what it has learned.
help-lang = Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]
help-examples =
    Examples:
      backpropd panel                      the whole board in the terminal; flip switches and teach with keys
      backpropd demo                       watch it learn the half-adder, no Raspberry Pi needed
      backpropd web --sim                  the same in the browser; click the switches
      backpropd demo xnor,nor              another truth table
      backpropd check my.toml              check a config, and print which pin each part goes to
      backpropd pinout                     the Pi's header with every part on it
      backpropd doctor                     find out what is wrong with the wiring, and how to fix it
      backpropd run                        on the Pi: read the switches, learn, light the LEDs
# clap prints these words itself in English; they stand here for the other languages.
usage-usage = Usage:
usage-arguments = Arguments:
usage-options = Options:
usage-commands = Commands:
usage-some-options = OPTIONS
usage-a-command = COMMAND
usage-default = default:
usage-values = possible values:
usage-help = Print help
usage-version = Print version
usage-help-command = Print this message or the help of a command
usage-error = error: { $error }
usage-unknown-argument = unexpected argument { $argument }
usage-unknown-command = unknown command { $command }
usage-missing-argument = { $argument } is missing
usage-missing-command = a command is missing
usage-conflict = { $argument } cannot be used together with { $other }
usage-twice = { $argument } can be given only once
usage-missing-value = { $argument } needs a value
usage-not-a-value = { $argument } cannot be { $value }; allowed: { $allowed }
usage-wrong-value = { $argument } cannot be { $value }: { $why }
usage-too-many-values = { $argument } takes fewer values: { $value } is one too many
usage-not-utf8 = an argument is not UTF-8
usage-similar = Did you mean { $word }?
usage-more = For more, try --help.
usage-whole-number = allowed: a whole number from { $low } to { $high }
usage-number = allowed: a number, such as 0.5
usage-without-feature = this program was built without '{ $command }'; build it with the feature '{ $feature }'
help-without-feature = Not in this build
help-config-file = The config file, or - for standard input [default: { $file }]
help-config = Same as CONFIG
help-socket = Status socket of the daemon [default: your own daemon's, else the service's]
input-standard = standard input
input-too-long = longer than { $most } bytes, the maximum
record-cannot = { $file }: cannot record there
socket-no-daemons = a running daemon can be watched only on Linux and macOS; to see one learn here, run: backpropd demo

## Pins: what can be wrong with a board

board-not-a-raspberry-pi = this is not a Raspberry Pi ({ $file } shows no sign of one), so there are no pins to use. To watch it learn without one, run: backpropd demo. To run the daemon on a simulated board, set board.kind = "sim" in its config. If this is a Pi and a container hides it, set board.kind = "rppal".
board-without-pins = this program was built without support for Raspberry Pi pins; build it on Linux with the feature 'rpi'
board-taken = already running on these pins; stop the other one first: sudo systemctl stop backpropd
board-taken-by = already running on these pins, pid { $pid }; stop it first: sudo systemctl stop backpropd, or kill { $pid }
board-permission = no permission to open { $file }; add yourself to the group gpio and log in again: sudo usermod -aG gpio "$USER"
board-no-gpiomem = { $file } is missing, and rppal needs it; set board.kind = "gpiocdev", or use a kernel that has it, such as Raspberry Pi OS's
board-no-gpiochip = none of /dev/gpiochip0, /dev/gpiochip1, … is the chip of the Raspberry Pi's own pins (the search stops at the first missing number); set board.kind = "gpiocdev", or unplug other GPIO adapters and restart the Pi
board-unknown-model = this is not a Raspberry Pi, or rppal does not know this model (it knows those up to the Pi 5); set board.kind = "gpiocdev"; to try it without pins: backpropd demo, or board.kind = "sim"
board-no-chip = no GPIO chip has the name or label { $wanted }; found: { $found }; set board.chip to the chip that your pins belong to
board-no-chips = no GPIO chip has the name or label { $wanted }: this computer has no GPIO chips at all; set board.chip to the chip that your pins belong to
board-pin-in-use = { $part }: BCM pin { $pin } is already used by another part; give each part its own pin in [pins]
board-pin-held = { $part }: BCM pin { $pin } is held by '{ $holder }'; give { $part } another pin in [pins], or end that program
board-pin-held-by-us = { $part }: BCM pin { $pin } is held by another backpropd; stop it first: sudo systemctl stop backpropd
board-pin-held-by-nobody = { $part }: BCM pin { $pin } is in use, and the kernel does not say by what, perhaps a bus; give { $part } another pin in [pins]
board-no-such-pin = { $part }: this board has no BCM pin { $pin }; use one of 0 to 27 in [pins]
board-io = { $file }, or one of /dev/gpiochip0 and up, does not behave as rppal expects: { $error }; update the Pi's system and restart it
board-chip-io = { $file } does not behave as gpiocdev expects: { $error }; Linux 5.10 or newer is needed, and an adapter has to stay plugged in

## The daemon: what keeps it from running

daemon-taken = already running with the state in { $file }; stop the other one first, or give this one another [state] path
daemon-taken-by = already running with the state in { $file }, pid { $pid }; stop it first, or give this one another [state] path
daemon-signals = cannot listen for signals
daemon-panicked = part of the program crashed, see above; this is a bug, please report it

## The status socket: between a viewer and the daemon

socket-not-running = no daemon answers at { $places }; start it with: sudo systemctl start backpropd; without a Pi: backpropd run --board sim
socket-or = { $places } or { $last }
socket-permission = no permission to open { $file }; add yourself to the group gpio and log in again: sudo usermod -aG gpio "$USER"
socket-in-use = { $file }: a daemon is already running there; stop it first, or give this one another [status] socket
socket-garbled = { $file }: the answer does not come from a daemon of this version: { $error }
socket-not-ours = { $file }: this is { $what }, not a backpropd socket; move it away, or name another [status] socket
socket-stranger = { $file }: the folder belongs to user { $owner }; put the [status] socket in a folder of your own
socket-silent = the daemon did not answer in time; it hangs or is stopped
socket-too-long = the answer is too long; this is not a daemon of this version
socket-closed = the daemon closed the connection
socket-full = { $most } viewers are connected already; try again later
socket-hangs = the daemon's loop hangs or has ended
socket-lacks = this panel has no { $part }; give it a pin in [pins] of the daemon's config
socket-board-is-real = this board is real: its switches are flipped by hand; only on a simulated board can they be flipped from here
socket-not-recorded = nothing is recorded; set [record] path in the config

## The web server

help-web = See it in the browser: the board, the network, what it has learned so far
help-web-examples =
    Exit code: 0 stopped by a signal, 1 cannot listen there, 2 bad arguments.

    Examples:
      backpropd web --sim                     a simulated board to play with, no Raspberry Pi needed
      backpropd web                           this computer's daemon, in this computer's browser
      backpropd web --listen 0.0.0.0:8222     for the whole network; anyone on it can watch
help-web-listen = Address or host name to listen on; any address other than 127.0.0.1 lets other computers connect
help-web-sim = Serve only the page, without a daemon: each browser runs a board of its own
help-web-allow-host = Another host name that browsers may use for the page; can be given more than once
help-web-proxy = Address of a proxy in front of the page, whose X-Forwarded-For or Forwarded header tells viewers apart; can be given more than once
web-no-port = the port is missing; for example { $example }:8222
web-no-address = the address is missing; use 127.0.0.1:{ $port } for this computer, 0.0.0.0:{ $port } for the network
web-not-a-url = give host and port alone, without http:// or a path; for example 127.0.0.1:8222
web-port-range = the port is a number from 0 to 65535
web-unknown-host = unknown host name { $host }; try an address, for example 127.0.0.1:8222
web-not-a-host-name = allowed: a host name alone, without http:// and a port, such as panel.school.example
web-not-an-address = allowed: an IP address, such as 127.0.0.1 or ::1
web-cannot-start = cannot start the web server
web-cannot-listen = { $addresses }: cannot listen there
web-use-sim = use --sim
web-page-at = The page is at { $url }
web-page-at-both = The page is at { $url } and { $other }
web-answer-not-found = There is nothing here; the page is at /.
web-answer-unknown-host = Unknown host name. Open the page by its IP address, or start it with --allow-host NAME.
web-answer-unknown-host-of-class = Unknown host name. Open the page by its IP address.
web-answer-too-slow = That took too long; try again.
web-answer-full = { $most } viewers are already connected; try again later.
web-answer-full-here = { $most } viewers from this address are already connected; close one of them first.
web-answer-other-site = Pages of other sites cannot use this; open the page at / instead.
web-answer-no-daemon = No daemon is shown here: the page has a board of its own.
web-answer-bug = The server failed; this is a bug, please report it.

## The class: a desk's publisher, through an MQTT broker

help-mqtt = Publish what the daemon does to an MQTT broker: for a class, or Home Assistant
help-mqtt-more =
    It only publishes: nothing that a broker sends can flip a switch, press a button or change a weight.
    What it sends holds numbers, no names. The topics are backpropd/ROOM/desk/ID/up, about, state, event and grad.
    The password comes from --password-file, or from systemd as the credential mqtt-password.
    Exit code: 0 stopped by a signal or done, 1 refused, 2 bad arguments, 3 no daemon or no broker answers (--once, --remove).

    Examples:
      backpropd mqtt --print                            show what would be published, without a broker
      backpropd mqtt --once --broker 192.168.0.2        try a broker, its password and its access control list
      backpropd mqtt --broker 192.168.0.2 --seat 7      publish until stopped
      backpropd mqtt --home-assistant                   let Home Assistant find this desk
help-mqtt-broker = Where the broker is; the port is 1883 if it is left out
help-mqtt-room = The room: lower-case letters, digits and hyphens
help-mqtt-seat = The number of the seat; a number, because a name would be readable for everyone in the room
help-mqtt-id = This desk's id, in place of the one from the board's serial number; for example bp-4f2a91c0
help-mqtt-user = User for the broker [default: the desk's id, if there is a password]
help-mqtt-password-file = File whose first line is the password; only its owner may have access to it
help-mqtt-rate = States a second at most while anything changes
help-mqtt-home-assistant = Publish how Home Assistant can show this desk (device discovery)
help-mqtt-print = Print topics and payloads, and use no broker
help-mqtt-once = Publish once, wait until the broker has it, and end
help-mqtt-remove = Remove from the broker what it keeps of this desk, and end
mqtt-allowed-broker = allowed: HOST or HOST:PORT, such as 192.168.0.2 or 192.168.0.2:1883
mqtt-allowed-room = allowed: 1 to 32 lower-case letters, digits and hyphens, such as room1
mqtt-allowed-id = allowed: bp- and eight of 0 to 9 and a to f, such as bp-4f2a91c0
mqtt-cannot-start = cannot start the publisher
mqtt-password-readable = others can read this password; run: chmod 600 on it
mqtt-no-password = the first line holds no password of 1 to { $most } bytes
mqtt-unknown-host = no address found for { $host }; check the name, or give the broker's IP address
mqtt-local-name = no address found for { $host }: the computer of that name answers for it (Avahi), and this system must ask it (libnss-mdns); check the name, or give the broker's IP address, which hostname -I prints there
mqtt-local-name-static = no address found for { $host }: this program is static and asks name servers only, but the computer of that name answers for a name in .local; give the broker's IP address, which hostname -I prints there
mqtt-cannot-connect = cannot connect: { $error }; check that the broker is running and listens for this network
mqtt-not-a-broker = this does not answer like a broker of MQTT 5, such as Mosquitto 1.6 or later
mqtt-refused = the broker refuses this user or password; set both where the broker expects them, see backpropd mqtt --help
mqtt-broken = the connection ended
mqtt-closed = the connection ended ({ $reason })
mqtt-silent = the broker does not answer
mqtt-rejected = the broker does not accept { $topic }; let this user write there in its access control list
mqtt-random-id = this computer has neither a serial number nor a network address of its own: the desk gets another id at each start; to keep one, use --id
mqtt-password-in-clear = the password goes to { $broker } without encryption, and can be read on the way
mqtt-published = { $broker } has accepted all of it.
mqtt-removed = { $broker } keeps nothing of this desk any more.

## class: the teacher's wall

help-class = The teacher's wall: all desks of a room, through an MQTT broker
help-class-more =
    Each desk runs backpropd mqtt with the same --room, and the wall shows what they say: by seats and numbers, without
    names. In a terminal it fills the screen; otherwise it prints lines.
    Exit code: 0 done or stopped, 1 refused, 2 bad arguments, 3 no broker answers (--once, goal, ask, end).

    Examples:
      backpropd class                                   the wall, with a broker on this computer
      backpropd class --broker 192.168.0.2              the broker is elsewhere
      backpropd class --json --once                     what the broker knows now, for programs
      backpropd class --sim 30                          a rehearsal: thirty simulated desks
      backpropd class goal xor,and                      what the class is to teach
      backpropd class ask forget                        ask every desk to press forget
      backpropd class setup 30                          passwords, scripts and slips for thirty desks
      backpropd class end                               leave nothing with the broker
help-class-json = One JSON object per line, with the list of those who need help and the pictures as numbers
help-class-once = Print the wall once, and end
help-class-listen = Show the wall as a page for a projector here, such as 127.0.0.1:8224
help-class-desks = Desks at most; further ones are counted [default: { $n }]
help-class-user = User for the broker [default: teacher, if there is a password]
class-cannot-start = cannot start the wall
class-deaf = the broker accepts the subscription, but passes nothing on: its access control list must let the user { $user } read and write all topics of this room
class-new = starting
class-idle = idle
class-learning = learning
class-learned = learned
class-impossible = impossible
class-gone = gone
class-seat = seat { $n }
class-two-of-one-id = two desks use one id
class-gone-for = gone for { $time }
class-flaps = comes and goes
class-taught-otherwise =
    { $rows ->
        [one] 1 row differs from the goal
       *[other] { $rows } rows differ from the goal
    }
class-stuck-at = stuck { $restarts } times
class-wiring =
    { $n ->
        [one] 1 warning about the wiring
       *[other] { $n } warnings about the wiring
    }
class-unused = nothing taught for { $time }
class-desks =
    { $n ->
        [one] 1 desk
       *[other] { $n } desks
    }
class-taught-right = { $n } taught right
class-learned-right = { $n } taught right and learned
class-done = { $n } have done it
class-n-new = { $n } starting
class-n-idle = { $n } idle
class-n-learning = { $n } learning
class-n-learned = { $n } learned
class-n-impossible = { $n } impossible
class-n-gone = { $n } gone
class-stuck = { $n } stuck { $times } times or more
class-turned-away = { $n } more without a place
class-desk-line = { $seat }: { $word }, { $rows }, { $restarts }, loss { $loss }
class-ask-forget = press forget
class-ask-teach = press teach
class-ask-hands-off = hands off
class-frozen = frozen
class-goal-is = goal { $title }: { $answers }
class-asked = asked: { $what }
class-broken = No connection to the broker, trying again: { $why }
class-connecting = Connecting to the broker …
class-enrol = Press teach at the desk that is to be seat { $seat }. Another seat: + and -. Esc ends this.
class-help = Help ({ $n }): { $desks }
class-no-help = No desk needs help.
class-key-help = who needs help
class-key-enrol = assign seats
class-key-freeze = freeze
class-keys-help = the desks that may need help, and why
class-keys-enrol = assign seats: a press of teach gives a desk the next seat
class-keys-freeze = freeze the wall, to talk about one moment; the desks go on
class-key-pictures = together
class-keys-pictures = the lesson's cost, the vote, the average, the class's network
class-keys-train = begin or end to train a network of the class's own
class-keys-scroll = scroll, if the class is larger than the screen
class-keys-tile = Tile: seat (! has done it), state, rows as the goal; answers; loss, ×restarts, heard.
class-seats-line = { $file }, line { $line }: not a desk and its seat, such as bp-4f2a91c0 = 7, or one of both again
class-seats-unsaved = { $file }: the seats could not be saved: { $error }
class-goal-set = The class is to teach { $title }: { $answers }.
class-goal-none = The class has no goal any more.
class-asked-for = Asked for: { $what }.
class-asked-nothing = Nothing is asked for any more.
class-ended =
    { $n ->
        [0] The broker kept nothing of { $room }.
        [one] Removed 1 topic of { $room } from the broker.
       *[other] Removed { $n } topics of { $room } from the broker.
    }
class-allowed-goal = { $error }; or none
class-allowed-rate = allowed: 0.1 to 4
class-allowed-title = allowed: 1 to { $most } characters
class-no-title = none removes the goal, so leave out --title
class-of-the-wall = { $option } is an option of the wall; leave it out before goal, ask, setup and end
class-setup-exists = { $folder } exists already; give another folder with --into, so that nobody loses a password
class-setup-draws = setup makes the users and their passwords itself; leave out --user and --password-file
class-setup-local = the slips say --broker { $broker }, which is each desk itself; give this computer's address in the room with --broker
class-setup-local-name = the slips say --broker { $broker }, but the program of the packages finds no name in .local; give this computer's IP address with --broker, which hostname -I prints
class-setup-done = { $folder } has a script and a slip for each of { $n } desks, and the broker's files. On the broker's computer: sudo install -o mosquitto -m 600 { $word }/users { $word }/access { $word }/backpropd.conf /etc/mosquitto/conf.d && sudo systemctl restart mosquitto. The wall: backpropd class --broker 127.0.0.1:{ $port } --room { $room } --password-file { $word }/teacher --seats { $word }/seats
class-slip = Seat { $seat }: sudo sh /boot/firmware/{ $script } if the script is on the card. Otherwise, as root: write the password { $password } to /etc/backpropd/mqtt-password, mode 600, then run: { $command }
help-class-seats = File with the seats, one line per desk such as bp-4f2a91c0 = 7 [default: class-ROOM.seats in your state folder]
help-class-sim = Simulate this many desks through the broker: a rehearsal without a board
help-class-sim-rate = States per second of each simulated desk [default: 1]
help-class-goal = Set the goal of the lesson, which the desks show; nothing is taught by it
help-class-goal-table = The table, such as xor,and or half-adder; none removes the goal
help-class-goal-title = Title of the goal [default: the table]
help-class-ask = Ask every desk for something; the wall counts who has done it
help-class-ask-what = What to ask for; none stops asking
help-class-setup = Make the broker's password file, its access control list, and a script and a slip for each desk
help-class-setup-n = The number of desks
help-class-setup-into = Folder for the files; it must not exist
help-class-end = Remove from the broker everything that it keeps of this room
class-survey = What the lesson cost
class-survey-of =
    { $n ->
        [one] 1 desk has learned the goal while this wall was watching. Computed pupils: { $without } of 1,000 need no restart.
       *[other] { $n } desks have learned the goal while this wall was watching. Computed pupils: { $without } of 1,000 need no restart.
    }
class-survey-restarts = restarts     desks   expected
class-survey-steps = steps        desks   expected
class-survey-why = Expected is where nine of ten classes of this size are, by chance alone: each desk starts with other random weights. A desk with many restarts is not broken, and nobody did anything wrong. One desk sees bad luck; the class sees how luck is distributed.
class-vote = The class votes
class-vote-of =
    { $n ->
        [one] 1 desk was taught the goal. Alone, { $alone } has all LEDs right; the average has { $rows } of 4 rows right.
       *[other] { $n } desks were taught the goal. Alone, { $alone } have all LEDs right; the average has { $rows } of 4 rows right.
    }
class-vote-rows = row  goal  o1 and spread  o2 and spread
class-vote-why = These are the outputs of all desks, averaged. Most desks have most rows right, and they err in different rows, so the average is right where a single desk is not yet. It works only because the desks differ: copies of one desk make the same mistakes, and so does their average.
class-average = The average that knows nothing
class-average-of =
    { $n ->
        [one] 1 desk has learned the goal: its average is itself.
       *[other] { $n } desks have learned the goal. This is a network with the average of their weights:
    }
class-average-plain = the weights as they are
class-average-swapped = h1 and h2 swapped where that is closer to the first desk
class-average-aligned = the closest of the eight twins
class-average-why = Swap h1 and h2 together with their weights, or flip a hidden neuron, and a network answers as before, with other weights: it has eight twins. Desks that learned the same have found different twins, or different solutions. The average of their weights lies in between, where nobody has trained. With the closest twins it is better, but not good: average answers, not weights.
class-training = Every desk knows one row
class-training-off = The class does not train a network of its own. Let each desk forget everything (hold forget for 2 s) and teach one row only; then press t in the terminal.
class-training-of =
    { $n ->
        [one] 1 desk answered the last round; the network has { $right } of { $rows } known rows right.
       *[other] { $n } desks answered the last round; the network has { $right } of { $rows } known rows right.
    }
class-training-rounds = { $rounds } rounds, { $restarts } restarts, loss { $loss }
class-training-why = The class has one more network, which is on no desk. Each desk answers only in which direction its own rows would move the weights, the gradient. The class adds the gradients up, moves the weights, and learns a table that no desk knows. Nobody has told their row. But with four rows, a gradient gives it away.
class-views = Views of the class
class-view-desks = Desks
class-seconds-ago = { $n } s ago
class-minutes-ago = { $n } min ago
class-tile =
    { $restarts ->
        [one] : { $right } of { $taught } rows right, 1 restart, loss { $loss }
       *[other] : { $right } of { $taught } rows right, { $restarts } restarts, loss { $loss }
    }
class-restarts = restarts
class-steps = steps
class-column-desks = desks
class-expected = expected
class-mean = mean of { $name }
class-spread = spread of { $name }
class-row = row
class-goal-column = goal
class-right = right
class-clones = { $n } desks have the same weights, as after copying an SD card: they are one pupil, not { $n }. Hold forget for 2 s on each of them.
class-no-goal = There is no goal: backpropd class goal xor,and sets one.
class-not-taught = No desk has been taught the goal yet.
class-not-learned = No desk has learned the goal yet.

## The figures for Prometheus

help-metrics = The daemon's figures for Prometheus, as text or over HTTP
help-metrics-more =
    If the daemon does not answer, backpropd_up is 0; that is not a failure.
    Exit code: 0 done or stopped by a signal, 1 cannot listen there, 2 bad arguments.

    Examples:
      backpropd metrics                              print them once
      backpropd metrics --listen 127.0.0.1:8223      for a Prometheus on this computer: http://127.0.0.1:8223/metrics
help-metrics-listen = Serve /metrics at this address or host name; with any other than 127.0.0.1, other computers can connect
help-metrics-allow-host = Another host name that Prometheus may use; can be given more than once
metrics-cannot-listen = { $addresses }: cannot listen there
metrics-at = The metrics are at { $url }

## The config file

config-not-installed = { $file } does not exist; name a config with --config FILE
config-not-installed-or-sim = { $file } does not exist; name a config with --config FILE, or run without pins: --board sim
config-unreadable = { $file }: { $error }; name another file with --config
config-shipped-used = { $file } does not exist; using the config that comes with backpropd
config-expected-steps = half of all tables in { $half } steps ({ $half-time }), 99 % in { $most } ({ $most-time })
config-seconds = { $n } s
config-minutes = { $n } min
config-hours = { $n } h
config-left-out = [pins] does not name these parts, so they have no pin: { $parts }; if that is intended, write { $last } = false there
# Its form.
config-not-toml = this cannot be read; a line is a [section], a key = value, or a comment starting with #
config-line = a line is a [section], a key = value, or a comment starting with #
config-section-unclosed = the ] after the section name is missing
config-section-name = write a section as its name in brackets, such as [network]
config-after-section = only a comment may follow a section name
config-section-twice = section [{ $name }] is already on line { $line }; move these lines there
config-key-twice = { $key } is already on line { $line }; delete one of the two lines
config-colon = write = between key and value, not :
config-no-key = the key before the = is missing
config-key-words = a key is a single word
config-no-value = the value after the = is missing
config-one-per-line = write each key = value on its own line
config-single-value = write a single value, without brackets or braces
config-long-text = write the text on one line, between single quotes '…'
config-backslash = \ has a special meaning between double quotes; use single quotes '…'
config-quote-unclosed = the closing { $quote } is missing
config-after-text = only a comment may follow a text
config-decimal-point = write a decimal point: { $number }
config-bare-point = write a digit before and after the decimal point: { $number }
config-leading-zeros = write the number without leading zeros: { $number }
config-unit = write the number without a unit: { $number }
config-not-a-number = { $value } is not a number
config-needs-quotes = a word or a path needs quotes: { $key } = "{ $value }"
# Characters that look like others, or cannot be seen.
config-character = '{ $char }' ({ $code }) is not allowed here: a key has the letters a to z, a text needs quotes, a comment starts with #
config-lookalike = { $name } ({ $code }) is not allowed here; { $remedy }
config-no-break-space = a no-break space
config-full-width-space = a full-width space
config-typographic-space = a typographic space
config-zero-width-space = a zero-width space
config-zero-width-joiner = a zero-width joiner
config-byte-order-mark = a byte order mark
config-soft-hyphen = a soft hyphen
config-direction-mark = an invisible direction mark
config-hangul-filler = an invisible Hangul filler
config-line-separator = an invisible line separator
config-curly-quote = a typographic quotation mark
config-dash = a typographic dash
config-full-width = a full-width { $char }
config-control-character = a control character
config-foreign-digit = a digit of another script
config-use-space = use an ordinary space
config-delete-it = delete it
config-new-line = start a new line
config-use = use { $char }
config-use-digits = use 0 to 9
# Its keys.
config-unknown-section = unknown section [{ $name }]; allowed: { $sections }
config-section-form = write the section [{ $name }], and its keys below it
config-key-above = { $key } is above the first section; move this line to { $homes }
config-unknown-above = unknown key { $key } above the first section; allowed sections: { $sections }
config-unknown-key = unknown key { $key } in [{ $section }]; allowed: { $allowed }
config-key-elsewhere = unknown key { $key } in [{ $section }]; allowed: { $allowed }; or move this line to { $homes }
config-key-with-section = unknown key { $key } in [{ $section }]; allowed: { $allowed }; or move this line to [{ $key }], without { $key }. in front
config-key-lookalike = unknown key { $key } in [{ $section }]; allowed: { $allowed }; { $hint }
config-or = { $one } or { $other }
# Its values.
config-unexpected = unexpected value { $value }; allowed: { $allowed }
config-unexpected-quotes = unexpected value { $value }; allowed: { $allowed }, without quotes
config-unexpected-lookalike = unexpected value { $value }; allowed: { $allowed }; { $hint }
config-a-whole-number = a whole number
config-a-number = a number
config-true-or-false = true or false
config-a-text = text in quotes
config-a-path = a path in quotes
config-a-pin = a whole number, or false to leave the part out
config-a-seed = "random" or a whole number from 0 up
config-out-of-range = { $value } is out of range; allowed: { $range }
config-no-such-pin = the header has no BCM pin { $pin }; allowed: { $range }
config-pin-taken = BCM pin { $pin } is already used by { $other }; allowed: a pin of its own, { $range }
config-hold-without-teach = hold needs a teach button; use replay, or give teach a pin in [pins]
# Its paths.
config-relative-path = a relative path starts at the folder of the config file, so this is { $path }; write the full path
config-socket-path = this path is { $length } bytes long; a socket's path can have at most { $most }
config-the-state = the state
config-the-recording = the recording
config-the-socket = the status socket
config-this-file = this config file
config-own-file = its .{ $ending } file { $path }
config-usual-file = { $name } (its default path, because { $key } is not set)
config-file-beside = the .{ $ending } file of { $whose }
config-same-file = { $mine } is the same file as { $other }; choose another path
config-inside = { $mine } and { $other } cannot both be files, because one is inside the other; choose another path
config-path-empty = the path is empty; write the path of a file, or leave the key out
config-path-nul = a path cannot contain the character NUL
config-path-folder = this is a folder; write the path of a file in it
config-path-shell = { $word } works only in a shell; write the full path
config-path-shell-for = { $word } works only in a shell; write the full path, such as { $full }
# Allowed, but probably a mistake.
config-busy-pin = BCM pin { $pin } is also used by { $other }; this is fine if that is turned off
config-used-by-hats = the EEPROM of add-on boards (HATs)
config-used-by-uart = the serial port (UART)
config-used-by-sound = sound boards (I2S) and SPI 1
config-wrong-pull = with active_low = { $low } and pull = "{ $pull }" an open switch reads as closed; set pull = "{ $right }"
config-old-values = 4.0, together with the momentum, init_range and patience of earlier versions, learns more slowly than today's defaults; delete lines { $lines }
config-small-tolerance = { $tolerance } takes a long time: { $steps }; { $least } or more is faster
config-small-tolerance-unknown = { $tolerance } takes a long time; { $least } or more is faster

## Files that are read: their text, recordings, exports

text-wide = the file is { $encoding }; save it as UTF-8
text-cp949 = the file is CP949 (EUC-KR), the encoding of Korean Windows: byte { $number } is { $byte }; save it as UTF-8
text-not-utf8 = the file is not UTF-8: byte { $number } is { $byte }; save it as UTF-8
text-nul = a NUL byte, which a power failure may leave behind; delete it, or the rest of the file from there
text-lone-return = a carriage return without a line feed; save the file with line ends LF or CRLF
address-too-long = the address is longer than { $most } bytes, the maximum
address-version = the link was made for version { $version } of the rules; this page learns by version { $ours }, so it could not show the same weights
address-unknown = unknown: { $name }; allowed: { $allowed }
address-twice = { $name } is given twice
address-value = { $name }: { $value } is not allowed; allowed: { $allowed }
address-table = table: { $table } is not allowed; allowed: four digits for o1, a comma, four for o2, such as 0110,0001; - in both for a row that is not taught
desk-undo = there is nothing to undo
desk-replaying = the recording is not over yet
desk-too-long = the recording is too long to be repeated in a browser
recording-line = line { $line }: { $what }
recording-not-ours = this is not a recording; a recording starts with '{ $head }'
recording-of-earlier-version = '{ $version }': recorded by an earlier version of backpropd, which had different learning rules; record it again
recording-of-later-version = format '{ $version }': this program reads formats up to { $ours }; install the version that recorded it
recording-out-of-range = { $name }: { $number } is out of range; allowed: { $range }
recording-after-the-end = text after the end
recording-no-change = '{ $line }' is neither SCAN PART on|off nor end SCAN
recording-backwards = scan { $scan } comes after scan { $last }
recording-too-long = scan { $scan } is above the maximum, { $most }
recording-progress = progress: next_row, or the α or momentum of the latest step, is out of range
recording-on-or-off = '{ $word }' is neither on nor off
recording-unknown-part = unknown part '{ $word }'; allowed: { $allowed }
recording-not-whole = '{ $word }' is not a whole number

## Files that are opened: what else they are, and the state

file-not-regular = this is { $what }, not a regular file
file-of-another-kind = this file already exists and is not { $kind }; name another file, or move it away
file-too-long = the file is longer than { $most }
file-bytes = { $n ->
    [one] 1 byte
   *[other] { $n } bytes
}
file-folder = a folder
file-fifo = a FIFO
file-socket = a socket
file-device = a device
file-link = a symbolic link
file-regular = a regular file
file-kind-recording = a recording
folders-none = no folder to keep files in: none of { $service }, XDG_STATE_HOME and HOME is set; set HOME, or name the files in the config: [state] path, [status] socket
store-future = { $file }: written by backpropd { $program } in format { $version }, which this version, { $ours }, cannot read; install the newer version, or move the file away to start fresh
store-not-allowed = { $file }: no permission to read it; run this as the file's owner, or set another [state] path
store-no-file = { $file }: this is a folder or a device; [state] path must name a file
store-unreadable = { $file }: cannot be read: { $error }; nothing was changed; check the disk
store-foreign = { $file }: not a backpropd state file; nothing was changed; set another [state] path, or move this file away
store-dangling = { $link }: this link points to { $target }, which does not exist; mount its disk, or remove the link to start fresh
store-no-folder = { $file }: its folder does not exist; mount its disk, or create the folder
store-links = too many symbolic links
store-no-name-left = no name is left for the last recording; move FILE.old to FILE.old.5 away
store-no-recording = this is not a recording; move it away, or record to another file
store-not-forgotten = { $file } still holds what was forgotten
store-replaced = another program replaced this file while the daemon was running; restart the daemon to continue from the new file
store-not-kept = cannot be kept as { $file }: { $error }
store-never-saved = not saved since the start: { $file }: { $error }
store-saved-seconds-ago = not saved for { $n } s: { $file }: { $error }
store-saved-minutes-ago = not saved for { $n } min: { $file }: { $error }

## What the system, a parser and the arithmetic report

io-not-found = no such file or folder
io-permission-denied = permission denied
io-disk-full = no space left on the disk
io-quota = your disk quota is used up
io-read-only = the disk is read-only
io-folder = this is a folder
io-not-a-folder = part of this path is a file, not a folder
io-exists = already exists
io-busy = in use by another program
io-file-name = the name is too long or not allowed
io-file-too-large = the file is too large
io-ends-early = the data ends too early
io-address-in-use = address already in use
io-no-such-address = this computer does not have this address
io-refused = connection refused
io-closed = connection closed by the other side
io-unreachable = network unreachable
io-timed-out = timed out
io-out-of-memory = out of memory
io-disk-fails = input/output error: the disk or SD card may be failing
io-other = { $error }
json-ends-early = this JSON ends too early
json-column = column { $column }
json-line-and-column = line { $line }, column { $column }
json-not-valid = not valid JSON at { $place }
json-missing = { $name } is missing
json-unknown = { $name } is unknown
json-twice = { $name } appears twice
json-unexpected = unexpected value at { $place }
non-finite = a number became too large, infinite or undefined (NaN)
table-unknown-gate = unknown gate '{ $name }'; allowed: { $allowed }
table-unknown = unknown truth table '{ $name }'; allowed: { $allowed }, or two gates such as xor,and
table-not-bits = '{ $bits }' is not four digits 0 or 1: the answers for (i1, i2) = 00, 01, 10, 11
table-not-two = give one for o1 and one for o2, separated by a comma, such as { $example }
range-from-to = { $low } to { $high }
range-from-below = from { $low }, below { $high }
range-above-up-to = above { $low }, up to { $high }
range-above-below = above { $low }, below { $high }
range-from = from { $low }
range-above = above { $low }
range-any = any number

## The man pages: headings, and what only they say

manual-name = NAME
manual-synopsis = SYNOPSIS
manual-options = OPTIONS
manual-commands = COMMANDS
manual-notes = NOTES
manual-examples = EXAMPLES
# How the examples begin in the help of every command.
manual-example = Example
manual-exit-status = EXIT STATUS
manual-exit-0 = Done, or learned.
manual-exit-1 = Failed, or not learned.
manual-exit-2 = Bad arguments.
manual-exit-3 = No daemon is running, or no broker answers.
manual-exit-65 = The recording is damaged.
manual-exit-78 = The config is wrong; the service does not restart then.
manual-files = FILES
manual-config = The config. Its comments explain every key.
manual-state = The learned weights and the taught rows, kept when the power is off.
manual-docs = docs/panel.md: the parts and how to wire them. LEARN.md: a tutorial on back-propagation. examples/: configs and a recording.
manual-see-also = SEE ALSO

## Why a table cannot be learned

reason-exclusive-or = without biases, XOR or XNOR cannot be learned together with these answers of the other output: at x = 00 both hidden neurons are ½; set bias = "trained"
reason-copies = without biases, one output cannot follow i1 while the other follows i2: at x = 00 both hidden neurons are ½; set bias = "trained"

## Learning: what happens, and how it goes

count-steps =
    { $n ->
        [one] 1 step
       *[other] { $n } steps
    }
count-restarts =
    { $n ->
        [one] 1 restart
       *[other] { $n } restarts
    }
event-taught = taught { $sample }
event-forgot = new weights, as requested; the samples stay
event-forgot-all = forgot everything: new weights, no samples
event-learned = learned after { $steps }
event-learned-in-part = learned { $taught } of 4 rows after { $steps }
event-impossible = impossible: { $why }
event-stuck = stuck on { $rows }: restart { $restarts } with new weights
event-diverged = weights diverged: restart { $restarts } with new weights
state-idle = idle: nothing taught yet
state-learning = learning: { $rows }
state-learned = learned: { $rows }
state-impossible = impossible: { $rows }
rows-right = { $right } of { $taught } taught rows right
rows-near = { $near } with the right LEDs but not within tolerance
rows-taught = { $taught } of 4 rows taught
row-untaught = not taught
row-right = right
row-near = LEDs right, not yet within tolerance
row-wrong = not yet
time-seconds = { $n } s
time-minutes = { $n } min
time-hours = { $n } h
time-days = { $n } days

## demo, replay and recordings

report-headings = i1 i2   target   out_o1  out_o2   LEDs
report-progress = step { $steps }  loss { $loss }
report-learned = learned: { $steps }, { $restarts }, seed { $seed }
report-not-learned = not learned: { $steps }, { $restarts }, seed { $seed }
demo-title = A simulated board learns { $table }. Seed { $seed }.
replay-title = { $file }, recorded by backpropd { $version }
replay-too-long = { $file }: this recording may train { $steps } steps; allowed: { $allowed }, or more with --limit { $steps }
replay-cut-off = { $file }: the file was cut off; replaying what is there
replay-progress = replayed { $percent } % in { $elapsed }; about { $left } left
help-demo = Watch it learn on a simulated board, without a Raspberry Pi
help-demo-teach = What to teach: the gates for o1 and o2, or the name of a truth table [default: half-adder, which is xor,and]
help-demo-gates = The gates for o1 and o2, given as an option
help-demo-table = The answers of o1 and o2 for (i1, i2) = 00, 01, 10, 11, such as 0110,0001
help-demo-seed = Seed of the random weights: the same seed gives the same run
help-demo-speed = Pace: the panel's, or as fast as this computer can
help-demo-record = Write a recording, for 'backpropd replay'
help-bias = How biases are handled
help-limit = Give up after this many training steps
help-json-lines = One JSON object per line; the last one is the summary
help-json = Print the figures as JSON
help-demo-more =
    The gates, and their answers for (i1, i2) = 00, 01, 10, 11:
    { $gates }
    Named truth tables, and their gates for o1 and o2:
    { $tables }
    Exit code: 0 learned, 1 not learned, 2 invalid arguments.

    Examples:
      backpropd demo half-subtractor
      backpropd demo or,xnor
      backpropd demo --table 0110,0001 --speed max --json
      backpropd demo --bias none         only the weights w1…w8, no biases
help-replay = Repeat a recording, bit for bit
help-replay-file = The recording, or - for standard input
help-replay-limit = Refuse a recording that may train more steps than this; 10000000000 take minutes to hours, depending on the computer
help-replay-more =
    To record a run: 'backpropd demo --record FILE', or [record] path in the daemon's config.
    A long replay shows its progress and the time left.
    Exit code: 0 replayed, 65 damaged file, 1 the file cannot be read or exceeds the limit.

    Examples:
      backpropd replay recording.txt
      backpropd replay recording.txt --json

## What all commands share

warning = warning

## The worked example: explain, and the panel's page

ledger-title = One step of back-propagation, with every number
ledger-title-of-step = Step { $step } of back-propagation, with every number
ledger-title-of-neuron = One neuron, z = f(x, y), with every number
ledger-rounding = Computed with full precision, shown to { $digits } significant digits.
ledger-forward = Forward: from input to output
ledger-forward-note = Each neuron multiplies its inputs by their weights and adds them up: net. Its activation function, the logistic function σ(z) = 1/(1 + e^-z), turns net into the output: out.
ledger-forward-of-neuron = The neuron multiplies its inputs by their weights and adds them up: net. Its activation function, the logistic function σ(net) = 1/(1 + e^-net), turns net into the output: z.
ledger-loss = The loss: how far the outputs are from the targets
ledger-loss-note = Each output has a squared error; the loss L is their mean.
ledger-loss-of-mazur = Mazur's E_o1 = (t1 − out_o1)²/2 is half of our squared error L_o1. Mazur adds both, and we take the mean, so the totals agree.
ledger-loss-of-neuron = The loss is half the squared error, so its slope is simply z − t.
ledger-output = Backward: the output layer
ledger-output-note = By the chain rule, the gradient of L for a weight is a product: the global gradient, which comes back from the output side, times the local gradients of the neuron itself. The weight then moves the opposite way, by the gradient times the learning rate α.
ledger-hidden = Backward: the hidden layer
ledger-hidden-note = A hidden neuron affects L through both outputs, so its global gradient is a sum: the δ of each output times the weight on the way to it. These are the old weights: all weights change together, at the end.
ledger-neuron = Backward: global gradient × local gradient
ledger-neuron-note = The global gradient ∂L/∂z comes back from the output side. The neuron itself knows only its local gradients, ∂z/∂x and ∂z/∂y. It passes the products on: they are the global gradients of the neurons that produced x and y.
ledger-global = global
ledger-local = local
ledger-product = product
ledger-update = update
ledger-of-neuron = neuron { $neuron }: δ{ $neuron } = ∂L/∂net_{ $neuron }
ledger-of-weight = { $weight }, from { $from } to { $to }
ledger-of-bias = { $bias }, the bias of { $neuron }
ledger-biases-fixed = The biases are fixed, so they do not change.
ledger-momentum = With momentum μ, part of each weight's previous change Δw is added again.
ledger-matrices = The same step in matrices
ledger-matrices-note = ⊙ multiplies element by element; ᵀ swaps rows and columns. The numbers are the same as above: the same arithmetic, for all weights at once.
ledger-after = The loss before and after
ledger-after-note = The same inputs, computed again with the new weights: L⁺.
ledger-overshot = The loss went up: the step was too large. With a smaller α, it would go down.

nudge-title = A nudge to { $name }: how far does the loss move?
nudge-forward = Run forward, nudge, and run forward again
nudge-forward-note = Everything stays the same but { $name }. L with the nudge minus L without it is how far the loss moved: ΔL.
nudge-slope = The slope, and the gradient beside it
nudge-slope-note = Divided by the nudge, that is how steep L is along { $name }. The gradient ∂L/∂{ $name } is the same slope for a nudge as small as you like; the chain rule gives it without any nudge.
nudge-smaller = Smaller nudges
nudge-smaller-note = A straight line fits a curve the better, the closer you look. So the smaller the nudge to { $name }, the closer its slope comes to the gradient.
nudge-rounding = Below { $smallest }, rounding wins: L with the nudge and L without it agree in nearly all the digits that the computer keeps, and their difference is mostly rounding. With a nudge of { $tiny }, { $name } has the slope { $slope }.
nudge-unknown-name = unknown weight or bias; allowed: { $names }, and = with a number after it, as in w5=0.01
nudge-zero = a nudge of 0 moves nothing; allowed: { $allowed }, except 0
nudge-no-biases = --nudge: there are no biases with --bias none; allowed: w1 to w8

## Worksheets: one step by hand, and what went wrong

worksheet-title = One step of back-propagation, by hand
worksheet-key-title = One step of back-propagation: the answers
worksheet-is-key = The answers. A pupil's own numbers may differ a little: see what is accepted on the worksheet.
worksheet-name = Name:
worksheet-how = Round each result to { $digits } significant digits, write it down, and calculate on with what you wrote. A result is accepted if its last digit is off by at most { $tolerance }: for 0.5933, that is 0.5928 to 0.5938.
worksheet-how-typed = Replace each ________ with your number, such as 0.5933 or -0.03628. Then have it checked:
worksheet-scratch = Your calculations
worksheet-done = To have your numbers checked, type them into a file:
worksheet-of-pupil = Pupil { $pupil }, seed { $seed }
worksheet-of-seed = seed { $seed }
worksheet-forward-note = net is the weighted sum of the inputs, plus the bias. out = σ(net), with σ(z) = 1/(1 + e^-z).
worksheet-back = Backward through { $neuron }
worksheet-pupil = Pupil
worksheet-output-note = By the chain rule, each gradient is a product: global gradient × local gradients. The update then goes the opposite way: ⁺ marks the new value.
worksheet-hidden-note = A hidden neuron affects L through both outputs, so its global gradient is a sum. It uses the old weights, without ⁺: all weights change together, at the end.
worksheet-a-worksheet = a worksheet
worksheet-cannot-write = cannot write the worksheets to { $path }
worksheet-file-name = the name must end in .html, for a page to print, or in .txt, for a form to fill in
worksheet-in-line = line { $line }: { $what }
worksheet-no-head = this is not a worksheet; its first line must be like this one: { $head }
worksheet-version = this worksheet has version { $version }, but this program reads version { $ours }; print the worksheet again
worksheet-bad-head = unknown worksheet: { $head }; allowed: a line like { $example }, with a pupil from 1 to { $most }
worksheet-too-many = too many worksheets in one file; allowed: { $most }
worksheet-not-a-line = neither a comment nor a result: { $line }; allowed: # and a comment, or a name, = and a number
worksheet-unknown-name = no worksheet has a number called { $name }; allowed: the names that the worksheet lists
worksheet-twice = { $name } is already in line { $line }; keep one of the two
worksheet-not-a-number = not a number: { $number }; allowed: digits with a decimal point, such as 0.5933, -0.03628 or 1.2e-3
worksheet-too-large = { $number } is too large; allowed: -{ $most } to { $most }
worksheet-empty = Nothing is filled in yet.
worksheet-all-right = All { $count } numbers are right.
worksheet-right-so-far =
    { $count ->
        [one] The number filled in so far is right.
       *[other] All { $count } numbers filled in so far are right.
    } { $left ->
        [one] 1 is still empty.
       *[other] { $left } are still empty.
    }
worksheet-turned-signs = You calculate with t − out, so your gradients have the opposite sign. That is right too, as long as the update then adds: w⁺ = w + α·…
worksheet-first-wrong = { $name } in line { $line } is the first number that is wrong.
worksheet-you-wrote = you wrote
worksheet-right = right, from your own earlier numbers
worksheet-no-diagnosis = No mistake that this program knows leads to your number. Calculate it again, step by step.
worksheet-probably = What probably happened: { $what }
worksheet-several = { $count } mistakes lead to your number:
mistake-bias-forgotten = You left out the bias. It is always added to net.
mistake-sign-turned = A sign is turned.
mistake-wrong-place = You took a number from another weight or neuron. Follow the lines of the network.
mistake-activation-forgotten = You used net where out belongs: σ is missing. out = σ(net)
mistake-rounded-early = You rounded too early. Keep four significant digits in each result that you write down, and more within a calculation.
mistake-square-forgotten = You left out the square. L_o1 and L_o2 are squared errors.
mistake-mean-against-sum = You mixed up mean and sum. L is the mean of the two squared errors, which makes ∂L/∂out of an output simply out − t. What the outputs send back to a hidden neuron is added up.
mistake-output-forgotten = You left out the other output. L is the mean over both outputs, and a hidden neuron affects L through both.
mistake-slope-forgotten = You left out σ′, or a factor of it. The slope of σ is σ′ = out·(1 − out), and every way back through a neuron is multiplied by it.
mistake-global-forgotten = You left out the global gradient ∂L/∂out. δ is the product of the global gradient and σ′.
mistake-local-forgotten = You left out the local gradient ∂net/∂w: what comes in through this weight.
mistake-added = You added, but the chain rule multiplies.
mistake-weight-for-local = You took the weight or the bias itself. What counts is what it is multiplied by: i or out for a weight, 1 for a bias.
mistake-alpha-forgotten = You left out the learning rate α.
mistake-old-value-forgotten = You wrote down the change alone. The new value is the old value minus the change.
mistake-new-weights = You used a new weight, with ⁺, where the old one belongs. All weights change together, at the end.

## The doctor

help-doctor = Find out what is wrong with the wiring, and which config lines fix it
help-doctor-examples =
    It turns on each LED and asks what you see, asks you to flip each switch, and
    ends with a report. At the end, every LED is off.
    Stop the daemon first:  sudo systemctl stop backpropd

    Exit code: 0 no problems found, 1 problems found, 2 invalid arguments, 78 invalid config.

    Examples:
      backpropd doctor
      backpropd doctor --non-interactive             only the checks that need no answers
      backpropd doctor --report report.json          also write the report to a file, to attach it to an issue
      backpropd doctor --board sim --fault floating:t1 --fault swapped:o1,o2
                                                     watch it find faults, no Raspberry Pi needed
help-doctor-board = The board, whatever the config says; with sim, a simulated person answers the questions
help-doctor-fault = A fault of the simulated panel, such as inverted:o1, dark:o2, swapped:i1,i2, floating:t1, stuck:t2 or bouncing:teach
help-doctor-non-interactive = Ask nothing; run only the checks that need no answers
help-doctor-json = Report in JSON, for programs; questions go to standard error
help-doctor-report = Also write the report, in JSON, to this file
doctor-fault-needs-sim = --fault works only together with --board sim
doctor-no-fault = unknown fault; allowed, also with other parts: inverted:o1, dark:o1, swapped:o1,o2, swapped:i1,i2, inverted:i1, floating:t1, stuck:t2, bouncing:teach
doctor-simulated = The panel is simulated.
doctor-simulated-person = The panel is simulated, and so is the person who answers.
doctor-leds =
    The LEDs. Look at the panel, and press Enter for yes. For no, type the names of
    the LEDs that are on, for example: o1 status. Type none if all are off, or s to
    skip the question.
doctor-switches =
    The switches and buttons. It does not matter which position they are in now.
    To skip one, type s and press Enter.
doctor-ask-dark = Are all LEDs off?
doctor-ask-lit = Is { $led } the only LED that is on?
doctor-ask-flip = Flip the switch { $switch }, then press Enter:
doctor-ask-hold = Hold down the button { $button }, and press Enter while you hold it:
doctor-ask-release = Release the button { $button }, then press Enter:
doctor-flip-slowly = Now flip { $switch } slowly, { $times } times.
doctor-press-slowly = Now press { $button } slowly, { $times } times.
# What people type: words for one answer, separated by commas. Every language is understood in every language.
doctor-words-yes = y, yes
doctor-words-no = n, no
doctor-words-none = none, all off, -, 0
doctor-words-skip = s, skip
doctor-words-and = and
doctor-which-leds = Then type the names of the LEDs that are on, for example: o1 status. Type none if all are off.
doctor-not-an-led = '{ $word }' is not the name of an LED. Press Enter for yes, or type the names of the LEDs that are on, for example: o1 status. Type none if all are off, or s to skip the question.
doctor-a-report = a report of the doctor
doctor-cannot-write = { $file }: cannot write the report
doctor-left = stopped before everything was checked
doctor-try-sim = { $error } To see the doctor at work, run: backpropd doctor --board sim
doctor-computer = computer
doctor-computer-unknown = unknown model
doctor-system = system
doctor-kernel = kernel
doctor-pins = pins
doctor-pins-none = none: there is no /dev/gpiomem and no /dev/gpiochip
doctor-pins-allowed = access allowed
doctor-pins-denied = ACCESS DENIED
doctor-pins-group = group { $group }
doctor-in-use = in use
doctor-in-use-pin = BCM pin { $pin }: { $user }
doctor-column-part = part
doctor-column-bcm = BCM pin
doctor-column-header = header pin
doctor-column-seen = what was seen
doctor-not-checked = not checked
doctor-never-lit = never lights
doctor-lit-for = lights up for { $leds }
doctor-lit-for-and-dark = lights up for { $leds }, and with all off
doctor-lit-when-dark = lights up with all off
doctor-unsteady = an unsteady level
doctor-open-now = open now, not flipped
doctor-connected-now = connected to { $rail } now, not flipped
doctor-closes = connects to { $rail }
doctor-never-connected = never connected to anything
doctor-always-connected = always connected to { $rail }
doctor-changes-over = changes between { $one } and { $other }
doctor-no-flips = { $seen }; no further flips counted
doctor-flips = { $seen }; { $flips ->
        [one] 1 flip
       *[other] { $flips } flips
    }, bounce up to { $ms } ms
doctor-good = No problems found.
doctor-good-in-part = No problems found, but not everything was checked.
doctor-problems = Problems:
doctor-config = To match the config to the panel as it is wired, change these lines:
doctor-and = { $parts } and { $part }
finding-not-allowed = { $path }: no permission; run this command with sudo
finding-not-in-group = { $path }: no permission; add yourself to its group and log in again: sudo usermod -aG { $group } "$USER"
finding-pin-in-use = { $part }: BCM pin { $pin } is also used by { $user }; disable that with sudo raspi-config, or move { $part } to another pin
finding-leds-inverted = all LEDs are inverted, on when they should be off: they are wired for active_low = { $value }
finding-led-inverted = { $led }: inverted, on when it should be off; wire it like the others, from its pin through a resistor to { $rail }
finding-swapped = { $part }: wired to the pin of { $other }; move the wire, or change the pins in the config
finding-leds-tied = { $led }: lit by the pins of { $others }; look for wires that touch
finding-led-never-lit = { $led }: never lights; is it the right way round, is its resistor in place, does its wire go to BCM pin { $pin }?
finding-led-always-lit = { $led }: always on; its wire goes to 3.3 V or GND instead of BCM pin { $pin }
finding-switches-inverted = the switches connect their pins to { $rail }: they are wired for active_low = { $value }
finding-switch-inverted = { $switch }: connects its pin to { $rail }, the others to { $other }; wire it like the others
finding-wrong-pull = open switches cannot be read correctly; set pull = "{ $pull }"
finding-switches-tied = { $switch }: changes the pins of { $others }; look for wires that touch
finding-floating = { $switch }: floating: BCM pin { $pin } is never connected to anything; look for a loose or misplaced wire, at the pin or on the other side of the switch
finding-stuck = { $switch }: stuck: BCM pin { $pin } is always connected to { $rail }; look for a leg in the wrong place (give a four-leg button a quarter turn) or a short circuit
finding-wavering = { $switch }: BCM pin { $pin } has no steady level; look for a loose wire, or use a pin that the chip can pull up and down
finding-bouncing = { $switch }: bounces for up to { $bounce_ms } ms, longer than debounce_ms = { $debounce_ms }

## The parts and their pins: check, pinout, safe

help-check = Check the config file, and show which pin each part goes to
help-check-examples =
    Exit code: 0 the config is valid, 78 it is not.

    Examples:
      backpropd check
      backpropd check config/four-switches.toml
      backpropd check - <my.toml
check-valid = { $file } is valid.
check-board = board
check-board-with-chip = { $board }, GPIO chip { $chip }
check-learns = learns
check-settings =
    with bias { $bias }, learning_rate { $learning_rate }, momentum { $momentum },
    init_range { $init_range }, patience { $patience }; within tolerance { $tolerance }
check-column-part = part
check-column-what = what it is
check-column-bcm = BCM pin
check-column-header = header pin
check-column-between = wired between
check-between = pin and { $rail }
check-between-pulled-up = pin and { $rail }, pull-up
check-between-pulled-down = pin and { $rail }, pull-down
check-between-with-resistor = pin and { $rail }, with resistor
check-left-out = left out
part-switch = switch
part-button = button
part-input = input { $number }
part-target = target of { $led }
part-teach = learn this row
part-forget = new weights
part-output = output { $number }
part-status = progress
help-pinout = Draw the 40-pin header with the switches, buttons and LEDs of your config
help-pinout-examples =
    Exit code: 0 drawn, 1 cannot write the picture, 78 invalid config.

    Examples:
      backpropd pinout
      backpropd pinout config/four-switches.toml
      backpropd pinout --svg wiring.svg     a wiring diagram with breadboard and resistors
help-pinout-svg = Write a wiring diagram to this SVG file instead
pinout-a-picture = an SVG picture
pinout-cannot-write = { $file }: cannot write the picture
pinout-title = Wiring of the panel on the 40-pin header
pinout-part-on = { $part }: header pin { $pin }
pinout-pin = pin { $pin }
pinout-free = free
pinout-sd-card = SD card
pinout-from-above = Raspberry Pi, seen from above
pinout-on = on
pinout-switches = Switches and buttons: connect one leg to the pin, the other leg to { $rail }.
pinout-pulled-up = The Pi's own pull-up resistor does the rest.
pinout-pulled-down = The Pi's own pull-down resistor does the rest.
pinout-needs-resistors = Connect a 10 kΩ resistor from each of these pins to { $rail }.
pinout-set-pull = Set pull = "{ $pull }" in the config: with the other pull, an open switch reads as closed.
pinout-leds-to-ground = LEDs: connect the long leg to the pin, the short leg through 330 Ω to 1 kΩ to GND.
pinout-leds-to-power = LEDs: connect the short leg to the pin, the long leg through 330 Ω to 1 kΩ to 3.3 V.
pinout-care = Switch the Pi off before you wire it. Never connect 5 V to any other pin.
help-safe = Turn every LED off, even after a daemon was killed
help-safe-examples =
    Exit code: 0 every LED is off, 1 cannot turn the LEDs off, 78 invalid config.

    Example:
      sudo backpropd safe --config /etc/backpropd/backpropd.toml
help-safe-board = The board, whatever the config says
safe-cannot = cannot turn the LEDs off

## status, export, and what viewers are warned about

warning-chatters = { $part } chatters: look for a loose wire or a worn contact
warning-held = { $part } has been held down for more than a minute: if nobody is holding it, it is stuck or wired to the wrong pin
status-forgetting = forget is held: after 2 s everything is forgotten
status-paused = paused
status-loss = loss { $loss } after { $steps }, { $pace } steps per second
status-daemon = running for { $uptime }, board { $board }, version { $version }; { $saved }
status-saved = the state was last saved { $ago } ago
status-not-saved = not saved yet
viewer-untrained = the daemon's current weights have not been trained yet; teach it something first
help-status = Show the status of the running daemon
help-status-watch = Print it again on every change, until the daemon ends
help-status-json = Print everything as JSON, one object per line
help-status-more =
    Exit code: 0 the daemon is running, 3 it is not running, 1 it did not answer.

    Examples:
      backpropd status
      backpropd status --watch          again on every change
      backpropd status --json | jq .loss
help-export = Print the weights and samples of the running daemon as JSON
help-export-more =
    Exit code: 0 printed, 3 the daemon is not running, 1 it did not answer.

    Example:
      backpropd export > half-adder.json

## run: the greeting at a terminal, and its help

run-greeting =
    backpropd { $version } starts.
    Set i1 i2, set the answer you want with t1 t2, then press teach: the LEDs o1 o2 learn to give it.
    To watch: backpropd panel --attach, or backpropd web. To stop: Ctrl-C.
    The log follows.
run-greeting-simulated =
    backpropd { $version } starts on a simulated board.
    Flip its switches from another terminal: backpropd panel --attach. Set i1 i2, set the answer you want with t1 t2,
    then press teach: the LEDs o1 o2 learn to give it.
    To watch in the browser: backpropd web. To stop: Ctrl-C.
    The log follows.
run-no-saving = cannot start the thread that saves what is learned
help-run = Read the switches, learn and light the LEDs, until stopped
help-board = Which board to use, whatever the config says
help-run-more =
    Ctrl-C, SIGTERM, a closed terminal or any other signal that can be caught ends it with the LEDs off; a second Ctrl-C
    does not wait for files that are still being written. Under nohup, it keeps running when the terminal closes.
    Exit code: 0 stopped by a signal, 1 failed or could not save, 78 invalid config or state file.

    Examples:
      backpropd run
      backpropd run --config config/backpropd.toml --board sim    without any pins
      RUST_LOG=debug backpropd run                                with every training step

## explain and panel: their help, and what is wrong with their arguments

help-explain = Work through one training step, with every number, the way you would on paper
help-explain-part = Show only this weight (w1 to w8), only this neuron (h1, h2, o1, o2) or only this bias (b_h1 to b_o2)
help-explain-neuron = A single neuron z = f(x, y): local gradient × global gradient
help-explain-live = The latest step of the running daemon
help-explain-from = Use the weights and biases of a state file or export, with its first sample or the one for --x; α comes from --learning-rate
help-explain-preset = A published example: its biases are fixed, and its E is shown beside L
help-explain-x = The input pattern i1,i2 (with --neuron: x,y)
help-explain-target = The target t1,t2 (with --neuron: t)
help-explain-weights = w1,w2,w3,w4,w5,w6,w7,w8 (with --neuron: w1,w2)
help-explain-biases = b_h1,b_h2,b_o1,b_o2 (with --neuron: b)
help-explain-bias = How biases are handled [default: trained, but fixed with --preset]
help-learning-rate = The learning rate α
help-explain-steps = Train this many steps, and explain the last one
help-explain-weight = Show only this weight
help-explain-digits = How many significant digits to show; 17 shows all
help-explain-json = Print everything as JSON, with full precision
help-explain-nudge = Nudge this weight or bias by 0.01, or by as much as you say, and see how far the loss moves
help-explain-worksheet = Print a worksheet: one step to calculate by hand, with other numbers for each pupil
help-explain-pupils = Worksheets for the pupils 1 to N
help-explain-pupil = Only the worksheet of pupil N
help-explain-seed = The same seed gives the same worksheets; take another one for another class
help-explain-answers = Print the answers in place of the worksheets
help-explain-out = Write to this file: .html is a page to print on A4 or Letter, .txt the form that --check reads
help-explain-check = Check a worksheet that is filled in: which number is the first wrong one, and what probably happened
help-explain-more =
    Numbers that you do not give come from the classic example (Mazur 2015).
    Exit code: 0 explained, or the worksheet is right, 1 a number of the worksheet is wrong, no step to explain, or numbers too large, 2 invalid arguments, 3 the daemon is not running.

    Examples:
      backpropd explain --preset mazur
      backpropd explain --x 0,1 --target 1,0 --learning-rate 4 --steps 100
      backpropd explain w5 --digits 17          only one weight
      backpropd explain o1                      only one neuron
      backpropd explain --live                  the latest step of the running daemon
      backpropd explain --from state.json       a step from the learned weights, with the first sample
      backpropd explain --neuron --x 1,0 --weights 0.5,-0.5 --biases 0.1 --target 1
      backpropd explain --nudge w5              how far the loss moves with w5, beside the gradient
      backpropd explain --worksheet --pupils 30 --seed 2026 --out class.html     print it for a class
      backpropd explain --worksheet --pupils 30 --seed 2026 --answers --out key.html
      backpropd explain --worksheet --pupil 7 --seed 2026 --out mine.txt         to type the numbers in
      backpropd explain --check mine.txt        find the first wrong number
explain-no-biases = --biases: there are none with --bias none; allowed: fixed, trained
explain-untrained-bias = { $bias } is not trained in this step; allowed: a step with --bias trained
explain-not-learned = neither an export nor an intact state file
explain-future = written by backpropd { $program }, a newer version; update this one
explain-no-sample = --from: the file has no such sample; give --x and --target
explain-count =
    --{ $argument }: { $given ->
        [one] 1 number
       *[other] { $given } numbers
    } given; allowed: { $allowed }, { $names }
argument-out-of-range = out of range; allowed: { $allowed }
argument-not-a-number = not a number; allowed: { $allowed }
help-panel = Watch and teach it in the terminal, without a Raspberry Pi
help-panel-attach = Watch the daemon at this socket [default: your own daemon, else the service]. On a simulated board you can also flip its switches
help-panel-seed = Seed of the random weights [default: a new one each time]
help-panel-save = Where the key s saves the recording [default: the first of recording-1.txt, recording-2.txt, … that does not exist]
help-panel-more =
    Keys: 1 2 flip i1 i2, 3 4 flip t1 t2, t teach, f forget, [ ] learning rate α, < > momentum, ? all other keys, q quit. The mouse works too.
    Exit code: 0 quit, 1 there is no terminal, 2 invalid arguments, 3 the daemon is not running.

    Examples:
      backpropd panel
      backpropd panel --lang ko
      backpropd panel --bias none                              only the weights w1…w8, no biases
      backpropd panel --attach                                 watch the daemon
panel-needs-a-terminal = the panel needs a terminal, and standard output is not one; without a terminal, run: backpropd demo
panel-cannot-draw = cannot draw on this terminal
panel-no-status = no status for { $seconds } s
panel-keyboard-closed = the keyboard can no longer be read

## survey, bench and selftest

survey-runs =
    { $tables } tables × { $seeds ->
        [one] 1 start
       *[other] { $seeds } starts
    } = { $runs } runs
survey-learned = learned
survey-impossible = impossible
survey-failed = failed
survey-steps-to-learned = steps to learned: median { $median }, 95 % within { $p95 }, 99 % within { $p99 }, at most { $max }
survey-mean-restarts = restarts: { $mean } on average, at most { $max }
survey-steps = steps
survey-restarts = restarts
survey-number-of-runs = runs
survey-progress = table { $position } of { $all }
help-survey = Teach all 256 truth tables from many starts, and count how many are learned
help-survey-seeds = How many starts per table
help-survey-tolerance = A row is right when both outputs are this close to the target
help-survey-learning-rate = The learning rate α [default for this and the next two: what suits the bias mode]
help-survey-momentum = The share of a weight's last change that is added to the next one
help-survey-init-range = New weights w5…w8 are drawn from minus this to plus this
help-survey-first-seed = The number of the first start
help-survey-retrain = Teach each table after a different one was learned
help-survey-limit = Give up a run after this many training steps
help-survey-more =
    Exit code: 0 every table was learned or is known to be impossible, 1 some were not learned.

    Examples:
      backpropd survey --seeds 100 --tolerance 0.4
      backpropd survey --bias none --seeds 50 --tolerance 0.4
      backpropd survey --retrain                 each table after a different one was learned
option-out-of-range = --{ $name }: { $number } is out of range; allowed: { $allowed }
bench-title = backpropd { $version } on { $processor } { $system }
bench-step = The step: the 2-2-2 network trains on one sample, weights and biases.
bench-steps = { $millions } million steps per second, { $time } each
bench-claim =
    The claim: the gradient of an N-N-N network for one sample, in three ways. All gave the same numbers.
      1  differences: for each parameter (weight or bias), change it a little and run forward again
      2  chain rule: for each parameter, its own chain from the loss back, in loops
      3  matrices: δ of each neuron once, then δ times the neuron's inputs
bench-parameters = parameters
bench-differences = 1 differences
bench-chains = 2 chain rule
bench-matrices = 3 matrices
bench-plot = The time for one gradient (= where two ways meet):
bench-at-2 = At 2-2-2, matrices gain nothing that anyone would notice: 2 takes { $chains }, 3 takes { $matrices }.
bench-growth =
    With N, 1 / 3 grows roughly as N^{ $differences }: differences run forward again for each parameter.
    2 / 3 grows roughly as N^{ $chains }: the chain of each weight of a hidden neuron sums over all outputs, the same sum
    for all weights of that neuron. Matrices compute this sum once for each neuron and keep it: it is in δ.
bench-kept =
    So most of the gain is keeping δ, not the matrices themselves: loops that keep δ, too, take { $time }
    at N = { $n }, { $ratio } times as long as 3.
bench-pace = The pace: { $scans } scans and { $steps } steps per second, the daemon's default.
bench-share = { $time } per scan: { $percent } % of a core (pins, sleeping and waking not counted)
bench-progress = measurement { $position } of { $all }
help-bench = Measure how fast this computer trains, and whether matrices are faster; takes a few seconds
help-bench-up-to = The largest network, N-N-N
help-bench-more =
    Stop the daemon first: otherwise both are measured.

    Examples:
      backpropd bench
      backpropd bench --up-to 32      on a slow computer
      backpropd bench --json
selftest-compared = compared
selftest-numbers = numbers
selftest-difference = difference
selftest-allowed = allowed
selftest-pass = pass
selftest-fail = FAIL
selftest-all-passed = all passed on { $architecture }
selftest-failed = FAILED on { $architecture }
selftest-example = example, biases { $bias }
selftest-few-updates = { selftest-example }: updates 0 and 1
selftest-many-updates = { selftest-example }: updates 2 to 10,000
selftest-gradients = gradients of { $count } random networks
selftest-logistic = the logistic function
selftest-recording = a recording, bit for bit
selftest-incomplete = the reference numbers are incomplete
help-selftest = Check this computer's arithmetic against the worked example
help-selftest-more =
    All reference numbers are built into the program: it needs no file and no network.
    Exit code: 0 all passed, 1 some failed.

    Examples:
      backpropd selftest
      backpropd selftest --json

## The panel in the terminal

tui-simulated = simulated board
tui-hardware = board { $board }, read-only
tui-daemon = daemon
tui-daemon-at = daemon at { $socket }
tui-seed = seed { $seed }
tui-board = board
tui-input = input
tui-target = target
tui-network = network
tui-table = truth table
tui-loss = loss
tui-loss-of-steps = loss by step
tui-no-loss = nothing taught yet
tui-idle = nothing taught yet
tui-learning = learning
tui-learned = learned
tui-learned-some = learned { $taught } of 4 rows
tui-impossible = impossible
tui-paused = paused
tui-forgetting = forgetting
tui-steps = step
tui-pace = pace
tui-per-second = { $n }/s
tui-restarts = restarts
tui-learning-rate = learning rate α
tui-momentum = momentum
tui-tolerance = tolerance
tui-bias = biases
tui-mode = mode
tui-right-rows = rows right
tui-how-to-teach = Set i1 i2 (keys 1 2) and the answer you want, t1 t2 (keys 3 4), then press t to teach it.
tui-it-learns = Learning: { $right } of { $taught } taught rows are right.
tui-it-learns-near =
    Learning: { $right } of { $taught } taught rows are right; { $near } more { $near ->
        [one] lights the right LEDs, but is
       *[other] light the right LEDs, but are
    } not yet within the tolerance of { $tolerance }.
tui-it-rests = Learned: the LEDs give the answers you taught. Flip i1 i2 to see; teach another answer any time.
tui-it-rests-in-part = Learned { $taught } of 4 rows. Set another i1 i2 and the answer you want, t1 t2, then press t to teach it.
tui-it-is-paused = Paused. Press p to continue.
tui-it-forgets = New weights. Hold forget for 2 s to forget the samples too.
tui-restarted = Stuck: restarted with new weights ({ $n }).
tui-it-cannot = Impossible: { $why }.
tui-lost = Lost the connection to the daemon. The panel continues when the daemon is back.
tui-class-goal = goal { $right }/4: { $title }
tui-class-ask = Your teacher asks: { $what }.
tui-teach = teach
tui-forget = forget
tui-step = last step
tui-flip = flip
tui-pause = pause
tui-help = help
tui-quit = quit
tui-help-title = help
tui-help-inputs = flip i1, i2: the input pattern
tui-help-targets = flip t1, t2: the answer you want for it
tui-help-teach = teach: learn what the four switches show
tui-help-forget = forget: new weights; the samples stay
tui-help-forget-all = hold forget for 2 s: forget everything
tui-help-pace = faster, slower
tui-help-tune = learning rate α, momentum: smaller, larger
tui-help-pause = pause or continue the training
tui-help-restart = restart with new weights
tui-help-ledger = every number of the last training step
tui-help-save = save the recording
tui-help-language = change to the other language, Korean
tui-help-quit = quit
tui-help-mouse = You can also click switches and buttons.
tui-help-lines = Lines are weights: solid positive, dashed negative, thicker larger.
tui-help-marks = ✓ right, ≈ right LEDs but not within tolerance, … not yet. ● on, ○ off.
tui-close = { $key } or Esc to close
tui-ledger = the last training step
tui-scroll = ↑ ↓ scroll
tui-no-step = No training step with these weights yet. Teach a row first.
tui-too-small = The panel needs { $width } columns and { $height } rows.
tui-too-small-remedy = Enlarge the window, or use a smaller font.
tui-new-learning-rate = The learning rate α is now { $alpha }.
tui-new-momentum = The momentum is now { $momentum }.
tui-saved = Recording saved to { $path }. To repeat it: backpropd replay { $word }
tui-not-saved = Could not save the recording: { $why }
tui-read-only = This is a real board: flip its switches by hand. This panel only shows them.
tui-of-the-daemon = The daemon decides this. You can change it only in a panel without --attach.
tui-failed = That failed: { $why }

## The page in the browser

page-tagline = a small neural network that you teach with switches
page-language = Language
page-step-flip = Flip i1 and i2: the question.
page-step-target = Flip t1 and t2: the answer you want.
page-step-teach = Press teach and watch it learn.
page-mirror = This page mirrors the board of this machine: flip the switches there. To flip some here, take a board of your own.
page-show-me = Show me: teach it to add
page-state = Learning
page-idle = Nothing taught yet.
page-idle-words = The LEDs show the answers of random weights.
page-learning = Learning …
page-learning-words = With each step, every weight moves a little against its gradient.
page-held-words = It learns only while you hold teach, and only what the switches show.
page-paused = Paused.
page-forgetting = Forgetting …
page-forgetting-words = New weights. Hold forget for 2 seconds to forget the samples too.
page-learned = Learned!
page-learned-part = Learned { $taught } of 4 rows.
page-learned-part-words = Flip i1 and i2 to another question, set its answer with t1 and t2, then press teach.
page-near-words =
    { $near ->
        [one] 1 row lights the right LEDs, but is
       *[other] { $near } rows light the right LEDs, but are
    } not yet within the tolerance of { $tolerance }.
page-learned-words = Flip i1 and i2: the LEDs give the answers you taught.
page-impossible = Impossible.
page-impossible-words = Impossible: { $why }.
page-steps = steps
page-loss = loss
page-right = rows right
page-restarts = restarts
page-rate = learning rate α
page-live = Live
page-connecting = Connecting …
page-away = Cannot connect to the daemon. The page continues when the daemon is back.
page-lost = Connection lost. Trying again …
page-class-goal = Goal of the class: { $title }; { $right } of 4 rows are taught like that.
page-class-otherwise =
    { $wrong ->
        [one] 1 row is taught differently.
       *[other] { $wrong } rows are taught differently.
    }
page-class-forget = Your teacher asks you to press forget.
page-class-teach = Your teacher asks you to press teach.
page-class-hands-off = Your teacher asks you to let go of the board.
page-full = Too many viewers are connected. Trying again …
page-refused = The server refused the connection. Trying again …
page-board = The board
page-boards = Which board
page-board-daemon = This machine's board
page-board-own = A board of your own
page-own = your own: click its switches
page-simulated = simulated: flip its switches with backpropd panel
page-real = real ({ $kind }): this page mirrors its switches
page-input = input
page-target = target
page-status = status
page-switch-input = input switch { $name }
page-switch-target = target switch { $name }
page-button-teach = teach: learn what the switches show
page-button-forget = forget: new weights; hold for 2 seconds to forget everything
page-lit = on
page-dark = off
page-network = The network
page-weight = { $name } { $value }, the weight from { $from } to { $to }
page-bias = { $name } { $value }, the bias of { $of }
page-network-picture = The network with its weights and biases. Choose one to see its gradient
page-table = The truth table
page-target-column = target
page-right-column = right?
page-yes = right
page-no = not yet
page-near = right LEDs, not yet within tolerance
page-untaught = not taught
page-ledger = The ledger
page-ledger-of = { $name }, from { $from } to { $to }. Choose another in the network
page-ledger-of-bias = { $name }, the bias of { $to }. Choose another in the network
page-ledger-none = No training step with these weights yet. Teach something!
page-global = global gradient
page-local = local gradient
page-product = gradient
page-update = update
page-map = In between
page-map-note = bright: on, line: threshold
page-map-of = Map of { $name } over the input square: i1 to the right, i2 upwards. { $corners }
page-curve = The loss
page-curve-note = how far from the targets, by step
page-curve-picture = Loss after { $steps } steps: { $loss }
page-curve-none = The curve starts with the first step.
page-export = Save weights and samples (JSON)
page-recording = Save the recording
page-open = Replay a recording
page-file-too-long = This file is too large for a recording.
page-link = Link to this run
page-link-there = The address of this page now carries the recording. Copy it.
page-link-too-long = This run is too long for a link. Save the recording instead.

## The page's controls

page-controls = Controls
page-group-run = Run the training
page-group-pace = Speed
page-group-table = What to teach
page-group-settings = Settings of the training
page-control-back = ← Back
page-control-back-title = One phase back (←)
page-control-play = Play
page-control-play-title = Let the training run (p)
page-control-pause = Pause
page-control-pause-title = Pause the training (p); a daemon goes on, and the page steps a copy of its machine
page-control-next = Next →
page-control-next-title = One phase on (→)
page-control-step = One step
page-control-step-title = Make one whole training step (n)
page-control-auto = Slow motion
page-control-auto-title = Show the steps phase by phase, by itself
page-control-auto-stop = Stop
page-control-auto-stop-title = Stop the slow motion
page-control-undo = Undo
page-control-undo-title = Back to before the last press (u)
page-control-again = Start over
page-control-again-title = Start over from the seed; the taught rows stay
page-control-big = Projector
page-control-big-title = Large, with few words, for a projector (b)
page-pace-slow = slow
page-pace-panel = as on the panel
page-pace-fast = fast
page-pace-once = at once
page-momentum-field = momentum
page-bias-field = biases
page-bias-none = none
page-bias-fixed = fixed
page-bias-trained = trained
page-mode-field = train on
page-mode-replay = all taught rows
page-mode-hold = what is held
page-restarts-on = on
page-restarts-off = off
page-seed = seed
page-copy = a copy of the daemon's machine; the daemon goes on
page-address-wrong = The link cannot be opened: { $why }
page-taught-rows = { $taught } of 4 rows taught
page-restarted =
    { $restarts ->
        [one] stuck once: restarted with new weights
       *[other] stuck { $restarts } times: restarted with new weights
    }
page-curve-restart = restart
page-shown-switches = All cards show the switches: { $x } → { $t }
page-shown-step = All cards show step { $number }: { $x } → { $t }
page-tolerance-mark = within tolerance of its target: { $tolerance }
page-step-untaught = Nothing is taught yet, so there is nothing to train on. Press teach first.
page-step-none = No step to make: all taught rows are right, or the switches are not held.
page-step-restarted = That step found the training stuck: new weights were drawn.

## The page: a training step, phase by phase

page-phase-none = A step in slow motion
page-phase-none-words = Press Next → to make one step and read it phase by phase.
page-phase-of = Step { $number }, phase { $phase } of { $all }
page-phase-input = The sample { $x } → { $t }: i1 and i2 send their values forward.
page-phase-net-h = Forward: h1 and h2 add up their inputs times w1…w4. The sum is net.
page-phase-out-h = h1 and h2 squeeze net with σ to a number between 0 and 1: out.
page-phase-net-o = o1 and o2 add up out_h1 and out_h2 times w5…w8.
page-phase-out-o = σ again: out_o1 and out_o2 are the answer. An LED is lit from ½ on.
page-phase-loss = The loss measures how wrong the answer is: L = { $loss }, the mean of (t − out)².
page-phase-global-o = Backward: the global gradient ∂L/∂out arrives at each output. It is out − t.
page-phase-delta-o = Times the local gradient out·(1 − out), it becomes δo1 and δo2.
page-phase-gradient-o = δ times the input of a weight is its gradient: ∂L/∂w5 … ∂L/∂w8.
page-phase-global-h = Through the old w5…w8, δo1 and δo2 go back to h1 and h2 and add up there.
page-phase-delta-h = Times their local gradient out·(1 − out), they become δh1 and δh2.
page-phase-gradient-h = δ times the input again: ∂L/∂w1 … ∂L/∂w4. With an input of 0, a gradient is 0.
page-phase-update =
    { $momentum ->
        [0] All weights move at once: w⁺ = w − α·∂L/∂w. For this sample, the loss goes from { $loss } to { $after }.
       *[other] All weights move at once, by the velocity: w⁺ = w − α·v⁺. For this sample, the loss goes from { $loss } to { $after }.
    }
page-ledger-step = Step { $number } on { $x } → { $t }: loss { $before } → { $after }
page-ledger-next = A step on { $x } → { $t }: loss { $before } → { $after }

## The page: at a glance

page-glimpse = What { $name } sees: out_{ $name } over all inputs, i1 to the right, i2 upwards; bright where it is near 1, the line where it is ½. { $corners }
page-slice-head = L along { $name }; its slope here: { $slope }
page-slice-none = The loss along the chosen weight: teach the row of the switches to see it
page-slice-picture = The loss of this sample along { $name }, the other weights as they are. At { $from } it is { $loss }, with the slope { $slope }. The step leads to { $to }, where it is { $landed }
page-time = Back over the run
page-time-newest = now
page-time-step = step { $step }
page-save-svg = Save this picture as SVG
page-save-png = Save this picture as PNG
page-print = Print
page-print-title = Print this step on a sheet of paper
page-sheet-step = Training step { $number }: { $x } → { $t }
page-sheet-next = The next step on { $x } → { $t }
page-sheet-before = before
page-sheet-after = after
page-sheet-none = This row is not taught, so there is no step to print.
page-sheet-rule = α = { $alpha }, momentum { $momentum }. Gradient = global × local × local. The loss of this sample goes from { $before } to { $after }.

## The page: the guided lessons

page-close = Close
page-lesson = Lesson
page-lessons = Lessons
page-lessons-note = Guess first, then try it, then read why. There is no score and no clock.
page-lesson-number = lesson { $number } of { $all }, { $done } of { $steps } done
page-lesson-expect = What do you expect?
page-lesson-expected = You expected: { $guess }
page-lesson-guess = That is my guess
page-lesson-again = Again
page-lesson-next = Next lesson
page-lesson-close = Close
page-lesson-step-done = { $number }, done
page-lesson-step-open = { $number }, to do

page-lesson-row-title = One row
page-lesson-row-task = Teach a single row: with i1 and i2 on, o1 is off and o2 on (11 → 01). Before, both LEDs are off in all four rows.
page-lesson-row-ask = You teach 11 → 01 and nothing else. What do 00, 01 and 10 answer afterwards?
page-lesson-row-choice-1 = both LEDs off, as before
page-lesson-row-choice-2 = only o2 on, like 11
page-lesson-row-choice-3 = something different in each row
page-lesson-row-inputs = Flip i1 and i2 on.
page-lesson-row-targets = Flip t2 on and leave t1 off.
page-lesson-row-teach = Press teach.
page-lesson-row-learned = Wait until the row is right.
page-lesson-row-others = Flip i1 and i2 off again. What do the LEDs answer?
page-lesson-row-why = There is no table inside: all rows share the same weights, so a step for one row moves the answers to all of them. Nobody taught 00, 01 and 10, so nothing held them back.

page-lesson-and-title = AND
page-lesson-and-task = Teach o1 = AND: o1 is on only when i1 and i2 are both on. o2 stays off in every row.
page-lesson-and-ask = You first teach 00, 01 and 10. What does o1 answer for 11, which you have not taught?
page-lesson-and-choice-1 = off
page-lesson-and-choice-2 = on
page-lesson-and-choice-3 = now on, now off
page-lesson-and-three = Teach 00, 01 and 10 with t1 and t2 off. Leave 11 out.
page-lesson-and-look = Flip i1 and i2 on and look at o1.
page-lesson-and-fourth = Now teach 11 with t1 on.
page-lesson-and-learned = Wait until all four rows are right.
page-lesson-and-why = From three rows with o1 off, the network made "off" everywhere: it cannot know an exception that nobody has shown it. The fourth row made it find a line in the square that has 11 on one side and the other rows on the other.

page-lesson-or-title = OR or NAND
page-lesson-or-task = Choose one for o1: OR, which is off only for 00, or NAND, which is off only for 11. o2 stays off in every row.
page-lesson-or-ask = Compared with AND, how many training steps will it take?
page-lesson-or-choice-1 = far fewer
page-lesson-or-choice-2 = about as many
page-lesson-or-choice-3 = far more
page-lesson-or-one = Teach the first row.
page-lesson-or-four = Teach the other three rows, too.
page-lesson-or-learned = Wait until all four rows are right, and read the number of steps.
page-lesson-or-why = AND, OR and NAND each cut one corner off the square, and one line is enough for that, so none of them is harder than the others. NAND is AND with the signs of w5, w6 and b_o1 reversed.

page-lesson-xor-title = XOR, and being stuck
page-lesson-xor-task = o1 learns XOR: on when exactly one switch is on. The weights to start from were picked on purpose, and at first the board must go on from them.
page-lesson-xor-ask = What happens from this start if you just wait?
page-lesson-xor-choice-1 = it learns XOR, only slowly
page-lesson-xor-choice-2 = one row stays wrong
page-lesson-xor-choice-3 = the LEDs keep changing
page-lesson-xor-stuck = Watch 1,000 training steps without restarts. Which row stays wrong?
page-lesson-xor-restarted = Set restarts to on in the settings: the same start again. Wait for a restart.
page-lesson-xor-learned = Wait until XOR is learned.
page-lesson-xor-why = At the first start, every small step that helps one row makes another worse, so waiting does not help. New random weights start from another place, and sooner or later one of them leads to XOR.

page-lesson-adder-title = The half-adder
page-lesson-adder-task = Teach the machine to add two digits: o1 is the sum, on for 01 and 10, and o2 the carry, on for 11 only.
page-lesson-adder-ask = 00, 01 and 10 are learned. Now you teach 11 → 01. What happens to these three rows?
page-lesson-adder-choice-1 = they stay right
page-lesson-adder-choice-2 = some become wrong for a while
page-lesson-adder-choice-3 = they are lost
page-lesson-adder-three = Teach 00 → 00, 01 → 10 and 10 → 10, and wait until they are right.
page-lesson-adder-fourth = Teach 11 → 01, and watch the other rows.
page-lesson-adder-learned = Wait until all four rows are right.
page-lesson-adder-why = All rows share the same twelve numbers, and a step that helps 11 moves the answers to the others. The machine trains on all four rows in turn, so in the end it finds numbers that suit them all.

page-lesson-hidden-title = What h1 and h2 have become
page-lesson-hidden-task = The board learns the half-adder. Nobody tells h1 and h2 what they are for: find out in which rows each of them is on.
page-lesson-hidden-ask = What might h1 and h2 be good for?
page-lesson-hidden-learned = Wait until all four rows are right.
page-lesson-hidden-at01 = Flip i2 on, and read h1 and h2 in the network.
page-lesson-hidden-at11 = Flip i1 on as well, and read them again.
page-lesson-hidden-at10 = Flip i2 off, and read them again.
page-lesson-hidden-why = h1 is on for { $h1 } and h2 for { $h2 }: two simpler questions, and one line answers each. With these answers, o1 and o2 need only one line each themselves, and nobody told them so.

page-lesson-bias-title = Without biases
page-lesson-bias-task = The half-adder again, this time with w1…w8 alone: every bias is 0 and stays 0.
page-lesson-bias-ask = What can the machine learn without biases?
page-lesson-bias-choice-1 = every table, only more slowly
page-lesson-bias-choice-2 = many tables, some never
page-lesson-bias-choice-3 = nothing
page-lesson-bias-impossible = Read what the machine says about the half-adder.
page-lesson-bias-look = Flip i2 on, and read h1 and h2 in the network.
page-lesson-bias-corner = Flip it off again. What are h1 and h2 at 00?
page-lesson-bias-biases = Set the biases to trained, and wait until all rows are right.
page-lesson-bias-why = Without biases, h1 and h2 are ½ at 00 whatever the weights are, so each line goes through this corner, and 32 of the 256 tables are impossible. A bias lets a neuron move its line to where it is needed.

page-lesson-forget-title = Forgetting
page-lesson-forget-task = In this lesson the machine trains only while you hold teach, and only on what the switches show.
page-lesson-forget-ask = You teach 01 → 10 and then 11 → 01. What do the LEDs answer for 01 in the end?
page-lesson-forget-choice-1 = o1 on, as taught
page-lesson-forget-choice-2 = o2 on, like 11
page-lesson-forget-choice-3 = both off
page-lesson-forget-first = Flip i2 and t1 on. Hold teach until row 01 is right.
page-lesson-forget-second = Flip i1 and t2 on, t1 off. Hold teach until row 11 is right.
page-lesson-forget-lost = Flip i1 off. What do the LEDs answer for 01?
page-lesson-forget-replay = Let it train on all taught rows (in the settings), and wait until both are right.
page-lesson-forget-why = All rows share the same weights, and training on 11 alone never asked what happens to 01. Large networks forget in the same way, and the remedy is the same: go through everything that was taught, again and again.

page-lesson-alpha-title = α too small and too large
page-lesson-alpha-task = The half-adder with three learning rates: 0.01, 100, then 6. Restarts are off, to show what α alone does.
page-lesson-alpha-ask = With α = 100, each step is 10,000 times as long as with 0.01. What happens?
page-lesson-alpha-choice-1 = it learns at once
page-lesson-alpha-choice-2 = the loss jumps up and stays there
page-lesson-alpha-choice-3 = the same, only sooner
page-lesson-alpha-small = Watch 500 steps with α = 0.01. How far does the loss fall?
page-lesson-alpha-large = Set α to 100, and watch 500 steps.
page-lesson-alpha-middle = Set α to 6, press Start over, and wait until all rows are right.
page-lesson-alpha-why = With a tiny α, each step goes downhill but hardly moves. With a huge one, the first steps throw the weights so far that σ is flat there: almost no gradient comes back, and the machine stays where it is.

page-lesson-own-title = A table of your own
page-lesson-own-task = Think of a table: for each of the four rows, any answer of o1 and o2 that you like. Teach it.
page-lesson-own-goal = Teach this table: 00 → { $row00 }, 01 → { $row01 }, 10 → { $row10 }, 11 → { $row11 }.
page-lesson-own-ask = How often will it restart, and why do you think so?
page-lesson-own-first = Teach the first row.
page-lesson-own-four = Teach all four rows.
page-lesson-own-learned = Wait until all four rows are right, and read the number of restarts.
page-lesson-own-why = With biases, the two hidden neurons are enough for every one of the 256 tables; how long it takes depends on the start, and on whether XOR is in it. Your table now has its place in the square of the 256.

## The page: the square of all tables

page-tables = 256 tables
page-tables-with = { $count } of { $possible } tables taught. Every table can be learned with biases.
page-tables-without = Without biases: { $count } of { $possible } tables taught. w1…w8 alone cannot learn the { $marked } marked ones.
page-tables-cell =
    { $kind ->
        [taught] o1 = { $o1 }, o2 = { $o2 }: taught
        [impossible] o1 = { $o1 }, o2 = { $o2 }: impossible without biases
       *[other] o1 = { $o1 }, o2 = { $o2 }: not yet
    }
page-tables-teach = Teach this table
page-tables-save = Save as a file (JSON)
page-tables-erase = Erase all
page-tables-restore = Bring all back
page-tables-kept = A table is filled in once your board has learned all four rows of it. This stays in your browser and is sent nowhere.

## The page: a worksheet to fill in

page-by-hand-open = Your numbers, please
page-by-hand-open-title = Do one step by hand and have it checked
page-by-hand-title = One step by hand
page-by-hand-how = Calculate each number from those above it, round it to four significant digits, and calculate on with what you wrote. Check, whenever you like, finds the first number that is wrong.
page-by-hand-pupil = pupil
page-by-hand-paper = The same worksheet on paper: backpropd explain --worksheet --pupil { $pupil } --seed { $seed }
page-by-hand-forward = Forward
page-by-hand-loss = The loss
page-by-hand-back = Backward through { $neuron }
page-by-hand-number = A number such as 0.5933 or -0.03628
page-by-hand-check = Check
page-by-hand-empty = Nothing is filled in yet.
page-by-hand-all-right = All { $count } numbers are right.
page-by-hand-right-so-far = Right so far: { $filled } of { $count } numbers.
page-by-hand-turned = You calculate with t − out, so your gradients have the opposite sign. That is right too, as long as the update then adds: w⁺ = w + α·…
page-by-hand-wrong = { $name } is the first number that is wrong.
page-by-hand-yours = You wrote
page-by-hand-right = Right, from your own earlier numbers
page-by-hand-probably = What probably happened:
page-by-hand-several = { $count } mistakes lead to your number:
page-by-hand-unknown = No mistake that this page knows leads to your number. Calculate it again, step by step.
