# shellcheck shell=bash
# Sourced by `dist` and the tests: how the 32-bit program is compiled. The Pi 1 and the Zero have ARMv6 with hardware
# floating point, and every later Pi runs it too. The program is static, so one fits every Raspberry Pi OS.
#
# If rustup has the target's standard library, nothing else is needed. A mirror of rustup may lack it. Then the standard
# library is compiled here: Rust's part from the component rust-src, the C library (musl) and the unwinder from Zig
# (PyPI's ziglang), which contains their sources. This needs Cargo's unstable -Z build-std, and RUSTC_BOOTSTRAP lets the
# stable compiler use it. Build scripts see this variable too, and so cargo would compile nearly everything again whenever
# the 64-bit program is built after the 32-bit one, or the other way round: hence a target folder of its own.

ARMV6=arm-unknown-linux-musleabihf
ZIG=0.13.0

BUILD_STD=()

# prepare_armv6: afterwards `cargo build --target $ARMV6` works, with the options in BUILD_STD, and writes to CARGO_TARGET_DIR
# if that is set. Fails if the standard library is not available.
prepare_armv6() {
    [ ${#BUILD_STD[@]} -eq 0 ] || return 0
    if rustup target list --installed | grep -qx "$ARMV6" || rustup target add "$ARMV6" 2>/dev/null; then
        return
    fi
    step "armhf: rustup cannot add $ARMV6, so its standard library is compiled here"
    rustup component add rust-src || return
    local libraries=$PWD/target/tools/armv6 object
    if [ ! -e "$libraries/complete" ]; then compile_c_library "$libraries" || return; fi
    export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=target/build-std
    BUILD_STD=(-Z 'build-std=std,panic_unwind')
    CARGO_TARGET_ARM_UNKNOWN_LINUX_MUSLEABIHF_RUSTFLAGS+=" -C link-self-contained=no -L native=$libraries"
    for object in crt1.o crti.o crtn.o; do
        CARGO_TARGET_ARM_UNKNOWN_LINUX_MUSLEABIHF_RUSTFLAGS+=" -C link-arg=$libraries/$object"
    done
}

# compile_c_library FOLDER: libc.a, libunwind.a and what starts a program. Zig compiles them to link an empty program,
# and says where they are.
compile_c_library() {
    local zig=$PWD/target/tools/zig file
    [ -d "$zig/ziglang" ] || python3 -m pip install --quiet --target "$zig" "ziglang==$ZIG" || return
    mkdir -p "$1"
    echo 'int main(void) { return 0; }' >"$1/empty.c"
    PYTHONPATH=$zig ZIG_VERBOSE_LINK=1 ZIG_GLOBAL_CACHE_DIR=$1/cache ZIG_LOCAL_CACHE_DIR=$1/cache \
        python3 -m ziglang cc -target arm-linux-musleabihf -mcpu=arm1176jzf_s -static "$1/empty.c" -lunwind \
        -o "$1/empty" 2>"$1/log" || { cat "$1/log" >&2 && return 1; }
    for file in crt1.o crti.o crtn.o libc.a libunwind.a; do
        cp "$(tr ' ' '\n' <"$1/log" | grep "/$file\$" | tail -n 1)" "$1/" || return
    done
    rm -r "$1/cache"
    touch "$1/complete"
}
