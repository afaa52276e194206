# shellcheck shell=bash
# Source it before building a package, or to build the same program: it removes from the program where, when and on
# which computer it was built.

remap="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
# With the component rust-src, these are paths of this computer too.
remap+=" --remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=/rustc/$(rustc -vV | sed -n 's/^commit-hash: //p')"
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_MUSL_RUSTFLAGS=$remap
export CARGO_TARGET_ARM_UNKNOWN_LINUX_MUSLEABIHF_RUSTFLAGS=$remap

# The timestamp of the files in a package: that of the commit, or without Git that of Cargo.toml.
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git -c safe.directory="$PWD" log -1 --format=%ct 2>/dev/null || date -r Cargo.toml +%s)
fi
export SOURCE_DATE_EPOCH
