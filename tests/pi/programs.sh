# shellcheck shell=bash
# Sourced by the scripts that run our program on an emulated processor: how it is compiled, as `./dist` does it.

. debian/reproducible.sh
. debian/armv6.sh

# step TEXT: what debian/armv6.sh reports.
step() {
    echo "$*" >&2
}

# can_build arm64|armhf: whether the standard library of its target is available; sets TARGET.
can_build() {
    case $1 in
    arm64)
        TARGET=aarch64-unknown-linux-musl
        rustup target list --installed | grep -qx "$TARGET" || rustup target add "$TARGET"
        ;;
    armhf)
        TARGET=$ARMV6
        (prepare_armv6)
        ;;
    esac
}

# build arm64|armhf: compiles the program of that package, after can_build; sets BUILT, where it is.
build() {
    # In a subshell: what prepare_armv6 exports is for this program alone.
    BUILT=$(
        if [ "$1" = armhf ]; then prepare_armv6 >&2 || exit; fi
        cargo build --locked --profile dist --bin backpropd --target "$TARGET" "${BUILD_STD[@]}" >&2 || exit
        echo "${CARGO_TARGET_DIR:-target}/$TARGET/dist/backpropd"
    )
}
