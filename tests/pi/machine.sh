# Sourced by the scripts that emulate a Raspberry Pi 3B, after debian.sh: its kernel, and how it is started.

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/backpropd-pi

# Kernel, device tree and shell of the emulated Pi, from Debian's arm64 packages.
fetch_machine() {
    install_commands qemu-system-aarch64=qemu-system-arm cpio=cpio fdtput=device-tree-compiler python3=python3
    [ -e "$CACHE/complete" ] && return
    echo 'fetching the kernel and the shell of the emulated Pi'
    [ -n "$(newest_kernel arm64)" ] || as_root 'dpkg --add-architecture arm64 && apt-get update -qq'
    rm -rf "$CACHE"
    unpack "$CACHE" "$(newest_kernel arm64):arm64" busybox-static:arm64
    touch "$CACHE/complete"
}

# on_the_pi SCRIPT FOLDER: runs a Python script on the Pi whose root is initrd.gz of the folder.
on_the_pi() {
    # The serial port belongs to the Bluetooth chip in this device tree; without that it is a terminal for our commands.
    cp "$(find "$CACHE" -name bcm2837-rpi-3-b.dtb)" "$2/pi.dtb"
    fdtput -r "$2/pi.dtb" /soc/serial@7e201000/bluetooth
    python3 "$1" --kernel "$(echo "$CACHE"/boot/vmlinuz-*)" --dtb "$2/pi.dtb" --initrd "$2/initrd.gz"
}
