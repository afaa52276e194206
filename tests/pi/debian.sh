# shellcheck shell=bash
# Sourced by the scripts that emulate a machine: the packages they need from Debian.

# as_root COMMAND: runs it, or prints what to run.
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

# lock_downloads: until unlock_downloads, no other of these scripts downloads or installs anything. They may run side by side.
lock_downloads() {
    mkdir -p "${XDG_CACHE_HOME:-$HOME/.cache}"
    exec 9>"${XDG_CACHE_HOME:-$HOME/.cache}/backpropd-lock"
    flock 9
}

unlock_downloads() {
    exec 9>&-
}

# of_release RELEASE ARCHITECTURE COMMAND...: runs an apt command on the packages of that Debian release, whichever this
# machine has, from the mirror that it uses. Needs no root and leaves this machine's own apt alone. The lists are fetched
# once a day.
of_release() {
    local apt=${XDG_CACHE_HOME:-$HOME/.cache}/backpropd-apt/$1-$2 mirror
    if [ ! -e "$apt/$(date +%F)" ]; then
        mirror=$(apt-get update --print-uris | sed -n "s,^'\(.*/debian/\)dists/.*,\1,p" | sed -n 1p | grep .) || {
            echo "$0: apt on this machine names no mirror of Debian" >&2
            return 1
        }
        rm -rf "$apt"
        mkdir -p "$apt"/{lists,archives}/partial
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $1 main" >"$apt/sources.list"
        cat >"$apt/apt.conf" <<END
Dir::State::lists "$apt/lists";
Dir::State::status "/dev/null";
Dir::Cache "$apt";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
APT::Architecture "$2";
APT::Architectures { "$2"; };
APT::Sandbox::User "root";
END
        APT_CONFIG=$apt/apt.conf apt-get update -qq || return
        touch "$apt/$(date +%F)"
    fi
    shift 2
    APT_CONFIG=$apt/apt.conf "$@"
}

# newest_kernel RELEASE ARCHITECTURE PACKAGE: what the package depends on, which has the version in its name.
newest_kernel() {
    of_release "$1" "$2" apt-cache depends "$3" | sed -n 's/.*Depends: \(linux-image-[^ :]*\).*/\1/p' | sed -n 1p | grep .
}

# unpack FOLDER RELEASE ARCHITECTURE PACKAGE...: downloads packages and unpacks them there; fails also where `set -e` is off.
unpack() {
    local folder=$1 release=$2 architecture=$3 package
    shift 3
    mkdir -p "$folder/packages"
    (cd "$folder/packages" && of_release "$release" "$architecture" apt-get download -qq "$@") || return
    for package in "$folder"/packages/*.deb; do dpkg -x "$package" "$folder" || return; done
    rm -r "$folder/packages"
}

# pack_root FOLDER: writes the folder as an initramfs to standard output.
pack_root() {
    (cd "$1" && find . -print0 | cpio --quiet --null --create --format=newc --owner=0:0) | gzip -1
}
