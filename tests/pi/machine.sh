# shellcheck shell=bash
# Sourced by the scripts that emulate a Raspberry Pi, after debian.sh: the machines in the table tests/pi/machines, their
# kernels, and the command that starts them. Downloads are kept outside the source tree, in ~/.cache/backpropd-pi.

RESULTS=target/pi/results
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/backpropd-pi

# The devices that QEMU has on every Pi. It has no watchdog on the first ones; the kernel of the others restarts with it.
DEVICES='timer@ cprman@ mailbox@7e00b880 gpio@ serial@7e201000 aux@ serial@7e215040 firmware power'
DEVICES+=' interrupt-controller@4 interrupt-controller@7e00b200'

# The names of all machines.
machines() {
    sed -n 's/^\([^# ]\+\) .*/\1/p' tests/pi/machines
}

# choose_machine NAME [RELEASE]: sets the columns of the table and the folder of the kernel; RELEASE is another Debian
# release for the kernel.
choose_machine() {
    local line
    line=$(awk -v name="$1" '$1 == name' tests/pi/machines | grep .) || {
        echo "$0: no such machine: $1; choose from: $(machines | paste -sd ' ')" >&2
        exit 2
    }
    read -r _ MODEL BOARD REGISTERS RELEASE ARCHITECTURE KERNEL TREE KEPT PACKAGE OPTIONS <<<"$line"
    RELEASE=${2:-$RELEASE}
    KERNELS=$CACHE/$RELEASE-$ARCHITECTURE
}

# fetch_machine: kernel, device tree and shell of the chosen machine, and a QEMU that has it; fails if one is not available.
fetch_machine() {
    install_commands qemu-system-aarch64=qemu-system-arm cpio=cpio fdtput=device-tree-compiler python3=python3
    fetch_qemu || return
    [ -e "$KERNELS/complete" ] && return
    echo "fetching the kernel and the shell of the emulated Pi $MODEL"
    local kernel
    rm -rf "$KERNELS"
    kernel=$(newest_kernel "$RELEASE" "$ARCHITECTURE" "$KERNEL") &&
        unpack "$KERNELS" "$RELEASE" "$ARCHITECTURE" "$kernel" busybox-static &&
        touch "$KERNELS/complete"
}

# fetch_qemu: sets QEMU, the command. The one of Debian 12 has no Pi 4; the one of its backports runs beside it, on the same
# libraries and with modules of its own.
fetch_qemu() {
    QEMU=qemu-system-aarch64
    if "$QEMU" -M help | grep -q "^$BOARD "; then return; fi
    local folder=$CACHE/qemu
    QEMU=$folder/usr/bin/qemu-system-aarch64
    export QEMU_MODULE_DIR=$folder/usr/lib/x86_64-linux-gnu/qemu
    [ -e "$folder/complete" ] && return
    echo "fetching a QEMU that has the board $BOARD"
    rm -rf "$folder"
    unpack "$folder" bookworm-backports amd64 qemu-system-arm qemu-system-common &&
        "$QEMU" -M help | grep -q "^$BOARD " &&
        touch "$folder/complete"
}

# skip WHAT: names the machine that is not tried because its kernel, its QEMU or its program is not available.
skip() {
    echo "SKIPPED: the emulated Pi $MODEL: no $1 available here"
}

# The kernel's release, as in /lib/modules.
release() {
    basename "$KERNELS"/boot/vmlinuz-* | sed 's/vmlinuz-//'
}

# put_shell FOLDER: the chosen machine's shell into the folder.
put_shell() {
    cp "$KERNELS"/{,usr/}bin/busybox "$1/" 2>/dev/null || [ -e "$1/busybox" ]
}

# make_tree FILE: the device tree of the chosen machine.
make_tree() {
    local tree=$1 bus node
    cp "$(find "$KERNELS/usr/lib" -name "$TREE")" "$tree"
    # The serial port belongs to the Bluetooth chip in some device trees; without that it is a terminal for our commands.
    fdtput -r "$tree" /soc/serial@7e201000/bluetooth 2>/dev/null || true
    [ "$KEPT" = qemu ] || return 0
    for node in gpu leds wifi-pwrseq $(fdtget -l "$tree" / | grep '^regulator-'); do disable "$tree" "/$node"; done
    for bus in soc scb emmc2bus; do
        for node in $(fdtget -l "$tree" "/$bus" 2>/dev/null); do
            is_kept "$node" || disable "$tree" "/$bus/$node"
        done
    done
}

# is_kept NODE: whether QEMU has this device.
is_kept() {
    local device
    for device in $DEVICES; do [[ $1 != "$device"* ]] || return 0; done
    [[ $1 = watchdog@* && $BOARD = raspi4b ]]
}

disable() {
    fdtget -l "$1" "$2" >/dev/null 2>&1 || return 0
    fdtput -t s "$1" "$2" status disabled
}

# on_the_pi SCRIPT FOLDER [OPTION...]: runs a Python script on the chosen machine, whose root is initrd.gz in the folder.
on_the_pi() {
    local script=$1 folder=$2
    shift 2
    make_tree "$folder/pi.dtb"
    python3 "$script" --qemu "$QEMU" --board "$BOARD" --registers "$REGISTERS" --kernel "$(echo "$KERNELS"/boot/vmlinuz-*)" \
        --dtb "$folder/pi.dtb" --initrd "$folder/initrd.gz" --options="$OPTIONS" "$@"
}
