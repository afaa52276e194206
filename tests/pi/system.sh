# shellcheck shell=bash
# Sourced by the scripts that emulate a Raspberry Pi with systemd, after machine.sh: Debian as an initramfs. They choose the
# machine and set SYSTEM, where the system is kept.

# The guest's system: systemd, the commands that dpkg and our maintainer scripts call, and a broker for a class.
PACKAGES=systemd,udev,dash,bash,coreutils,util-linux,mount,passwd,base-files,libnss-systemd,libc-bin,procps,kmod
PACKAGES+=,dpkg,tar,grep,sed,diffutils,perl-base,init-system-helpers,mosquitto,mosquitto-clients

# Parts of it that nothing here reads. An initramfs occupies memory.
UNREAD=('./dev/*' ./{,usr/}lib/udev/hwdb.d ./usr/share/{doc,i18n,locale,man,perl} './usr/lib/*'/{gconv,perl})
UNREAD+=('./usr/bin/perl?*')

# The system as an initramfs, and on Debian 12 the module that it needs, for the kernel that the emulated Pi runs.
fetch_system() {
    local made_of
    made_of=$(echo "$PACKAGES" "${UNREAD[@]}" | cat - tests/pi/gpiomem.c | cksum | cut -d ' ' -f 1)
    [ -e "$SYSTEM/$(release)-$made_of" ] && return
    echo "fetching the system of the emulated Pi, Debian $RELEASE"
    install_commands mmdebstrap=mmdebstrap
    local work=$SYSTEM/work
    rm -rf "$SYSTEM"
    mkdir -p "$work/root"
    if [ "$RELEASE" = bookworm ]; then build_module "$work"; fi
    mmdebstrap --quiet --variant=extract --architectures=arm64 --include="$PACKAGES" "$RELEASE" "$work/root.tar"
    tar -xf "$work/root.tar" -C "$work/root" --wildcards "${UNREAD[@]/#/--exclude=}"
    pack_root "$work/root" >"$SYSTEM/system.gz"
    rm -r "$work"
    touch "$SYSTEM/$(release)-$made_of"
}

# build_module FOLDER: gpiomem.ko, with what it needs unpacked in the folder.
build_module() {
    local headers version
    install_commands make=make aarch64-linux-gnu-gcc=gcc-aarch64-linux-gnu
    # Headers are only available for the newest kernel.
    if [ "$(newest_kernel "$RELEASE" "$ARCHITECTURE" "$KERNEL")" != "linux-image-$(release)" ]; then
        rm -rf "$KERNELS"
        fetch_machine
    fi
    headers=linux-headers-$(release)
    version=$(release | cut -d . -f 1,2)
    unpack "$1" "$RELEASE" arm64 "$headers" "${headers%-*}-common"
    unpack "$1" "$RELEASE" amd64 "linux-kbuild-$version"
    mkdir "$1/module"
    cp tests/pi/gpiomem.c "$1/module/"
    echo 'obj-m := gpiomem.o' >"$1/module/Makefile"
    # The headers only know their location once they are installed.
    sed -i "s,/usr/src,$1/usr/src," "$1/usr/src/$headers/Makefile"
    make -s -C "$1/usr/src/$headers" M="$1/module" ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- \
        CC=aarch64-linux-gnu-gcc modules
    cp "$1/module/gpiomem.ko" "$SYSTEM/"
}

# Makes the system a Pi: users, a shell on the console, and the module. It has no group gpio, and only root may use the
# pins: the package must fix both.
make_root() {
    local root=$1 unit
    mkdir -p "$root"/{dev,proc,sys,run,tmp,root,var/lib/dpkg/info} "$root"/etc/systemd/system{,.conf.d}
    ln -s /lib/systemd/systemd "$root/init"
    if [ -e "$SYSTEM/gpiomem.ko" ]; then cp "$SYSTEM/gpiomem.ko" "$root/root/"; fi
    : >"$root/etc/machine-id"
    # The broker's user comes from its package's script, which has not run.
    printf '%s\n' root:x:0:0:root:/root:/bin/bash mosquitto:x:100:100::/:/bin/false >"$root/etc/passwd"
    printf '%s\n' root:x:0: tty:x:5: mosquitto:x:100: >"$root/etc/group"
    printf '%s: files systemd\n' passwd group >"$root/etc/nsswitch.conf"
    # dpkg checks the package's dependencies, but it has not installed anything that is here.
    printf '%s: %s\n' Package systemd Status 'install ok installed' Version 252 Architecture arm64 \
        Maintainer Debian Description extracted >"$root/var/lib/dpkg/status"
    : >"$root/var/lib/dpkg/info/systemd.list"
    printf '[Manager]\nShowStatus=no\n' >"$root/etc/systemd/system.conf.d/quiet.conf"
    ln -s /lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
    for unit in getty.target systemd-timesyncd.service; do
        ln -s /dev/null "$root/etc/systemd/system/$unit"
    done
    mkdir "$root/etc/systemd/system/multi-user.target.wants"
    cp tests/pi/shell.service "$root/etc/systemd/system/"
    ln -s ../shell.service "$root/etc/systemd/system/multi-user.target.wants/"
}
