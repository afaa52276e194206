# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_backpropd_global_optspecs
    string join \n lang= h/help V/version
end

function __fish_backpropd_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_backpropd_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_backpropd_using_subcommand
    set -l cmd (__fish_backpropd_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c backpropd -n "__fish_backpropd_needs_command" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_needs_command" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_needs_command" -s V -l version -d 'Print version'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "run" -d 'Read the switches, learn and light the LEDs, until stopped'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "demo" -d 'Watch it learn on a simulated board, without a Raspberry Pi'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "panel" -d 'Watch and teach it in the terminal, without a Raspberry Pi'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "replay" -d 'Repeat a recording, bit for bit'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "explain" -d 'Work through one training step, with every number, the way you would on paper'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "status" -d 'Show the status of the running daemon'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "export" -d 'Print the weights and samples of the running daemon as JSON'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "check" -d 'Check the config file, and show which pin each part goes to'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "pinout" -d 'Draw the 40-pin header with the switches, buttons and LEDs of your config'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "doctor" -d 'Find out what is wrong with the wiring, and which config lines fix it'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "safe" -d 'Turn every LED off, even after a daemon was killed'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "survey" -d 'Teach all 256 truth tables from many starts, and count how many are learned'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "bench" -d 'Measure how fast this computer trains, and whether matrices are faster; takes a few seconds'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "selftest" -d 'Check this computer\'s arithmetic against the worked example'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "web" -d 'See it in the browser: the board, the network, what it has learned so far'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "mqtt" -d 'Publish what the daemon does to an MQTT broker: for a class, or Home Assistant'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "class" -d 'The teacher\'s wall: all desks of a room, through an MQTT broker'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "metrics" -d 'The daemon\'s figures for Prometheus, as text or over HTTP'
complete -c backpropd -n "__fish_backpropd_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c backpropd -n "__fish_backpropd_using_subcommand run" -l config -d 'Same as CONFIG' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand run" -l board -d 'Which board to use, whatever the config says' -r -f -a "auto\t''
rppal\t''
gpiocdev\t''
sim\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand run" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand run" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -l gates -d 'The gates for o1 and o2, given as an option' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -l table -d 'The answers of o1 and o2 for (i1, i2) = 00, 01, 10, 11, such as 0110,0001' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -l seed -d 'Seed of the random weights: the same seed gives the same run' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -l bias -d 'How biases are handled' -r -f -a "none\t''
fixed\t''
trained\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -l speed -d 'Pace: the panel\'s, or as fast as this computer can' -r -f -a "real\t''
max\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -l limit -d 'Give up after this many training steps' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -l record -d 'Write a recording, for \'backpropd replay\'' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -l json -d 'One JSON object per line; the last one is the summary'
complete -c backpropd -n "__fish_backpropd_using_subcommand demo" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand panel" -l attach -d 'Watch the daemon at this socket [default: your own daemon, else the service]. On a simulated board you can also flip its switches' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand panel" -l seed -d 'Seed of the random weights [default: a new one each time]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand panel" -l bias -d 'How biases are handled' -r -f -a "none\t''
fixed\t''
trained\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand panel" -l save -d 'Where the key s saves the recording [default: the first of recording-1.txt, recording-2.txt, … that does not exist]' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand panel" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand panel" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand replay" -l limit -d 'Refuse a recording that may train more steps than this; 10000000000 take minutes to hours, depending on the computer' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand replay" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand replay" -l json -d 'One JSON object per line; the last one is the summary'
complete -c backpropd -n "__fish_backpropd_using_subcommand replay" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l socket -d 'Status socket of the daemon [default: your own daemon\'s, else the service\'s]' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l from -d 'Use the weights and biases of a state file or export, with its first sample or the one for --x; α comes from --learning-rate' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l preset -d 'A published example: its biases are fixed, and its E is shown beside L' -r -f -a "mazur\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l x -d 'The input pattern i1,i2 (with --neuron: x,y)' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l target -d 'The target t1,t2 (with --neuron: t)' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l weights -d 'w1,w2,w3,w4,w5,w6,w7,w8 (with --neuron: w1,w2)' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l biases -d 'b_h1,b_h2,b_o1,b_o2 (with --neuron: b)' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l bias -d 'How biases are handled [default: trained, but fixed with --preset]' -r -f -a "none\t''
fixed\t''
trained\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l learning-rate -d 'The learning rate α' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l steps -d 'Train this many steps, and explain the last one' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l weight -d 'Show only this weight' -r -f -a "w1\t''
w2\t''
w3\t''
w4\t''
w5\t''
w6\t''
w7\t''
w8\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l digits -d 'How many significant digits to show; 17 shows all' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l nudge -d 'Nudge this weight or bias by 0.01, or by as much as you say, and see how far the loss moves' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l pupils -d 'Worksheets for the pupils 1 to N' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l pupil -d 'Only the worksheet of pupil N' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l seed -d 'The same seed gives the same worksheets; take another one for another class' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l out -d 'Write to this file: .html is a page to print on A4 or Letter, .txt the form that --check reads' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l check -d 'Check a worksheet that is filled in: which number is the first wrong one, and what probably happened' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l neuron -d 'A single neuron z = f(x, y): local gradient × global gradient'
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l live -d 'The latest step of the running daemon'
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l json -d 'Print everything as JSON, with full precision'
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l worksheet -d 'Print a worksheet: one step to calculate by hand, with other numbers for each pupil'
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -l answers -d 'Print the answers in place of the worksheets'
complete -c backpropd -n "__fish_backpropd_using_subcommand explain" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand status" -l socket -d 'Status socket of the daemon [default: your own daemon\'s, else the service\'s]' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand status" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand status" -l watch -d 'Print it again on every change, until the daemon ends'
complete -c backpropd -n "__fish_backpropd_using_subcommand status" -l json -d 'Print everything as JSON, one object per line'
complete -c backpropd -n "__fish_backpropd_using_subcommand status" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand export" -l socket -d 'Status socket of the daemon [default: your own daemon\'s, else the service\'s]' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand export" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand export" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand check" -l config -d 'Same as CONFIG' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand check" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand check" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand pinout" -l config -d 'Same as CONFIG' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand pinout" -l svg -d 'Write a wiring diagram to this SVG file instead' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand pinout" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand pinout" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand doctor" -l config -d 'Same as CONFIG' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand doctor" -l board -d 'The board, whatever the config says; with sim, a simulated person answers the questions' -r -f -a "auto\t''
rppal\t''
gpiocdev\t''
sim\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand doctor" -l fault -d 'A fault of the simulated panel, such as inverted:o1, dark:o2, swapped:i1,i2, floating:t1, stuck:t2 or bouncing:teach' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand doctor" -l report -d 'Also write the report, in JSON, to this file' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand doctor" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand doctor" -l non-interactive -d 'Ask nothing; run only the checks that need no answers'
complete -c backpropd -n "__fish_backpropd_using_subcommand doctor" -l json -d 'Report in JSON, for programs; questions go to standard error'
complete -c backpropd -n "__fish_backpropd_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand safe" -l config -d 'Same as CONFIG' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand safe" -l board -d 'The board, whatever the config says' -r -f -a "auto\t''
rppal\t''
gpiocdev\t''
sim\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand safe" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand safe" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l seeds -d 'How many starts per table' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l bias -d 'How biases are handled' -r -f -a "none\t''
fixed\t''
trained\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l tolerance -d 'A row is right when both outputs are this close to the target' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l learning-rate -d 'The learning rate α [default for this and the next two: what suits the bias mode]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l momentum -d 'The share of a weight\'s last change that is added to the next one' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l init-range -d 'New weights w5…w8 are drawn from minus this to plus this' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l first-seed -d 'The number of the first start' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l limit -d 'Give up a run after this many training steps' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l retrain -d 'Teach each table after a different one was learned'
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -l json -d 'Print the figures as JSON'
complete -c backpropd -n "__fish_backpropd_using_subcommand survey" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand bench" -l up-to -d 'The largest network, N-N-N' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand bench" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand bench" -l json -d 'Print the figures as JSON'
complete -c backpropd -n "__fish_backpropd_using_subcommand bench" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand selftest" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand selftest" -l json -d 'Print the figures as JSON'
complete -c backpropd -n "__fish_backpropd_using_subcommand selftest" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand web" -l listen -d 'Address or host name to listen on; any address other than 127.0.0.1 lets other computers connect' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand web" -l socket -d 'Status socket of the daemon [default: your own daemon\'s, else the service\'s]' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand web" -l allow-host -d 'Another host name that browsers may use for the page; can be given more than once' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand web" -l proxy -d 'Address of a proxy in front of the page, whose X-Forwarded-For or Forwarded header tells viewers apart; can be given more than once' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand web" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand web" -l sim -d 'Serve only the page, without a daemon: each browser runs a board of its own'
complete -c backpropd -n "__fish_backpropd_using_subcommand web" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l broker -d 'Where the broker is; the port is 1883 if it is left out' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l room -d 'The room: lower-case letters, digits and hyphens' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l password-file -d 'File whose first line is the password; only its owner may have access to it' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l seat -d 'The number of the seat; a number, because a name would be readable for everyone in the room' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l id -d 'This desk\'s id, in place of the one from the board\'s serial number; for example bp-4f2a91c0' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l user -d 'User for the broker [default: the desk\'s id, if there is a password]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l rate -d 'States a second at most while anything changes' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l socket -d 'Status socket of the daemon [default: your own daemon\'s, else the service\'s]' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l home-assistant -d 'Publish how Home Assistant can show this desk (device discovery)'
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l print -d 'Print topics and payloads, and use no broker'
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l once -d 'Publish once, wait until the broker has it, and end'
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -l remove -d 'Remove from the broker what it keeps of this desk, and end'
complete -c backpropd -n "__fish_backpropd_using_subcommand mqtt" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l broker -d 'Where the broker is; the port is 1883 if it is left out' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l room -d 'The room: lower-case letters, digits and hyphens' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l password-file -d 'File whose first line is the password; only its owner may have access to it' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l user -d 'User for the broker [default: teacher, if there is a password]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l desks -d 'Desks at most; further ones are counted [default: 1000]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l seats -d 'File with the seats, one line per desk such as bp-4f2a91c0 = 7 [default: class-ROOM.seats in your state folder]' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l listen -d 'Show the wall as a page for a projector here, such as 127.0.0.1:8224' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l sim -d 'Simulate this many desks through the broker: a rehearsal without a board' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l sim-rate -d 'States per second of each simulated desk [default: 1]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l json -d 'One JSON object per line, with the list of those who need help and the pictures as numbers'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -l once -d 'Print the wall once, and end'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -f -a "goal" -d 'Set the goal of the lesson, which the desks show; nothing is taught by it'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -f -a "ask" -d 'Ask every desk for something; the wall counts who has done it'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -f -a "setup" -d 'Make the broker\'s password file, its access control list, and a script and a slip for each desk'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and not __fish_seen_subcommand_from goal ask setup end" -f -a "end" -d 'Remove from the broker everything that it keeps of this room'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from goal" -l title -d 'Title of the goal [default: the table]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from goal" -l broker -d 'Where the broker is; the port is 1883 if it is left out' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from goal" -l room -d 'The room: lower-case letters, digits and hyphens' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from goal" -l password-file -d 'File whose first line is the password; only its owner may have access to it' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from goal" -l user -d 'User for the broker [default: teacher, if there is a password]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from goal" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from goal" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from ask" -l broker -d 'Where the broker is; the port is 1883 if it is left out' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from ask" -l room -d 'The room: lower-case letters, digits and hyphens' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from ask" -l password-file -d 'File whose first line is the password; only its owner may have access to it' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from ask" -l user -d 'User for the broker [default: teacher, if there is a password]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from ask" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from ask" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from setup" -l into -d 'Folder for the files; it must not exist' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from setup" -l broker -d 'Where the broker is; the port is 1883 if it is left out' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from setup" -l room -d 'The room: lower-case letters, digits and hyphens' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from setup" -l password-file -d 'File whose first line is the password; only its owner may have access to it' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from setup" -l user -d 'User for the broker [default: teacher, if there is a password]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from setup" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from setup" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from end" -l broker -d 'Where the broker is; the port is 1883 if it is left out' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from end" -l room -d 'The room: lower-case letters, digits and hyphens' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from end" -l password-file -d 'File whose first line is the password; only its owner may have access to it' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from end" -l user -d 'User for the broker [default: teacher, if there is a password]' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from end" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand class; and __fish_seen_subcommand_from end" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand metrics" -l listen -d 'Serve /metrics at this address or host name; with any other than 127.0.0.1, other computers can connect' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand metrics" -l allow-host -d 'Another host name that Prometheus may use; can be given more than once' -r
complete -c backpropd -n "__fish_backpropd_using_subcommand metrics" -l socket -d 'Status socket of the daemon [default: your own daemon\'s, else the service\'s]' -r -F
complete -c backpropd -n "__fish_backpropd_using_subcommand metrics" -l lang -d 'Language of the output [default: from LC_ALL, LC_MESSAGES or LANG]' -r -f -a "en\t''
ko\t''"
complete -c backpropd -n "__fish_backpropd_using_subcommand metrics" -s h -l help -d 'Print help'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "run" -d 'Read the switches, learn and light the LEDs, until stopped'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "demo" -d 'Watch it learn on a simulated board, without a Raspberry Pi'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "panel" -d 'Watch and teach it in the terminal, without a Raspberry Pi'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "replay" -d 'Repeat a recording, bit for bit'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "explain" -d 'Work through one training step, with every number, the way you would on paper'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "status" -d 'Show the status of the running daemon'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "export" -d 'Print the weights and samples of the running daemon as JSON'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "check" -d 'Check the config file, and show which pin each part goes to'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "pinout" -d 'Draw the 40-pin header with the switches, buttons and LEDs of your config'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "doctor" -d 'Find out what is wrong with the wiring, and which config lines fix it'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "safe" -d 'Turn every LED off, even after a daemon was killed'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "survey" -d 'Teach all 256 truth tables from many starts, and count how many are learned'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "bench" -d 'Measure how fast this computer trains, and whether matrices are faster; takes a few seconds'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "selftest" -d 'Check this computer\'s arithmetic against the worked example'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "web" -d 'See it in the browser: the board, the network, what it has learned so far'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "mqtt" -d 'Publish what the daemon does to an MQTT broker: for a class, or Home Assistant'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "class" -d 'The teacher\'s wall: all desks of a room, through an MQTT broker'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "metrics" -d 'The daemon\'s figures for Prometheus, as text or over HTTP'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and not __fish_seen_subcommand_from run demo panel replay explain status export check pinout doctor safe survey bench selftest web mqtt class metrics help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and __fish_seen_subcommand_from class" -f -a "goal" -d 'Set the goal of the lesson, which the desks show; nothing is taught by it'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and __fish_seen_subcommand_from class" -f -a "ask" -d 'Ask every desk for something; the wall counts who has done it'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and __fish_seen_subcommand_from class" -f -a "setup" -d 'Make the broker\'s password file, its access control list, and a script and a slip for each desk'
complete -c backpropd -n "__fish_backpropd_using_subcommand help; and __fish_seen_subcommand_from class" -f -a "end" -d 'Remove from the broker everything that it keeps of this room'
