# Sourced by the scripts that emulate a machine: what they need of Debian.

# as_root COMMAND: runs it, or says what to do.
as_root() {
    if [ "$(id -u)" -ne 0 ]; then
        echo "$0: as root, run first: $1" >&2
        exit 1
    fi
    DEBIAN_FRONTEND=noninteractive sh -c "$1" >/dev/null
}

# install_commands COMMAND=PACKAGE...: installs the package of each command that is missing.
install_commands() {
    local pair missing=()
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null || missing+=("${pair##*=}")
    done
    [ ${#missing[@]} -eq 0 ] && return
    as_root "apt-get update -qq && apt-get install -y -qq --no-install-recommends ${missing[*]}"
}

# newest_kernel ARCHITECTURE: the package of Debian's newest kernel; its name has the version in it.
newest_kernel() {
    apt-cache depends "linux-image-$1:$1" | sed -n 's/.*Depends: \(linux-image-[^:]*\).*/\1/p' | head -n 1
}

# unpack FOLDER PACKAGE...: downloads packages and unpacks them there; fails also where `set -e` is off.
unpack() {
    local folder=$1 package
    shift
    mkdir -p "$folder/packages"
    (cd "$folder/packages" && apt-get download -qq "$@") || return
    for package in "$folder"/packages/*.deb; do dpkg -x "$package" "$folder" || return; done
    rm -r "$folder/packages"
}

# pack_root FOLDER: the folder as an initramfs, on standard output.
pack_root() {
    (cd "$1" && find . -print0 | cpio --quiet --null --create --format=newc --owner=0:0) | gzip -1
}
